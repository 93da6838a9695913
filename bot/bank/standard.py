"""What a question that members can rely on has; one that lacks it is asked all the same."""

from collections.abc import Iterator

from bot.bank.fault import Fault, every_point, without_code
from bot.bank.question import Kind, Question
from bot.bank.sample import SampleKind

ANSWER_WORDS = (60, 180)
HINTS = (2, 3)
POINTS = (3, 7)
ACCEPT = (6, 30)

PYTHON = "```python"
ABOUT_CODE = frozenset({Kind.DEBUGGING, Kind.CODE_READING})


def below_standard(question: Question) -> Iterator[Fault]:
    yield from _sizes(question)
    yield from _follow_ups(question)
    yield from _code(question)
    yield from _samples(question)
    yield from _origins(question)


def _sizes(question: Question) -> Iterator[Fault]:
    words = len(without_code(question.answer).split())
    yield from _amount(("answer",), "words beside the code", words, ANSWER_WORDS)
    yield from _amount(("hints",), "hints", len(question.hints), HINTS)
    yield from _amount(("points",), "points", len(question.points), POINTS)
    for where, point in every_point(question):
        yield from _amount((*where, "accept"), "phrases", len(point.accept), ACCEPT)
    if not question.misconceptions:
        yield _fault((), "no misconceptions; write at least one that people have")


def _amount(
    where: tuple[int | str, ...], what: str, amount: int, limits: tuple[int, int]
) -> Iterator[Fault]:
    low, high = limits
    if not low <= amount <= high:
        cure = "write more" if amount < low else "keep the best"
        yield _fault(where, f"{amount} {what}, expected {low} to {high}; {cure}")


def _follow_ups(question: Question) -> Iterator[Fault]:
    asked = {follow_up.point for follow_up in question.follow_ups}
    if missing := [name for name in question.musts if name not in asked]:
        yield _fault((), f"no follow-up for {_listed(missing)}; write one for each")


def _code(question: Question) -> Iterator[Fault]:
    about_code = question.kind in ABOUT_CODE
    shown = PYTHON in question.question or PYTHON in question.answer
    if (about_code or shown) and not question.code:
        yield _fault((), "its code isn't shown to run; write it as programs under 'code'")
    elif question.kind is Kind.DEBUGGING and not any(each.expect.fails for each in question.code):
        yield _fault(("code",), "no program that fails; show the fault, and name its fix")


def _samples(question: Question) -> Iterator[Fault]:
    given = {sample.kind for sample in question.samples}
    if missing := [kind for kind in SampleKind if kind not in given]:
        yield _fault((), f"no sample that is {_listed(missing)}; write one of each kind")


def _origins(question: Question) -> Iterator[Fault]:
    if not question.sources:
        yield _fault((), "no sources; link what the facts were taken from")
    if not question.checked:
        yield _fault((), "not 'checked'; say on which versions of which packages it was tried")
    needed = {package for program in question.code for package in program.requires}
    if question.checked and (missing := sorted(needed - set(question.checked))):
        yield _fault(("checked",), f"no version of {_listed(missing)}; add what you tried it on")


def _listed(names: list[str] | list[SampleKind]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _fault(where: tuple[int | str, ...], text: str) -> Fault:
    return Fault("standard", where, text)
