"""Whom a message pings: those whom its texts mention, as far as `allowed_mentions` lets them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bot.sandbox.components import TEXT, check_list, check_object, nested
from bot.sandbox.objects import people_objects
from bot.sandbox.refusal import bad_form
from bot.sandbox.store import Document
from bot.sandbox.world import Message, World

USER: Final = re.compile(r"<@!?(\d{1,20})>")
ROLE: Final = re.compile(r"<@&(\d{1,20})>")
CODE: Final = re.compile(r"(`{1,3}).+?\1", re.DOTALL)
PARSED: Final = ("roles", "users", "everyone")
_PLACE = "allowed_mentions"


@dataclass(frozen=True)
class Allowed:
    """Ids, or None for all of that kind; `author` of a message that is replied to."""

    users: frozenset[str] | None
    roles: frozenset[str] | None
    author: bool


def check_allowed(payload: Document) -> Allowed:
    """A message's `allowed_mentions`, without which all are allowed; raises Refused."""
    given = payload.get(_PLACE)
    if given is None:
        return Allowed(None, None, author=True)
    check_object(given, _PLACE)
    parsed = given.get("parse") or []
    check_list(parsed, f"{_PLACE}.parse", 0, 100)
    for number, kind in enumerate(parsed):
        if kind not in PARSED:
            raise bad_form(f"{_PLACE}.parse.{number}", f"Value must be one of {PARSED}.")
    return Allowed(
        users=_ids(given, "users", parsed),
        roles=_ids(given, "roles", parsed),
        author=given.get("replied_user") is True,
    )


def _ids(given: Document, key: str, parsed: list[str]) -> frozenset[str] | None:
    ids = given.get(key) or []
    check_list(ids, f"{_PLACE}.{key}", 0, 100)
    for number, each in enumerate(ids):
        # discord.py sends them as numbers.
        if isinstance(each, bool) or not str(each).isdecimal():
            raise bad_form(f"{_PLACE}.{key}.{number}", f"Value {each!r} is not snowflake.")
    if ids and key in parsed:
        text = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
        raise bad_form(_PLACE, text)
    return None if key in parsed else frozenset(str(each) for each in ids)


def pings(
    world: World, message: Message, allowed: Allowed, answered: Message | None
) -> dict[str, Any]:
    """The part of the message's body that tells whom it pings.

    A role that isn't mentionable, and @everyone, would need a permission that the bot hasn't.
    """
    server_id = world.channels[message.channel_id].server_id
    texts = [CODE.sub("", text) for text in _texts(message.body)]
    users = [i for i in _found(USER, texts) if allowed.users is None or i in allowed.users]
    roles = [i for i in _found(ROLE, texts) if allowed.roles is None or i in allowed.roles]
    mentionable = {role.id for role in world.roles_of(server_id) if role.mentionable}
    mentions = {i: people_objects(world, i, server_id)[0] for i in users if world.is_person(i)}
    if answered is not None and allowed.author:
        author = answered.body["author"]
        mentions.setdefault(author["id"], author)
    return {
        "mentions": [*mentions.values()],
        "mention_roles": [i for i in roles if i in mentionable],
    }


def _texts(body: Document) -> Iterator[str]:
    yield body["content"]
    for component in nested(body["components"]):
        if component["type"] == TEXT:
            yield component["content"]


def _found(pattern: re.Pattern[str], texts: list[str]) -> list[str]:
    """Each id once, in the order of the texts."""
    return [*dict.fromkeys(i for text in texts for i in pattern.findall(text))]
