"""What discord.py sends beside Discord's OpenAPI document, and why that is no fault.

The document is a preview, derived from the API's code; where it is narrower than Discord's written
documentation, the written one decides.
"""

from typing import Any, Final

Place = tuple[str, str, str]
"""Method, the path's template, and the key in the body; * is any number."""

CALLBACK: Final = "/interactions/{interaction_id}/{interaction_token}/callback"
WEBHOOK: Final = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL: Final = WEBHOOK + "/messages/@original"
MESSAGES: Final = "/channels/{channel_id}/messages"
MESSAGE: Final = "/channels/{channel_id}/messages/{message_id}"
COMMANDS: Final = "/applications/{application_id}/commands"
SERVER_COMMANDS: Final = "/applications/{application_id}/guilds/{guild_id}/commands"

TOLERATED: Final[dict[Place, tuple[Any, ...]]] = {
    # Written: "snowflake or number"; a new file has the n of its files[n]. A profile has three.
    ("POST", CALLBACK, "data.attachments.*.id"): (0, 1, 2),
    ("POST", WEBHOOK, "attachments.*.id"): (0,),
    ("PATCH", ORIGINAL, "attachments.*.id"): (0, 1, 2),
    ("PATCH", MESSAGE, "attachments.*.id"): (0,),
    ("POST", MESSAGES, "attachments.*.id"): (0,),
    ("POST", MESSAGES, "message_reference.message_id"): (int,),
    ("POST", MESSAGES, "message_reference.channel_id"): (int,),
    ("POST", MESSAGES, "allowed_mentions.roles.*"): (int,),
    # Written: part of every message that answers an interaction. The library sends false with
    # updates too, for which the document doesn't list it.
    ("POST", CALLBACK, "data.tts"): (False,),
    # Written nowhere for edits; the library sends false with each edit, and Discord ignores it.
    ("PATCH", ORIGINAL, "tts"): (False,),
    ("PATCH", MESSAGE, "tts"): (False,),
    # Written: a part of a command; the document lists it in what Discord answers only.
    ("PUT", COMMANDS, "*.nsfw"): (False,),
    ("PUT", SERVER_COMMANDS, "*.nsfw"): (False,),
}
"""The values, at each place, that are let pass; a type stands for all of its values."""
