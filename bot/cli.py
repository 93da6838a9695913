"""The program's commands: they parse, then call the parts. Heavy imports stay inside them."""

import asyncio
from collections.abc import Coroutine
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot import __version__, console, grading_cli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractAsyncContextManager

    from bot.bank.bank import Bank
    from bot.bank.checking import Report
    from bot.ops.findings import Check, Finding
    from bot.privacy.kept import Counts, Erased
    from bot.privacy.service import PrivacyService
    from bot.settings import Settings

UNCONFIGURED = """\
There is no Discord token. To get one: open https://discord.com/developers/applications, make \
an application, and under "Bot" press "Reset Token"; then start with DISCORD_TOKEN=<the token> \
python3 -m bot run. To try Greenroom without Discord: python3 -m bot sandbox."""
REFUSED_BY_DISCORD = """\
Discord refused the token. Copy it again from https://discord.com/developers/applications, under \
"Bot" ("Reset Token" makes a new one), and set DISCORD_TOKEN to it."""
NOTHING_STORED = "Nothing is stored about member {}."
TRY_AGAIN = 1
UNHEALTHY = 1
Result = TypeVar("Result")

app = typer.Typer(
    name="greenroom",
    help="Greenroom: mock interviews on Discord.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
db = typer.Typer(help="The database: upgrade, back up, check.", no_args_is_help=True)
app.add_typer(db, name="db")
bank = typer.Typer(help="A bank of questions: check it, look at it.", no_args_is_help=True)
app.add_typer(bank, name="bank")
member = typer.Typer(help="One member's data: export, erase.", no_args_is_help=True)
app.add_typer(member, name="member")
app.add_typer(grading_cli.app, name="grading")
MemberId = Annotated[
    int, typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="The member's Discord id.")
]
BankPath = Annotated[
    Path | None,
    typer.Argument(metavar="PATH", help="A bank's folder, or a file of it; else QUESTIONS_DIR."),
]
BankFolder = Annotated[
    Path | None, typer.Argument(metavar="PATH", help="A bank's folder; else QUESTIONS_DIR.")
]
RunPrograms = Annotated[
    bool, typer.Option("--run/--no-run", help="Run the questions' programs, with your rights.")
]


def main() -> None:
    app(prog_name="python -m bot")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


@app.command()
def run() -> None:
    """Run the bot on Discord. Needs DISCORD_TOKEN or DISCORD_TOKEN_FILE."""
    from random import SystemRandom

    settings = console.settings()
    token = _token(settings)
    if not token:
        console.refuse(UNCONFIGURED)

    from bot.app import run as run_bot
    from bot.clock import SystemClock

    _start(run_bot(settings, token, SystemClock(), SystemRandom()))


@app.command()
def doctor() -> None:
    """Look at everything that the bot needs. Exit status 1 if something is wrong."""
    from bot.ops.findings import Mark

    marks = set()
    for finding in _findings():
        typer.echo(finding)
        marks.add(finding.mark)
    raise typer.Exit(1 if Mark.WRONG in marks else 0)


@app.command()
def health(
    live: Annotated[
        bool, typer.Option("--live", help="Only whether it must be started again.")
    ] = False,
) -> None:
    """Ask the bot that runs here whether it is ready. Exit status 1 if it isn't, or isn't there."""
    from bot.ops.asking import LIVE, READY, reasons

    port = console.settings().ops_port
    if port is None:
        console.refuse("OPS_PORT isn't set, so the bot tells nobody how it is.", UNHEALTHY)
    if wrong := reasons(port, LIVE if live else READY):
        console.refuse("\n".join(wrong), UNHEALTHY)
    typer.echo("live" if live else "ready")


