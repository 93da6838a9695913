import pytest

from bot.bank.question import Question
from bot.grading.grade import Confidence, Grade, Note, PointVerdict, Verdict
from bot.grading.lexical import GRADER, VERSION, LexicalGrader
from tests.grading.samples import BANK, FEATURES, OFF_TOPIC, ROUTES, SESSIONS

GRADER_OF_THE_BANK = LexicalGrader(BANK)


def grade(answer: str, question: Question = SESSIONS) -> Grade:
    return GRADER_OF_THE_BANK.grade(question, answer)


def of(point: str, graded: Grade) -> PointVerdict:
    return next(verdict for verdict in graded.points if verdict.id == point)


def verdicts(graded: Grade) -> list[Verdict]:
    return [verdict.verdict for verdict in graded.points]


def evidence(point: str, answer: str) -> list[str]:
    return [answer[span.start : span.end] for span in of(point, grade(answer)).evidence]


@pytest.mark.parametrize("question", BANK, ids=lambda question: str(question.id))
def test_the_model_answer_earns_nearly_everything(question: Question) -> None:
    assert grade(question.answer, question).score >= 80


def test_a_strong_answer_in_own_words_is_covered_and_sure() -> None:
    graded = grade(
        "It's stored in a cookie on the client. Flask signs the cookie with the secret key, so "
        "you can't change it, but it isn't encrypted: the user can read the content."
    )
    assert verdicts(graded) == [Verdict.COVERED] * 3 + [Verdict.MISSED]
    assert graded.score == 89
    assert graded.confidence is Confidence.HIGH
    assert graded.notes == ()


def test_half_an_answer_earns_its_half() -> None:
    graded = grade("It is stored in a cookie that the browser sends back with every request.")
    assert verdicts(graded) == [Verdict.COVERED, *[Verdict.MISSED] * 3]
    assert graded.score == 34


def test_a_paraphrase_with_other_forms_of_the_words_counts() -> None:
    graded = grade("There is a cryptographic signature, and tampering gets detected.")
    assert of("signed", graded).verdict is Verdict.COVERED


def test_part_of_a_phrase_is_partly_there() -> None:
    graded = grade("I believe there's some limit of a few KB on it")
    assert of("size", graded).verdict is Verdict.PARTLY


def test_a_denied_phrase_is_contradicted() -> None:
    graded = grade("The cookie isn't signed with the secret key at all.")
    assert of("signed", graded).verdict is Verdict.CONTRADICTED
    assert graded.score == 0


def test_a_false_claim_contradicts_its_point_and_caps_the_score() -> None:
    answer = (
        "The session is stored in a cookie in the browser and signed with the secret key. "
        "The session is encrypted."
    )
    graded = grade(answer)
    verdict = of("readable", graded)
    assert verdict.verdict is Verdict.CONTRADICTED
    assert verdict.why == "The session cookie is signed, not encrypted."
    assert [answer[span.start : span.end] for span in verdict.evidence] == ["session is encrypted"]
    assert graded.notes == (Note.FALSE_CLAIM,)
    assert graded.score == 45


def test_two_false_claims_cap_it_lower() -> None:
    graded = grade(
        "It is signed with the secret key and limited to 4 KB. It is encrypted. "
        "The session is stored on the server."
    )
    assert graded.notes == (Note.FALSE_CLAIM,)
    assert graded.score == 25


@pytest.mark.parametrize(
    "answer",
    [
        "The session is not encrypted.",
        "It is not encrypted, anyone can decode it.",
        "It isn't stored on the server. The cookie isn't encrypted either.",
        "People think that the session is encrypted, but only base64 encoded is what it is.",
        "It's a myth that the session is stored on the server.",
        "This doesn't mean that the session is encrypted.",
        "Is the session encrypted? No.",
        "Unlike in PHP, where the session is stored on the server, it is kept in the browser.",
    ],
)
def test_rejecting_a_misconception_is_no_false_claim(answer: str) -> None:
    graded = grade(answer)
    assert Note.FALSE_CLAIM not in graded.notes
    assert Verdict.CONTRADICTED not in verdicts(graded)


