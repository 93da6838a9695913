"""`python -m bot grading evaluate` and `attack`, as somebody types them."""

import json
from pathlib import Path

import pytest

from bot.grading.attacks import ATTACKS
from tests.grading.model_server import model_server, says
from tests.program.processes import Machine, assert_refused

RUBRIC = {
    "id": "1.1",
    "question": "What is a stack?",
    "points": [
        {
            "id": "order",
            "statement": "The last thing put in is the first that comes out.",
            "weight": "must",
            "accept": ["last in first out", "LIFO order"],
        },
        {"id": "ends", "statement": "Push and pop work at the top.", "weight": "should"},
    ],
}
ANSWERS = (
    {"question": "1.1", "answer": "Last in, first out: push and pop work at the top.", "score": 95},
    {"question": "1.1", "answer": "It keeps numbers sorted by their size.", "score": 5},
    {"question": "1.1", "answer": "The last thing put in comes out first.", "score": 60},
)


def lines(path: Path, *objects: object) -> str:
    path.write_text("".join(json.dumps(each) + "\n" for each in objects), encoding="utf-8")
    return str(path)


async def test_a_grader_is_measured_on_somebody_elses_rubric(machine: Machine) -> None:
    rubrics = lines(machine.folder / "r.jsonl", RUBRIC)
    answers = lines(machine.folder / "a.jsonl", *ANSWERS)
    done = await machine.run(
        *("grading", "evaluate", "--rubrics", rubrics, "--answers", answers, "--json")
    )
    assert done.status == 0, done.err
    told = json.loads(done.out)
    assert told["n"] == 3
    assert told["pearson"] > 0.9
    assert set(told) == {
        *("n", "pearson", "spearman", "rmse", "mae", "bias", "qwk5", "point_macro_f1", "kinds"),
        *("low_confidence", "ms_per_answer", "rss_mb"),
    }
    assert told["kinds"]["all"]["n"] == 3
    assert 10 < told["rss_mb"] < 1000


async def test_the_figures_are_told_in_a_table(machine: Machine) -> None:
    answers = lines(machine.folder / "a.jsonl", {**ANSWERS[0], "question": "seed/1"}, ANSWERS[1])
    done = await machine.run("grading", "evaluate", "--answers", answers)
    assert done.status == 0, done.err
    assert "pearson" in done.out
    assert "Left out, as there are no such questions: 1.1." in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--grader", "better"), "There is no grader 'better'"),
        (("--grader", "llm"), "LLM_BASE_URL isn't set"),
        (("--grader", "semantic"), "python3 -m bot grading encoder"),
        (("--rubrics", "none.jsonl"), "none.jsonl can't be read"),
    ],
)
async def test_what_can_t_be_measured_is_refused(
    machine: Machine, options: tuple[str, str], said: str
) -> None:
    answers = lines(machine.folder / "a.jsonl", {**ANSWERS[0], "question": "seed/1"})
    done = await machine.run("grading", "evaluate", "--answers", answers, *options)
    assert_refused(done, said)


async def test_the_model_is_measured_like_any_other(machine: Machine) -> None:
    async with model_server() as server:
        server.will(says("I'd rather not."))
        rubrics = lines(machine.folder / "r.jsonl", RUBRIC)
        answers = lines(machine.folder / "a.jsonl", ANSWERS[0], ANSWERS[1])
        done = await machine.run(
            *("grading", "evaluate", "--rubrics", rubrics, "--answers", answers),
            *("--grader", "llm", "--json"),
            LLM_BASE_URL=server.url,
            LLM_MODEL="m",
        )
    assert done.status == 0, done.err
    assert json.loads(done.out)["n"] == 2


async def test_every_attack_is_tried_on_every_question(machine: Machine) -> None:
    done = await machine.run("grading", "attack", "--json")
    told = json.loads(done.out)
    assert [each["attack"]["name"] for each in told] == [attack.name for attack in ATTACKS]
    assert done.status == int(not all(each["is_held"] for each in told))
