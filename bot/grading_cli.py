"""`python3 -m bot grading …`: how well answers are judged, and what the optional graders need."""

import asyncio
from contextlib import contextmanager, nullcontext
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import console

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from bot.bank.question import Question
    from bot.grading.evaluation import GradeAnswer, Labelled
    from bot.ops.findings import Check, Finding
    from bot.settings import LanguageModel, Settings

NOT_FETCHED = 1
NOT_HELD = 1

app = typer.Typer(help="Grading: measure it, attack it, fetch its encoder.", no_args_is_help=True)
By = Annotated[str, typer.Option("--grader", metavar="GRADER", help="default, semantic or llm.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")]


@app.command()
def evaluate(
    answers: Annotated[
        Path, typer.Option(help="Answers that people judged, a JSON object a line.")
    ],
    rubrics: Annotated[
        Path | None, typer.Option(help="Rubrics in place of the bank, a JSON object a line.")
    ] = None,
    grader: By = "default",
    as_json: AsJson = False,
) -> None:
    """Measure a grader on answers that people have judged."""
    from bot.grading.evaluation import UnreadableFile, named, read_answers, read_rubrics
    from bot.grading.evaluation import evaluate as measured
    from bot.grading.tables import figures_object, figures_tables

    try:
        questions = _bank() if rubrics is None else read_rubrics(rubrics)
        labelled = read_answers(answers)
    except UnreadableFile as error:
        console.refuse(str(error))
    _leave_out_unknown(named(questions), labelled)
    with _grading(grader, questions) as grade:
        figures = measured(named(questions), labelled, grade)
    _tell(figures_object(figures) if as_json else figures_tables(figures))


@app.command()
def attack(grader: By = "default", as_json: AsJson = False) -> None:
    """Try what earns points for nothing on every question. Exit status 1 if a limit isn't held."""
    from bot.grading.attacks import attacked
    from bot.grading.tables import attacks_object, attacks_table

    bank = _bank()
    with _grading(grader, bank) as grade:
        outcomes = list(attacked(bank, grade))
    _tell(attacks_object(outcomes) if as_json else attacks_table(outcomes))
    raise typer.Exit(0 if all(each.is_held for each in outcomes) else NOT_HELD)


@app.command()
def encoder() -> None:
    """Fetch the sentence encoder for semantic grading, once: some 80 MB, verified by their hash."""
    from bot.grading.fetching import NotFetched, fetch
    from bot.grading.pinned import NEEDS_NUMPY

    try:
        fetch(console.settings().encoder_dir, typer.echo)
    except NotFetched as error:
        console.refuse(str(error), NOT_FETCHED)
    if find_spec("numpy") is None:
        typer.echo(f"{NEEDS_NUMPY}.")


def checks(settings: "Settings") -> "dict[str, Check]":
    """What the doctor looks at for the grader that is chosen."""
    from bot.settings import GraderName

    found: dict[str, Check] = {}
    if settings.grader is GraderName.SEMANTIC:
        found["encoder"] = partial(_encoder_findings, settings.encoder_dir)
    if settings.language_model:
        found["language model"] = partial(_model_findings, settings.language_model)
    return found


def _encoder_findings(folder: Path) -> "Iterator[Finding]":
    from bot.grading.encoder import Encoder
    from bot.grading.pinned import EncoderError
    from bot.ops.findings import doubtful, good

    try:
        Encoder.open(folder)
    except EncoderError as error:
        yield doubtful(f"encoder: answers are graded by words alone. {error}")
    else:
        yield good(f"encoder: whole, in {folder}")


def _model_findings(model: "LanguageModel") -> "Iterator[Finding]":
    from bot.clock import SystemClock
    from bot.grading.trial import tried
    from bot.ops.findings import good, wrong

    there = f"language model: {model.model} at {model.host}"
    trouble = asyncio.run(tried(model.base_url, model.model, model.key, SystemClock()))
    yield wrong(f"{there}: {trouble}.") if trouble else good(f"{there} answers")


def _leave_out_unknown(questions: "Mapping[str, Question]", answers: "Sequence[Labelled]") -> None:
    """Tell which questions of the answers aren't there; end where none is."""
    unknown = dict.fromkeys(each.question for each in answers if each.question not in questions)
    if unknown:
        typer.echo(f"Left out, as there are no such questions: {', '.join(unknown)}.", err=True)
    if all(each.question in unknown for each in answers):
        console.refuse("None of the answers is to a question that is there.")


def _bank() -> "Sequence[Question]":
    from bot.bank.loading import load
    from bot.bank.problem import BrokenBank

    try:
        return tuple(load(console.settings().questions_dir).questions.values())
    except BrokenBank as error:
        console.refuse(str(error))


@contextmanager
def _grading(name: str, questions: "Sequence[Question]") -> "Iterator[GradeAnswer]":
    from bot.grading.pinned import EncoderError
    from bot.settings import SettingsError

    try:
        with _opened(name, questions, console.settings()) as grade:
            yield grade
    except (EncoderError, SettingsError) as error:
        console.refuse(str(error))


def _opened(
    name: str, questions: "Sequence[Question]", settings: "Settings"
) -> "AbstractContextManager[GradeAnswer]":
    from bot.grading.lexical import LexicalGrader
    from bot.grading.semantic import with_meaning
    from bot.settings import GraderName

    if name not in [*GraderName]:
        console.refuse(f"There is no grader '{name}': expected {', '.join(GraderName)}.")
    if name == GraderName.DEFAULT:
        return nullcontext(LexicalGrader(questions).grade)
    if name == GraderName.LLM:
        return _by_language_model(questions, settings.endpoint)
    typer.echo("Reading the rubrics with the encoder: minutes at the first time.", err=True)
    return nullcontext(with_meaning(questions, settings.encoder_dir).grade)


def _by_language_model(
    questions: "Sequence[Question]", model: "LanguageModel"
) -> "AbstractContextManager[GradeAnswer]":
    from bot.clock import SystemClock
    from bot.grading.endpoint import Endpoint, Limits
    from bot.grading.graders import by_language_model

    limits = Limits(daily_calls=model.daily_calls)

    def connect() -> Endpoint:
        clock = SystemClock()
        return Endpoint(model.base_url, model.model, model.key, clock, limits, lambda _: None)

    return by_language_model(questions, connect)


def _tell(measured: object) -> None:
    """A table, or JSON as it is."""
    from rich.console import Console

    if isinstance(measured, str):
        typer.echo(measured)
    else:
        Console().print(measured)