def test_what_others_do_earns_nothing() -> None:
    graded = grade("Unlike Django, where it may be stored in a cookie, I have no idea about Flask.")
    assert of("in-a-cookie", graded).verdict is Verdict.MISSED


def test_a_wrong_number_is_not_the_fact() -> None:
    assert of("size", grade("A cookie holds 4 KB.")).verdict is Verdict.COVERED
    assert of("size", grade("A cookie holds 16 KB.")).verdict is not Verdict.COVERED


def test_typing_slips_are_forgiven() -> None:
    graded = grade("It is stroed in a cokie, singed with the secrt key, and it is not encrpyted.")
    assert verdicts(graded)[:3] == [Verdict.COVERED] * 3


def test_code_in_the_answer_is_read() -> None:
    graded = grade("I'd write `@app.route('/users/<int:user_id>')` above the function.", ROUTES)
    assert verdicts(graded) == [Verdict.COVERED, Verdict.COVERED, Verdict.MISSED]


def test_an_expression_is_more_than_one_of_its_words() -> None:
    graded = grade("The app has a main entry and I route around the problem.", ROUTES)
    assert of("decorator", graded).verdict is Verdict.MISSED


def test_evidence_shows_the_words_that_earned_the_point() -> None:
    answer = "Well… it's 🍪 signed with the **secret key**, ok?"
    assert evidence("signed", answer) == ["signed with the **secret key"]


def test_evidence_takes_in_the_denial_that_is_meant() -> None:
    assert evidence("readable", "It's just not encrypted.") == ["not encrypted"]


def test_evidence_spans_two_clauses_where_the_phrase_does() -> None:
    answer = "The cookie is signed, with the secret key of the app."
    assert evidence("signed", answer) == ["signed", "secret key"]


def test_evidence_holds_whole_expressions() -> None:
    assert evidence("signed", "signed by app.secret_key here") == ["signed by app.secret_key"]


def test_why_names_the_accepted_phrase() -> None:
    assert of("readable", grade("It is only base64 encoded.")).why == "only base64 encoded"


def test_a_question_outside_of_the_bank_is_graded_too() -> None:
    graded = LexicalGrader(()).grade(SESSIONS, SESSIONS.answer)
    assert graded.score >= 80


def test_the_grade_names_its_grader() -> None:
    graded = grade("It is stored in a cookie.")
    assert (graded.grader, graded.version) == (GRADER, VERSION)


def test_a_question_that_asks_for_names_takes_a_list() -> None:
    graded = grade("routing, Jinja, development server, debugger, test client", FEATURES)
    assert graded.score == 70


def test_off_topic_prose_earns_nothing_and_admits_it() -> None:
    graded = grade(OFF_TOPIC)
    assert graded.score == 0
    assert graded.confidence is Confidence.LOW


def test_an_answer_in_another_language_is_not_judged_with_confidence() -> None:
    graded = grade("Die Sitzung liegt beim Benutzer, unterschrieben und für jeden lesbar.")
    assert graded.confidence is Confidence.LOW


def test_code_alone_is_not_judged_with_confidence() -> None:
    graded = grade('@app.route("/")\ndef index():\n    return "Hello"', ROUTES)
    assert graded.confidence is Confidence.LOW
    assert Note.KEYWORD_LIST not in graded.notes


@pytest.mark.parametrize("answer", ["クッキーはブラウザに保存されます", "Сессия хранится в cookie"])
def test_an_answer_in_another_script_is_not_judged(answer: str) -> None:
    graded = grade(answer)
    assert (graded.score, graded.confidence) == (0, Confidence.LOW)
    assert graded.notes == (Note.FOREIGN,)


def test_code_among_sentences_is_no_keyword_list() -> None:
    answer = (
        "```python\nfrom flask import session\n\napp.secret_key = KEY\n"
        'session["user"] = user.id\nsession.permanent = True\nredirect(url_for("home"))\n```\n'
        "It is stored in a cookie, signed with the secret key."
    )
    assert grade(answer).notes == ()


def test_a_keyword_list_around_code_is_still_one() -> None:
    answer = "session, cookie, browser, client, signed, secret key, base64, 4 KB\n```\nx = 1\n```"
    assert grade(answer).notes == (Note.KEYWORD_LIST,)
