import pytest

from bot.grading.slips import is_slip
from bot.grading.stems import stem
from bot.grading.words import clauses, words


def texts(text: str) -> list[list[str]]:
    return [[word.text for word in clause.words] for clause in clauses(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Signed. Not encrypted!", [["signed"], ["not", "encrypted"]]),
        ("signed, but readable", [["signed"], ["but", "readable"]]),
        ("signed (not encrypted) and small", [["signed"], ["not", "encrypted"], ["and", "small"]]),
        ("- signed\n- readable", [["signed"], ["readable"]]),
        ("get it from request.args.get", [["get", "it", "from", "request", "args", "get"]]),
        ("about 4KB", [["about", "4", "kb"]]),
        ("use --app and **kwargs", [["use", "--app", "and", "**", "kwargs"]]),
        ("write {{ name }}", [["write", "{{", "name"]]),
    ],
)
def test_a_text_falls_into_clauses(text: str, parts: list[list[str]]) -> None:
    assert texts(text) == parts


def test_a_wrapped_line_is_one_clause() -> None:
    line = "the session of a member lives in a cookie which the browser"
    assert len(clauses(f"{line} of that member\nsends back each time")) == 2
    assert len(clauses("signed\nreadable")) == 2


def test_offsets_point_at_what_was_typed() -> None:
    text = "ﬁne\u200b: the C\u200bOOKIE’s “request.args”"
    typed = [text[word.start : word.end] for word in words(text)]
    assert typed == ["ﬁne", "the", "C\u200bOOKIE’s", "request.args", "request.args"]
    assert [word.text for word in words(text)] == ["fine", "the", "cookie", "request", "args"]


@pytest.mark.parametrize(
    "forms",
    [
        "sign signs signed signing signature",
        "encrypt encrypts encrypted encrypting encryption",
        "validate validates validated validating validation validator",
        "route routes routing routed",
        "cache caches cached caching",
        "configure configuration config configures",
        "store stores stored storing storage",
        "authorize authorise authorization authorisation authorized",
        "query queries",
        "class classes",
        "run runs running ran",
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["server serve", "worker work", "session assess", "http https", "authenticate author"]
)
def test_different_words_keep_different_stems(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("written", "right"),
    [("cokie", "cookie"), ("coookie", "cookie"), ("cookei", "cookie"), ("blueprnit", "blueprint")],
)
def test_a_slip_of_the_pen_is_forgiven(written: str, right: str) -> None:
    assert is_slip(written, right)


@pytest.mark.parametrize(("written", "right"), [("cake", "cookie"), ("bluebird", "blueprint")])
def test_another_word_is_no_slip(written: str, right: str) -> None:
    assert not is_slip(written, right)
