"""Small banks to load: files that are right, and the places where they go wrong."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.bank.loading import load
from bot.bank.problem import BrokenBank, Problem
from bot.bank.question import Kind, Level, Point, Question, Weight

ROUTING = """\
topic: Routing
questions:
  - id: dynamic-routes
    level: junior
    kind: practical
    minutes: 4
    origin: seed/8
    question: |
      How do you take a part of the address as an argument?
    hints: ["Look at the rule.", "Angle brackets."]
    points:
      - id: rule-to-function
        statement: A rule maps an address to a function.
        weight: must
        accept: ["maps a url to a function", "route decorator"]
        teach: A decorator binds the rule to the function.
        link: https://flask.palletsprojects.com/en/stable/quickstart/#routing
      - id: converter
        statement: A converter turns the part into a value.
        weight: should
        accept:
          - int converter
          - converts the part
        teach: Write <int:id> to take whole numbers only.
        link: https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules
    misconceptions:
      - claim: ["only strings can be taken"]
        contradicts: converter
        truth: Five converters are built in.
    answer: |
      Write the part in angle brackets; it becomes an argument of the function.
"""


def bank_of(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder named `questions` with these files, by their path inside it."""
    root = folder / "questions"
    root.mkdir(exist_ok=True)
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def problems_of(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(BrokenBank) as caught:
        load(root)
    return caught.value.problems


def problems_in(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    return problems_of(bank_of(folder, {"flask/routing.yaml": content}))


def only_problem(folder: Path, content: str | bytes) -> Problem:
    (problem,) = problems_in(folder, content)
    assert problem.path == "questions/flask/routing.yaml"
    return problem


def with_id(question_id: str) -> str:
    return ROUTING.replace("dynamic-routes", question_id)


def question(
    question_id: str,
    kind: Kind = Kind.CONCEPTUAL,
    level: Level = Level.JUNIOR,
    topic: str = "routing",
) -> Question:
    points = tuple(
        Point(
            id=point_id,
            statement="It says something.",
            weight=Weight.MUST,
            accept=("something",),
            teach="Say something.",
            link="https://flask.palletsprojects.com/en/stable/",
        )
        for point_id in ("one", "two")
    )
    return Question(
        id=question_id,
        track="flask",
        topic=topic,
        level=level,
        kind=kind,
        minutes=3,
        question="What is there to say?",
        hints=("Something.",),
        points=points,
        answer="There is something to say.",
    )
