"""`python -m bot bank odd`: the questions that members' answers find at another level."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.program.conftest import BotProcess
from tests.program.processes import Machine, assert_refused


async def test_without_a_database_it_says_so(machine: Machine) -> None:
    url = f"sqlite:///{machine.folder / 'none.db'}"
    ended = await machine.run("bank", "odd", DATABASE_URL=url)
    assert_refused(ended)


async def test_odd_questions_are_listed_with_what_their_answers_say(
    bot_process: BotProcess, machine: Machine
) -> None:
    await bot_process.start()
    url, folder = bot_process.settings["DATABASE_URL"], bot_process.settings["QUESTIONS_DIR"]
    ended = await machine.run("bank", "odd", folder, DATABASE_URL=url)
    assert (ended.status, ended.out.split(":")[0]) == (0, "No question is odd")
    with closing(sqlite3.connect(Path(url.removeprefix("sqlite:///")))) as connection:
        row = ("rules", "junior", 1.6, 0.01, 57)
        connection.execute("INSERT INTO difficulties VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
    ended = await machine.run("bank", "odd", folder, DATABASE_URL=url)
    assert ended.status == 0
    (line,) = (line for line in ended.out.splitlines() if "rules" in line)
    assert [cell.strip() for cell in line.strip("│ ").split("│")] == [
        "rules",
        "1–3 years",
        "3–6 years",
        "23",
        "57",
    ]