@app.command()
def sandbox(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="A free one is taken if this is in use.")
    ] = 8765,
    data: Annotated[Path, typer.Option(help="Where the sandbox keeps what happens.")] = Path(
        "data/sandbox"
    ),
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Try the bot in a local Discord on 127.0.0.1: no token, no network."""
    settings = console.settings()

    from bot.sandbox.attachment import run as run_sandbox

    _start(run_sandbox(settings, data, port, opens_browser=browser))


@db.command()
def upgrade() -> None:
    """Bring the tables up to date. The bot does this by itself when it starts."""
    from bot.storage.database import upgrade as upgrade_database

    before, after = _stored(upgrade_database(console.settings().database_url))
    done = f"Upgraded from {before} to {after}." if before else f"Made at {after}."
    typer.echo(f"Up to date at {after}." if before == after else done)


@db.command()
def backup(target: Annotated[Path, typer.Argument(help="A file that doesn't exist yet.")]) -> None:
    """Copy the database into a new file, while the bot runs."""
    from bot.storage.database import backup as copy_database

    size = _stored(copy_database(console.settings().database_url, target))
    typer.echo(f"Saved {size:,} bytes in {target}.")


@db.command()
def check() -> None:
    """Look for damage. Exit status 1 if there is any."""
    from bot.storage.database import check as check_database

    problems = _stored(check_database(console.settings().database_url))
    typer.echo("\n".join(problems) or "The database is sound.")
    raise typer.Exit(1 if problems else 0)


@bank.command("check")
def check_bank(
    path: BankPath = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="What is below the standard counts as well.")
    ] = False,
    programs: RunPrograms = True,
) -> None:
    """Tell everything that is wrong with a bank. Exit status 1 if there is something."""
    folder = _bank_folder(path)
    report = _report(folder, programs)
    # Their limits are for the mean over a bank; a bank that can't be read has none.
    attacks = _broken_limits(folder) if folder.is_dir() and report.questions else []
    typer.echo("\n".join([*attacks, str(report)]))
    raise typer.Exit(1 if attacks or report.problems or (strict and report.standard) else 0)


@bank.command("stats")
def bank_stats(path: BankFolder = None, programs: RunPrograms = True) -> None:
    """Count the questions by level, kind and topic, and how many meet the whole standard."""
    from rich.console import Console

    from bot.bank.terminal import tables

    folder = _bank_folder(path)
    loaded = _loaded(folder)
    Console().print(tables(loaded, _report(folder, programs).whole))


@bank.command("odd")
def odd_questions(path: BankFolder = None) -> None:
    """List the questions that members' answers find harder or easier than their level."""
    from rich.console import Console
    from rich.table import Table

    from bot.app import odd_questions as found
    from bot.attempts.cards import LEVEL_NAMES

    loaded = _loaded(_bank_folder(path))
    odd = _stored(found(console.settings().database_url, loaded))
    if not odd:
        typer.echo("No question is odd: as far as the answers tell, each fits its level.")
        return
    table = Table("question", "level", "by the answers", "instead of 60", "answers", min_width=76)
    for each in odd:
        names = LEVEL_NAMES[each.level], LEVEL_NAMES[each.likely]
        table.add_row(each.question_id, *names, str(each.percent), str(each.answers))
    Console().print(table)
    typer.echo("Who is expected to score 60 at a question's level scores that on it instead.")


@bank.command()
def show(
    question_id: Annotated[str, typer.Argument(metavar="ID", help="The question's id.")],
    path: BankFolder = None,
) -> None:
    """Show a question as a member sees it: asked, with its hints, and explained."""
    from rich.console import Console

    from bot.attempts.cards import KIND_NAMES, LEVEL_NAMES
    from bot.bank.terminal import page

    loaded = _loaded(_bank_folder(path))
    question = loaded.questions.get(question_id)
    if question is None:
        near = get_close_matches(question_id, loaded.questions, n=3)
        console.refuse(f"There is no such question; near it are: {', '.join(near) or 'none'}.")
    facts = (LEVEL_NAMES[question.level], loaded.topics[question.topic], KIND_NAMES[question.kind])
    Console().print(page(question, f"{' · '.join(facts)} · about {question.minutes} min"))


@bank.command()
def schema() -> None:
    """Print the JSON schema of a topic's file, for editors."""
    from bot.bank.schema import schema as of_a_topic

    typer.echo(of_a_topic(), nl=False)


@member.command()
def export(
    member_id: MemberId,
    target: Annotated[Path, typer.Argument(metavar="PATH", help="A file that isn't there yet.")],
) -> None:
    """Save everything that is stored about a member in a new zip, whether the bot runs or not."""
    from bot.storage.database import save_new

    async def save() -> int | None:
        async with _member_data() as privacy:
            package = await privacy.export(member_id)
        if package is None:
            return None
        await asyncio.to_thread(save_new, target, package.content)
        return len(package.content)

    size = _stored(save())
    if size is None:
        console.refuse(NOTHING_STORED.format(member_id))
    typer.echo(f"Saved {size:,} bytes in {target}.")


