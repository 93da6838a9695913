"""Replies: the message that a new one answers."""

from typing import Final

from bot.sandbox.components import check_object
from bot.sandbox.refusal import bad_form
from bot.sandbox.store import Document
from bot.sandbox.world import NO_SERVER, Message, World

REPLY: Final = 19
_PLACE = "message_reference"
_KNOWN: Final = {"type", "guild_id", "channel_id", "message_id", "fail_if_not_exists"}


def answered_by(world: World, channel_id: str, payload: Document) -> Message | None:
    """None where the payload is no reply, or may be sent although its original is gone.

    Raises Refused.
    """
    reference = payload.get(_PLACE)
    if reference is None:
        return None
    _check_reference(reference)
    answered = world.messages.get(str(reference["message_id"]))
    elsewhere = str(reference.get("channel_id") or channel_id) != channel_id
    known = answered is not None and answered.owner is None and answered.channel_id == channel_id
    if known and not elsewhere:
        return answered
    if reference.get("fail_if_not_exists") is False:
        return None
    raise bad_form(_PLACE, "Unknown message")


def _check_reference(reference: Document) -> None:
    check_object(reference, _PLACE)
    for key in reference:
        if key not in _KNOWN:
            raise bad_form(f"{_PLACE}.{key}", "The sandbox does not take this field.")
    for key in ("message_id", "channel_id", "guild_id"):
        value = reference.get(key)
        # discord.py sends them as numbers.
        given = value is not None or key == "message_id"
        if given and (isinstance(value, bool) or not str(value).isdecimal()):
            raise bad_form(f"{_PLACE}.{key}", f"Value {value!r} is not snowflake.")
    if reference.get("type") not in (None, 0):
        raise bad_form(f"{_PLACE}.type", "The sandbox takes replies only.")
    if not isinstance(reference.get("fail_if_not_exists"), bool | None):
        raise bad_form(f"{_PLACE}.fail_if_not_exists", "Must be either true or false.")


def reply_parts(world: World, answered: Message) -> Document:
    """What a reply's body has beside an ordinary message's."""
    reference = {"type": 0, "channel_id": answered.channel_id, "message_id": answered.id}
    server_id = world.channels[answered.channel_id].server_id
    if server_id != NO_SERVER:
        reference["guild_id"] = server_id
    return {"type": REPLY, _PLACE: reference}


def answered(world: World, body: Document) -> Message | None:
    """The original of a reply, while it is there."""
    reference = body.get(_PLACE)
    return None if reference is None else world.messages.get(reference["message_id"])
