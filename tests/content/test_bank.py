"""The real bank: whole, complete and consistent."""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.bank.bank import Bank
from bot.bank.loading import load
from bot.bank.question import Level, Question

QUESTIONS = Path(__file__).parents[2] / "questions"

DOCUMENTATION_HOSTS = {
    "12factor.net",
    "alembic.sqlalchemy.org",
    "cheatsheetseries.owasp.org",
    "click.palletsprojects.com",
    "datatracker.ietf.org",
    "developer.mozilla.org",
    "docs.celeryq.dev",
    "docs.docker.com",
    "docs.gunicorn.org",
    "docs.locust.io",
    "docs.pytest.org",
    "docs.python.org",
    "docs.sqlalchemy.org",
    "flask-caching.readthedocs.io",
    "flask-jwt-extended.readthedocs.io",
    "flask-limiter.readthedocs.io",
    "flask-login.readthedocs.io",
    "flask-migrate.readthedocs.io",
    "flask-restful.readthedocs.io",
    "flask-session.readthedocs.io",
    "flask-socketio.readthedocs.io",
    "flask-sqlalchemy.readthedocs.io",
    "flask-wtf.readthedocs.io",
    "flask.palletsprojects.com",
    "gunicorn.org",
    "itsdangerous.palletsprojects.com",
    "jinja.palletsprojects.com",
    "kubernetes.io",
    "marshmallow.readthedocs.io",
    "nginx.org",
    "opentelemetry.io",
    "owasp.org",
    "packaging.python.org",
    "peps.python.org",
    "pyjwt.readthedocs.io",
    "redis.io",
    "sre.google",
    "werkzeug.palletsprojects.com",
    "wtforms.readthedocs.io",
    "www.postgresql.org",
    "www.rfc-editor.org",
    "www.sqlite.org",
}


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(QUESTIONS)


def of_the_seed(bank: Bank) -> list[tuple[int, Question]]:
    return [
        (int(question.origin.removeprefix("seed/")), question)
        for question in bank.questions.values()
        if question.origin and question.origin.startswith("seed/")
    ]


def test_every_question_of_the_seed_is_there_once(bank: Bank) -> None:
    assert sorted(number for number, _ in of_the_seed(bank)) == list(range(1, 31))


def test_the_seed_keeps_its_levels(bank: Bank) -> None:
    expected = {
        **dict.fromkeys(range(1, 7), Level.FRESHER),
        **dict.fromkeys(range(7, 17), Level.JUNIOR),
        **dict.fromkeys(range(17, 31), Level.EXPERIENCED),
    }
    assert {number: question.level for number, question in of_the_seed(bank)} == expected


def test_every_point_is_accepted_in_at_least_four_wordings(bank: Bank) -> None:
    few = [
        f"{question.id}/{point.id}"
        for question in bank.questions.values()
        for point in question.points
        if len({_plain(phrase) for phrase in point.accept}) < 4
    ]
    assert few == []


def test_every_question_has_at_least_two_hints(bank: Bank) -> None:
    few = [question.id for question in bank.questions.values() if len(question.hints) < 2]
    assert few == []


def test_no_wording_is_accepted_by_two_points_of_a_question(bank: Bank) -> None:
    shared = [
        f"{question.id}: {phrase}"
        for question in bank.questions.values()
        for phrase, times in _phrases(question).items()
        if times > 1
    ]
    assert shared == []


def test_every_link_leads_to_known_documentation(bank: Bank) -> None:
    elsewhere = [
        f"{question.id}: {link}"
        for question in bank.questions.values()
        for link in question.links
        if urlsplit(link).netloc not in DOCUMENTATION_HOSTS
    ]
    assert elsewhere == []


def _phrases(question: Question) -> Counter[str]:
    """How many points accept each phrase, whatever its case and blanks."""
    return Counter(
        phrase
        for point in question.points
        for phrase in {_plain(phrase) for phrase in point.accept}
    )


def _plain(phrase: str) -> str:
    return " ".join(phrase.casefold().split())