@member.command()
def erase(
    member_id: MemberId,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask whether you are sure.")] = False,
) -> None:
    """Erase everything that is stored about a member, whether the bot runs or not."""
    from bot.privacy.cards import erased

    async def count() -> "Counts":
        async with _member_data() as privacy:
            return await privacy.counts(member_id)

    async def remove() -> "Erased":
        async with _member_data() as privacy:
            return await privacy.erase(member_id)

    counts = _stored(count())
    if not counts:
        console.refuse(NOTHING_STORED.format(member_id))
    if not yes:
        _confirm(f"Erase {erased(counts)} of member {member_id}, for good?")
    typer.echo(f"Erased {erased(_stored(remove()).counts)} of member {member_id}.")


def _findings() -> "Iterator[Finding]":
    from bot.clock import SystemClock
    from bot.ops.doctor import checks
    from bot.ops.findings import found, wrong
    from bot.settings import SettingsError, load

    try:
        settings = load()
    except SettingsError as error:
        yield from (wrong(f"setting: {line}") for line in str(error).splitlines())
    else:
        rooms: dict[str, Check] = {"bank": partial(_bank_findings, settings.questions_dir)}
        yield from found(checks(settings, SystemClock(), rooms | grading_cli.checks(settings)))


def _bank_findings(folder: Path) -> "Iterator[Finding]":
    from bot.bank.loading import load
    from bot.bank.problem import BrokenBank
    from bot.ops.findings import good, wrong

    try:
        yield good(f"bank: {len(load(folder).questions)} questions in {folder}")
    except BrokenBank as error:
        yield from (wrong(f"bank: {problem}") for problem in error.problems)


def _bank_folder(path: Path | None) -> Path:
    return console.settings().questions_dir if path is None else path


def _loaded(folder: Path) -> "Bank":
    from bot.bank.loading import load
    from bot.bank.problem import BrokenBank

    try:
        return load(folder)
    except BrokenBank as error:
        console.refuse(str(error))


def _report(path: Path, programs: bool) -> "Report":
    from bot.bank.checking import check as check_questions
    from bot.bank.running import run as run_program
    from bot.grading.lexical import LexicalGrader

    return check_questions(path, LexicalGrader, run_program if programs else None)


def _broken_limits(folder: Path) -> list[str]:
    from bot.bank.loading import read
    from bot.grading.attacks import broken_limits
    from bot.grading.lexical import LexicalGrader

    questions = tuple(read(folder)[0].questions.values())
    return broken_limits(questions, LexicalGrader(questions).grade)


def _member_data() -> "AbstractAsyncContextManager[PrivacyService]":
    from bot.app import member_data

    return member_data(console.settings().database_url)


def _confirm(question: str) -> None:
    try:
        if typer.confirm(question):
            return
    except typer.Abort:
        console.refuse(
            "\nNothing was erased: nobody answered. To go on without a question, add --yes."
        )
    console.refuse("Nothing was erased.")


def _token(settings: "Settings") -> str | None:
    from bot.settings import SettingsError

    try:
        return settings.token
    except SettingsError as error:
        console.refuse(str(error))


def _start(program: Coroutine[Any, Any, None]) -> None:
    """Run it; what keeps it from starting is one clear text and exit status 2."""
    from bot.bank.problem import BrokenBank
    from bot.chat.client import DiscordUnreachable, TokenRefused
    from bot.storage.errors import StorageError

    try:
        asyncio.run(program)
    except TokenRefused:
        console.refuse(REFUSED_BY_DISCORD)
    except BrokenBank as error:
        console.refuse(f"The question bank can't be used:\n{error}")
    except StorageError as error:
        console.refuse(str(error))
    except DiscordUnreachable as error:
        # It may come back by itself, so a supervisor should try again.
        console.refuse(str(error), TRY_AGAIN)
    except KeyboardInterrupt:
        pass


def _stored(work: Coroutine[Any, Any, Result]) -> Result:
    from bot.storage.errors import StorageError

    try:
        return asyncio.run(work)
    except StorageError as error:
        console.refuse(str(error))
