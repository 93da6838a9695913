"""Discord's JSON objects, as the gateway and the API spell them."""

from typing import Final

from bot.sandbox.replies import answered
from bot.sandbox.store import Document
from bot.sandbox.world import (
    APPLICATION_ID,
    BOT_NAME,
    BOT_PERMISSIONS,
    COMPONENTS_V2,
    DIRECT_MESSAGES,
    EVERYONE,
    GUIDE_ID,
    GUIDE_NAME,
    IN_SERVER,
    NO_SERVER,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT_CHANNEL,
    WITH_BOT,
    WRITING,
    Channel,
    Interaction,
    Member,
    Message,
    Role,
    Server,
    World,
)

OWNERS_KEY = "authorizing_integration_owners"
ATTACHMENT_LIMIT_BYTES = 10 * 1024 * 1024
# Embed, attach, mention everyone, emoji of elsewhere: in direct messages Discord names no more.
DIRECT_PERMISSIONS: Final = 1 << 14 | 1 << 15 | 1 << 17 | 1 << 18


def user_object(identifier: str, name: str, *, bot: bool = False) -> Document:
    return {
        "id": identifier,
        "username": name.lower() if not bot else name,
        "global_name": None if bot else name,
        "avatar": None,
        "discriminator": "0",
        "public_flags": 0,
        "flags": 0,
        "bot": bot,
        "primary_guild": None,
    }


def bot_user() -> Document:
    return user_object(APPLICATION_ID, BOT_NAME, bot=True)


def guide_user() -> Document:
    """Who tells newcomers what this place is."""
    return {**user_object(GUIDE_ID, GUIDE_NAME, bot=True), "system": True}


def member_user(member: Member) -> Document:
    return user_object(member.id, member.name)


def people_objects(world: World, identifier: str, server_id: str) -> tuple[Document, Document]:
    """A user and the partial member that comes beside it; raises KeyError for nobody's id."""
    if identifier == APPLICATION_ID:
        joined_at, permissions, roles = _bots_arrival(world), BOT_PERMISSIONS, []
        user = bot_user()
    else:
        member = world.members[identifier]
        joined_at, permissions = member.joined_at, member.permissions(server_id)
        here = {role.id for role in world.roles_of(server_id)}
        roles = [identifier for identifier in member.roles if identifier in here]
        user = member_user(member)
    given = {"permissions": str(permissions), "joined_at": joined_at, "roles": roles}
    return user, {**given, **_PARTIAL_REST}


def _bots_arrival(world: World) -> str:
    return next(iter(world.members.values())).joined_at


_PARTIAL_REST: Document = {
    "nick": None,
    "avatar": None,
    "banner": None,
    "premium_since": None,
    "communication_disabled_until": None,
    "pending": False,
    "flags": 0,
}
_MEMBER_REST: Document = {**_PARTIAL_REST, "mute": False, "deaf": False}


_BOT_READS_ONLY: Document = {
    "id": APPLICATION_ID,
    "type": 1,
    "allow": "0",
    "deny": str(WRITING),
}
CHANNEL_TYPES: Final = {
    TEXT_CHANNEL: 0,
    DIRECT_MESSAGES: 1,
    PUBLIC_THREAD: 11,
    PRIVATE_THREAD: 12,
}


def channel_object(world: World, channel: Channel) -> Document:
    if channel.is_thread:
        return thread_object(channel)
    if channel.is_direct:
        return direct_object(world, channel)
    return {
        "id": channel.id,
        "type": CHANNEL_TYPES[channel.kind],
        "guild_id": channel.server_id,
        "name": channel.name,
        "topic": channel.topic,
        "position": channel.position,
        "parent_id": None,
        "last_message_id": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "permission_overwrites": [] if channel.bot_may_write else [_BOT_READS_ONLY],
        "flags": 0,
    }


def direct_object(world: World, channel: Channel) -> Document:
    return {
        "id": channel.id,
        "type": CHANNEL_TYPES[channel.kind],
        "recipients": [member_user(world.members[each]) for each in channel.member_ids],
        "last_message_id": channel.last_message_id,
        "flags": 0,
    }


def thread_object(thread: Channel) -> Document:
    metadata = {
        "archived": thread.archived,
        "archive_timestamp": thread.active_at,
        "auto_archive_duration": thread.archive_after_min,
        "locked": thread.locked,
        "create_timestamp": thread.created_at,
    }
    if thread.kind == PRIVATE_THREAD:
        metadata["invitable"] = thread.invitable
    return {
        "id": thread.id,
        "type": CHANNEL_TYPES[thread.kind],
        "guild_id": thread.server_id,
        "name": thread.name,
        "parent_id": thread.parent,
        "owner_id": thread.owner_id,
        "last_message_id": thread.last_message_id,
        "rate_limit_per_user": 0,
        "message_count": thread.message_count,
        "total_message_sent": max(thread.total_messages, thread.message_count),
        # Discord stops counting there.
        "member_count": min(len(thread.member_ids), 50),
        "thread_metadata": metadata,
        "flags": 0,
    }


def thread_member_object(thread: Channel, user_id: str) -> Document:
    return {"id": thread.id, "user_id": user_id, "join_timestamp": thread.created_at, "flags": 0}


def page_channels(world: World, member: Member) -> list[Document]:
    """Those of the server that the page shows, as far as the member sees them; and their direct
    messages, once there are any."""
    keys = ("id", "name", "topic", "kind", "parent", "archived", "message_count")
    channels = world.visible_channels(member, world.first_server().id)
    direct = [c for c in world.visible_channels(member, NO_SERVER) if c.last_message_id]
    return [{key: getattr(channel, key) for key in keys} for channel in (*channels, *direct)]


