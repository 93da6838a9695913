"""The default grader with the encoder's help: other words for the same, none for the opposite."""

from pathlib import Path

import pytest

from bot.bank.question import Weight
from bot.grading.encoder import Encoder
from bot.grading.grade import Grade, Verdict
from bot.grading.lexical import LexicalGrader
from bot.grading.nearness import Nearness
from bot.grading.pinned import EncoderMissing
from bot.grading.semantic import CACHE, SemanticGrader, with_meaning
from tests.grading.samples import BANK, OFF_TOPIC, ROUTES, SESSIONS, point, question

BY_WORDS = LexicalGrader(BANK)
PARAPHRASE = (
    "Everything that is remembered about a visitor travels along inside their web browser. "
    "The framework seals it using its private key, and any manipulation would be discovered. "
    "But nothing is secret: users are able to look at what it says."
)


@pytest.fixture(scope="module")
def grader(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> LexicalGrader:
    cache = tmp_path_factory.mktemp("vectors") / CACHE
    return LexicalGrader(BANK, Nearness(encoder, BANK, cache))


def verdicts(grade: Grade) -> list[Verdict]:
    return [point.verdict for point in grade.points]


def test_other_words_for_the_same_are_found(grader: LexicalGrader) -> None:
    by_words = BY_WORDS.grade(SESSIONS, PARAPHRASE)
    by_meaning = grader.grade(SESSIONS, PARAPHRASE)
    assert by_meaning.score >= by_words.score + 15
    assert by_meaning.grader == "semantic"
    assert by_words.grader == "lexical"


def test_what_was_found_by_meaning_is_shown_in_the_members_words(grader: LexicalGrader) -> None:
    graded = grader.grade(SESSIONS, PARAPHRASE)
    for found in graded.points:
        if found.verdict in (Verdict.COVERED, Verdict.PARTLY):
            assert found.evidence
            assert all(PARAPHRASE[span.start : span.end].strip() for span in found.evidence)
            assert found.why


@pytest.mark.parametrize(
    "claim",
    [
        "The session is encrypted, so the user can't read it.",
        "Flask keeps the session in the server's memory and never sends it to the browser.",
        "The cookie isn't signed with the secret key, and it isn't stored in the browser.",
    ],
)
def test_the_opposite_is_near_and_earns_nothing(grader: LexicalGrader, claim: str) -> None:
    assert grader.grade(SESSIONS, claim).score <= 25


def test_off_topic_prose_earns_next_to_nothing(grader: LexicalGrader) -> None:
    for asked in (SESSIONS, ROUTES):
        assert grader.grade(asked, OFF_TOPIC).score <= 10


def test_a_model_answer_keeps_most_of_its_score(grader: LexicalGrader) -> None:
    for asked in BANK:
        assert grader.grade(asked, asked.answer).score >= 80


def test_the_same_answer_gets_the_same_grade(grader: LexicalGrader) -> None:
    assert grader.grade(SESSIONS, PARAPHRASE) == grader.grade(SESSIONS, PARAPHRASE)


def test_a_question_that_it_has_not_read_is_judged_by_words(grader: LexicalGrader) -> None:
    later = question(
        "sessions",
        "Where is the session kept?",
        SESSIONS.answer,
        (
            point("in-a-cookie", Weight.MUST, "It is in a cookie.", "kept by the visitor"),
            SESSIONS.points[1],
        ),
    )
    graded = grader.grade(later, PARAPHRASE)
    assert graded.grader == "lexical"
    assert graded == BY_WORDS.grade(later, PARAPHRASE)


def test_without_an_encoder_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="python3 -m bot grading encoder"):
        with_meaning(BANK, tmp_path)


async def test_until_the_encoder_is_ready_words_decide(encoder_folder: Path) -> None:
    semantic = SemanticGrader(BY_WORDS, BANK, encoder_folder)
    assert (await semantic.grade(SESSIONS, PARAPHRASE)).grader == "lexical"
    await semantic.prepare()
    assert (await semantic.grade(SESSIONS, PARAPHRASE)).grader == "semantic"


async def test_where_there_is_none_words_go_on_deciding(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    semantic = SemanticGrader(BY_WORDS, BANK, tmp_path)
    await semantic.prepare()
    assert (await semantic.grade(SESSIONS, PARAPHRASE)).grader == "lexical"
    assert "graded without meaning, by words alone" in caplog.text
