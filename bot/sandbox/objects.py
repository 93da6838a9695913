"""Discord's JSON objects, as the gateway and the API spell them."""

from bot.sandbox.store import Document
from bot.sandbox.world import (
    APPLICATION_ID,
    BOT_NAME,
    BOT_PERMISSIONS,
    EVERYONE,
    Channel,
    Interaction,
    Member,
    Message,
    Server,
    World,
)

OWNERS_KEY = "authorizing_integration_owners"
ATTACHMENT_LIMIT_BYTES = 10 * 1024 * 1024


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


def member_user(member: Member) -> Document:
    return user_object(member.id, member.name)


def member_object(member: Member, server_id: str) -> Document:
    return {
        "user": member_user(member),
        "permissions": str(member.permissions(server_id)),
        "joined_at": member.joined_at,
        **_MEMBER_REST,
    }


_MEMBER_REST: Document = {
    "roles": [],
    "nick": None,
    "avatar": None,
    "banner": None,
    "premium_since": None,
    "communication_disabled_until": None,
    "pending": False,
    "mute": False,
    "deaf": False,
    "flags": 0,
}


def channel_object(channel: Channel) -> Document:
    return {
        "id": channel.id,
        "type": 0,
        "guild_id": channel.server_id,
        "name": channel.name,
        "topic": channel.topic,
        "position": channel.position,
        "parent_id": None,
        "last_message_id": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "permission_overwrites": [],
        "flags": 0,
    }


def server_object(world: World, server: Server) -> Document:
    """What GUILD_CREATE carries; of the members, the bot alone."""
    joined_at = next(iter(world.members.values())).joined_at
    return {
        "id": server.id,
        "name": server.name,
        "owner_id": next(iter(world.members)),
        "unavailable": False,
        "large": False,
        "joined_at": joined_at,
        "member_count": len(world.members) + 1,
        "roles": [everyone_role(server.id)],
        "channels": [channel_object(c) for c in world.channels_of(server.id)],
        "members": [{"user": bot_user(), "joined_at": joined_at, **_MEMBER_REST}],
        "preferred_locale": "en-US",
        "features": [],
        **{key: [] for key in ("threads", "emojis", "stickers", "presences", "voice_states")},
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


def everyone_role(server_id: str) -> Document:
    return {
        "id": server_id,
        "name": "@everyone",
        "permissions": str(EVERYONE),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
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
    member = world.members[interaction.member_id]
    server_id = interaction.server_id
    permissions = str(member.permissions(server_id))
    payload = {
        "id": interaction.id,
        "application_id": APPLICATION_ID,
        "type": interaction.kind,
        "data": interaction.data,
        "guild": {"id": server_id, "locale": "en-US", "features": []},
        "guild_id": server_id,
        "channel": {**channel_object(channel), "permissions": permissions},
        "channel_id": channel.id,
        "member": member_object(member, server_id),
        "token": interaction.token,
        "version": 1,
        "app_permissions": str(BOT_PERMISSIONS),
        "locale": "en-US",
        "guild_locale": "en-US",
        "entitlements": [],
        OWNERS_KEY: {"0": server_id},
        "context": 0,
        "attachment_size_limit": ATTACHMENT_LIMIT_BYTES,
    }
    if interaction.message_id is not None:
        payload["message"] = world.messages[interaction.message_id].body
    return payload


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


def page_message(message: Message) -> Document:
    """Discord's object with what the page shows beside it."""
    return {**message.body, "private": message.owner is not None, "loading": message.loading}
