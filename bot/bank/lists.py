"""The lists beside a bank's tracks: ids that were retired, links with the day of their check."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.bank.fault import Fault, every_point
from bot.bank.files import SourceFile, read_text
from bot.bank.problem import BrokenBank, Problem, escaped, quoted
from bot.bank.question import Question

RETIRED = "retired.txt"
LINKS = "links.txt"
MOST_BYTES = 8 * 1024 * 1024
MOST_PROBLEMS = 200

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LINK = re.compile(r"(\d{4}-\d{2}-\d{2}) +(https://\S+)")


class Lists(NamedTuple):
    """`links` is None where the bank keeps no list of them; its values are days, YYYY-MM-DD."""

    retired: frozenset[str]
    links: Mapping[str, str] | None
    problems: tuple[Problem, ...]


def read_lists(folder: Path) -> Lists:
    problems: list[Problem] = []
    ids = _entries(folder, RETIRED, _ID, "an id alone", problems)
    days = _entries(folder, LINKS, _LINK, "'2026-01-31 https://…'", problems)
    links = {found[2]: found[1] for found in days or ()}
    retired = frozenset(found[0] for found in ids or ())
    return Lists(retired, None if days is None else links, tuple(problems))


def retired_faults(question: Question, lists: Lists) -> Iterator[Fault]:
    """What members did under an id stays theirs: it never names another question."""
    if question.id in lists.retired:
        text = f"{quoted(question.id)} belonged to a question that is gone; choose another id"
        yield Fault("id", ("id",), text)


def known_sites() -> frozenset[str]:
    """The hosts of documentation that a link may lead to."""
    lines = Path(__file__).with_name("sites.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def link_faults(question: Question, lists: Lists, sites: frozenset[str]) -> Iterator[Fault]:
    links = [((*where, "link"), point.link) for where, point in every_point(question)]
    links += [(("sources", number), link) for number, link in enumerate(question.sources)]
    for where, link in links:
        host = link.removeprefix("https://").partition("/")[0]
        if host not in sites:
            text = f"{quoted(host)} is no known site of documentation; link to the official pages"
            yield Fault("link", where, text)
        elif lists.links is not None and link not in lists.links:
            text = f"isn't in {LINKS}; open it, and note it there with the day"
            yield Fault("link", where, text)


def _entries(
    folder: Path, name: str, form: re.Pattern[str], said: str, problems: list[Problem]
) -> list[re.Match[str]] | None:
    """The lines that aren't blank or comments; None where there is no such file."""
    path = folder / name
    if not path.exists():
        return None
    shown = escaped(f"{folder.resolve().name}/{name}")
    try:
        text = read_text(SourceFile(path, shown), MOST_BYTES)
    except BrokenBank as broken:
        problems += broken.problems
        return []
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if len(problems) >= MOST_PROBLEMS:
            break
        match = form.fullmatch(line.strip())
        if match:
            found.append(match)
        else:
            problems.append(Problem(shown, number, 1, f"{quoted(line)} is not {said}; mend it"))
    return found