def page_roles(world: World, server_id: str) -> list[Document]:
    keys = ("id", "name", "color")
    return [{key: role[key] for key in keys} for role in role_objects(world, server_id)]


def server_object(world: World, server: Server) -> Document:
    """What GUILD_CREATE carries; of the members, the bot alone."""
    joined_at = _bots_arrival(world)
    channels = world.channels_of(server.id)
    return {
        "id": server.id,
        "name": server.name,
        "owner_id": next(iter(world.members)),
        "unavailable": False,
        "large": False,
        "joined_at": joined_at,
        "member_count": len(world.members) + 1,
        "roles": role_objects(world, server.id),
        "channels": [channel_object(world, c) for c in channels if not c.is_thread],
        "threads": [_joined(c) for c in channels if c.is_thread and not c.archived],
        "members": [{"user": bot_user(), "joined_at": joined_at, "roles": [], **_MEMBER_REST}],
        "preferred_locale": "en-US",
        "features": [],
        **{key: [] for key in ("emojis", "stickers", "presences", "voice_states")},
        "icon": None,
        "description": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "afk_timeout": 300,
        "system_channel_flags": 0,
    }


def _joined(thread: Channel) -> Document:
    return {**thread_object(thread), "member": thread_member_object(thread, APPLICATION_ID)}


def role_objects(world: World, server_id: str) -> list[Document]:
    everyone = Role(server_id, server_id, "@everyone", colour=0, position=0)
    return [role_object(role) for role in (everyone, *world.roles_of(server_id))]


def role_object(role: Role) -> Document:
    """What @everyone may do, every member may; the other roles add nothing."""
    return {
        "id": role.id,
        "name": role.name,
        "permissions": str(EVERYONE) if role.id == role.server_id else "0",
        "position": role.position,
        "color": role.colour,
        "colors": {"primary_color": role.colour, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def application_object() -> Document:
    return {
        "id": APPLICATION_ID,
        "name": BOT_NAME,
        "icon": None,
        "description": "",
        "type": None,
        "bot": bot_user(),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "owner": user_object("100000000000000103", "Linus"),
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }


def interaction_object(world: World, interaction: Interaction) -> Document:
    """INTERACTION_CREATE's payload."""
    channel = world.channels[interaction.channel_id]
    payload: Document = {
        "id": interaction.id,
        "application_id": APPLICATION_ID,
        "type": interaction.kind,
        "data": interaction.data,
        "channel": channel_object(world, channel),
        "channel_id": channel.id,
        "token": interaction.token,
        "version": 1,
        "app_permissions": str(_bot_permissions(world, channel)),
        "locale": "en-US",
        "entitlements": [],
        OWNERS_KEY: {"0": interaction.server_id},
        "attachment_size_limit": ATTACHMENT_LIMIT_BYTES,
    }
    if channel.is_direct:
        payload["user"] = member_user(world.members[interaction.member_id])
        payload["context"] = WITH_BOT
    else:
        payload |= _servers_part(world, interaction, payload["channel"])
    if interaction.message_id is not None:
        payload["message"] = told(world, world.messages[interaction.message_id])
    return payload


def _servers_part(world: World, interaction: Interaction, channel: Document) -> Document:
    """Of the payload of an interaction in a server."""
    server_id = interaction.server_id
    user, partial = people_objects(world, interaction.member_id, server_id)
    return {
        "guild": {"id": server_id, "locale": "en-US", "features": []},
        "guild_id": server_id,
        "guild_locale": "en-US",
        "channel": {**channel, "permissions": partial["permissions"]},
        "member": {**_MEMBER_REST, **partial, "user": user},
        "context": IN_SERVER,
    }


def _bot_permissions(world: World, channel: Channel) -> int:
    if channel.is_direct:
        return DIRECT_PERMISSIONS
    return BOT_PERMISSIONS if world.bot_may_write(channel) else BOT_PERMISSIONS & ~WRITING


def trigger_object(world: World, interaction: Interaction) -> Document:
    """A message's `interaction_metadata`."""
    trigger = {
        "id": interaction.id,
        "type": interaction.kind,
        "user": member_user(world.members[interaction.member_id]),
        OWNERS_KEY: {"0": interaction.server_id},
    }
    if interaction.kind == 3:
        trigger["interacted_message_id"] = interaction.message_id
    if interaction.triggered_by is not None:
        trigger["triggering_interaction_metadata"] = interaction.triggered_by
    return trigger


def told(world: World, message: Message) -> Document:
    """A message as the bot is told it, with what it answers and the thread that was made from it.

    A file that a component shows is listed in that alone.
    """
    return {**_basic(world, message), **_original(world, message)}


def _basic(world: World, message: Message) -> Document:
    body = {**message.body}
    if message.flags & COMPONENTS_V2:
        body["attachments"] = []
    thread = world.channels.get(message.id)
    return body if thread is None else {**body, "thread": thread_object(thread)}


def _original(world: World, message: Message) -> Document:
    """Null once it was deleted; what that one answers itself is not told."""
    if "message_reference" not in message.body:
        return {}
    original = answered(world, message.body)
    return {"referenced_message": None if original is None else _basic(world, original)}


def page_message(world: World, message: Message) -> Document:
    """Discord's object with what the page shows beside it; of threads it is told otherwise."""
    shown = {"private": message.owner is not None, "loading": message.loading}
    return {**message.body, **_original(world, message), **shown}
