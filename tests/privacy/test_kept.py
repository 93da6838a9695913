"""The list of what is stored forgets no table and no column that names a member."""

from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Column, Table

from bot import app
from bot.privacy.kept import KEPT, Kept
from bot.storage.tables import metadata

README = " ".join((Path(__file__).parents[2] / "README.md").read_text().split())
# Numbers of Discord's, and others as large, that say nothing about a member by themselves.
NOT_MEMBERS = {
    "server_id",
    "channel_id",
    "thread_id",
    "message_id",
    "role_id",
    "closing_id",
    "seed",
}
BY_NAME = {kept.table: kept for kept in KEPT}
# Importing the program has loaded every room, and with it every table.
TABLES = [*metadata.tables.values()] if app else []
OWNED = [kept for kept in KEPT if kept.is_members]


def names_a_member(column: "Column[object]") -> bool:
    """Whether it can hold a member's id, as far as its type and its name tell."""
    counts_itself = column.primary_key and column.autoincrement is True
    large = isinstance(column.type, BigInteger)
    refers = bool(column.foreign_keys)
    return large and not counts_itself and not refers and column.name not in NOT_MEMBERS


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_table_is_forgotten(table: Table) -> None:
    assert table.name in BY_NAME, f"add {table.name} to bot/privacy/kept.py, and to the README"


def test_no_table_is_listed_that_does_not_exist_or_twice() -> None:
    assert sorted(kept.table for kept in KEPT) == sorted(metadata.tables)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_column_with_a_members_id_is_forgotten(table: Table) -> None:
    kept = BY_NAME[table.name]
    found = {column.name for column in table.columns if names_a_member(column)}
    assert found == {*kept.empties, *filter(None, [kept.owner])}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_refers_to_a_members_rows_goes_with_them(table: Table) -> None:
    kept = BY_NAME[table.name]
    parents = {key.column.table.name for key in table.foreign_keys}
    assert kept.is_members or not any(BY_NAME[parent].is_members for parent in parents)


@pytest.mark.parametrize("kept", OWNED, ids=lambda kept: kept.table)
def test_erasing_can_do_what_the_list_says(kept: Kept) -> None:
    table = metadata.tables[kept.table]
    for name in kept.empties:
        assert table.c[name].nullable
    if kept.through:
        column, parent = kept.through
        assert {key.target_fullname for key in table.c[column].foreign_keys} == {f"{parent}.id"}
    else:
        assert str(kept.owner) in table.c


def test_the_columns_that_are_looked_for_are_found() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in TABLES
        for column in table.columns
        if names_a_member(column)
    }
    assert found >= {"attempts.member_id", "interviews.coach_id", "server_members.member_id"}


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.table)
def test_the_readme_says_what_is_stored(kept: Kept) -> None:
    section = README.partition("## What is stored")[2].partition("## The question bank")[0]
    assert f"- {kept.says}" in section
