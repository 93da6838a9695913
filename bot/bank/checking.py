"""Everything that is wrong with a bank, and what its questions lack, in one run."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bot.bank.bank import Bank
from bot.bank.fault import Fault
from bot.bank.likeness import near_duplicates
from bot.bank.lists import Lists, known_sites, link_faults, read_lists, retired_faults
from bot.bank.loading import read
from bot.bank.outcome import Run, code_faults
from bot.bank.places import Places
from bot.bank.problem import BrokenBank, Problem
from bot.bank.proof import (
    Grader,
    answer_faults,
    claim_faults,
    copy_faults,
    sample_faults,
)
from bot.bank.question import Question
from bot.bank.standard import below_standard
from bot.bank.wording import hints_that_tell, shared_phrases

Found = tuple[Question, Fault]
MakeGrader = Callable[[Iterable[Question]], Grader]


@dataclass(frozen=True)
class Report:
    """`problems` make answers count wrongly or questions unusable; `standard` is what questions
    that work still lack. Both are sorted; `questions` were looked at, and the ones whose ids are
    in `whole` have neither."""

    questions: int
    problems: tuple[Problem, ...]
    standard: tuple[Problem, ...] = ()
    whole: frozenset[str] = frozenset()

    def __str__(self) -> str:
        lines = [*map(str, self.problems)]
        if self.standard:
            lines += ["", "Below the standard:", *map(str, self.standard)]
        count = f"{self.questions} questions, {len(self.problems)} problems"
        lines += ["", f"{count}, {len(self.standard)} below the standard."]
        return "\n".join(lines).lstrip()


def check(path: Path, make_grader: MakeGrader, run: Run | None) -> Report:
    """`path` is a bank's folder, or one file of it: then only that file's questions are told of.

    Blocks while the questions' programs run; with None for `run` they don't.
    """
    folder, only = (path.parent.parent, path) if path.is_file() else (path, None)
    try:
        bank, problems = read(folder)
        lists = read_lists(folder)
        places = Places(folder)
        chosen = _chosen(bank, only)
        wrong = [*faults(bank, chosen, lists, make_grader), *program_faults(chosen, run)]
        lacking = [(question, fault) for question in chosen for fault in below_standard(question)]
        told = {*problems, *lists.problems, *(places.problem(*each) for each in wrong)}
        below = sorted(places.problem(*each) for each in lacking)
    except BrokenBank as broken:
        return Report(0, broken.problems)
    if only is not None:
        told = {problem for problem in told if problem.path == places.shown(only)}
    found = {question.id for question, _ in (*wrong, *lacking)}
    whole = {question.id for question in chosen} - found
    return Report(len(chosen), tuple(sorted(told)), tuple(below), frozenset(whole))


def faults(
    bank: Bank, chosen: Iterable[Question], lists: Lists, make_grader: MakeGrader
) -> Iterator[Found]:
    """What the checks find in the `chosen` questions of a bank, but for their programs."""
    grader = make_grader(bank.questions.values())
    sites = known_sites()
    names = set()
    for question in chosen:
        names.add(question.id)
        found = chain(
            retired_faults(question, lists),
            shared_phrases(question),
            hints_that_tell(question),
            answer_faults(question, grader),
            claim_faults(question, grader),
            sample_faults(question, grader),
            copy_faults(question, grader),
            link_faults(question, lists, sites),
        )
        yield from ((question, fault) for fault in found)
    alike = near_duplicates(bank.questions.values())
    yield from (pair for pair in alike if pair[0].id in names)


def _chosen(bank: Bank, only: Path | None) -> list[Question]:
    if only is None:
        return list(bank.questions.values())
    place = (only.resolve().parent.name, only.stem)
    return [each for each in bank.questions.values() if (each.track, each.topic) == place]


def program_faults(chosen: Iterable[Question], run: Run | None) -> list[Found]:
    """What the questions' programs do otherwise than they say; nothing is run with None.

    Programs mostly wait for their interpreter to start, so as many run as there are cores."""
    if run is None:
        return []
    having = [question for question in chosen if question.code]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda question: list(code_faults(question, run)), having)
        return [
            (question, fault)
            for question, those in zip(having, found, strict=True)
            for fault in those
        ]
