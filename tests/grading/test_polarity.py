import pytest

from bot.grading.polarity import Polarity, read


def denied(text: str) -> list[str]:
    return [r.word.text for r in read(text).readings if r.polarity is Polarity.DENIED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it is not encrypted", ["encrypted"]),
        ("it isn't encrypted and anyone can read it", ["encrypted"]),
        ("signed, not encrypted, and readable", ["encrypted"]),
        ("it has no login", ["login"]),
        ("you never store secrets", ["store", "secrets"]),
        ("stored in cookies instead of files", ["of", "files"]),
        ("not only signed", []),
        ("you don't need a database", ["need", "a", "database"]),
        ("it is unencrypted", ["unencrypted"]),
        ("no ORM, form layer or login", ["orm", "form", "layer", "or", "login"]),
        ("it's not true that it is encrypted", ["true", "that", "it", "is", "encrypted"]),
    ],
)
def test_a_denial_reaches_as_far_as_it_is_meant(text: str, expected: list[str]) -> None:
    negators = {"not", "isn't", "no", "never", "instead", "don't"}
    assert [word for word in denied(text) if word not in negators] == expected


def test_two_denials_cancel_each_other() -> None:
    readings = read("you can't forge it without the key").readings
    meant = {reading.word.text: reading.polarity for reading in readings}
    assert meant["forge"] is Polarity.DENIED
    assert meant["key"] is Polarity.ASSERTED


def test_a_verb_that_denies_by_its_meaning_leaves_it_open() -> None:
    meant = {r.word.text: r.polarity for r in read("turn debug off in production").readings}
    assert meant["debug"] is Polarity.OPEN


def test_said_of_one_and_denied_of_the_other_is_left_open() -> None:
    meant = {r.word.text: r.polarity for r in read("Django has an ORM, Flask doesn't").readings}
    assert meant["orm"] is Polarity.OPEN


@pytest.mark.parametrize(
    "text", ["Is it encrypted?", "People think it is encrypted", "It is a myth, it is encrypted"]
)
def test_a_question_or_a_report_is_no_claim_of_ones_own(text: str) -> None:
    assert not read(text).own[-1]


@pytest.mark.parametrize(
    "text",
    [
        "I think it is encrypted",
        "I believe the session is encrypted",
        "If somebody changes it they are thrown out. The session is encrypted.",
    ],
)
def test_what_somebody_thinks_or_says_after_a_report_is_their_own_claim(text: str) -> None:
    assert read(text).own[-1]
