"""What stands in a new world; one that an older sandbox made gets what has come since."""

from datetime import UTC, datetime
from typing import Final

from bot.sandbox.world import FIRST_SERVER_ID, Channel, Member, Role, Server, World

CLUB_ID: Final = "100000000000000201"
MODERATORS_ID: Final = "100000000000000202"
REGULAR: Final = "Mina (invented)"


def found(world: World) -> None:
    """Greenroom Café with its channels, its roles and its four members."""
    if world.is_new:
        world.save_server(Server(FIRST_SERVER_ID, "Greenroom Café"))
    for channel in _channels():
        if channel.id not in world.channels:
            world.save_channel(channel)
    for member in _members():
        if member.id not in world.members:
            world.save_member(member)
    if not world.roles:
        _found_roles(world)


def _channels() -> list[Channel]:
    told = (
        ("general", "Say hello"),
        ("interviews", "Practise"),
        ("daily", "Every day"),
        ("announcements", "Read only"),
    )
    return [
        Channel(
            id=f"1000000000000000{position + 11:02}",
            server_id=FIRST_SERVER_ID,
            name=name,
            topic=topic,
            position=position,
            bot_may_write=name != "announcements",
        )
        for position, (name, topic) in enumerate(told)
    ]


def _members() -> list[Member]:
    joined_at = datetime(2026, 1, 5, 9, tzinfo=UTC).isoformat()
    return [
        Member(
            id=f"100000000000000{number}",
            name=name,
            joined_at=joined_at,
            manages=[FIRST_SERVER_ID] if name == "Linus" else [],
            lacks_past=name == REGULAR,
        )
        for number, name in enumerate(("Ada", "Grace", "Linus", REGULAR), start=101)
    ]


def _found_roles(world: World) -> None:
    club = Role(CLUB_ID, FIRST_SERVER_ID, "Interview club", 0x2ECC71, 1, mentionable=True)
    moderators = Role(MODERATORS_ID, FIRST_SERVER_ID, "Moderators", 0xF1C40F, 2)
    for role, names in ((club, ("Ada", "Grace")), (moderators, ("Linus",))):
        world.save_role(role)
        for member in _members():
            if member.name in names:
                world.members[member.id].roles.append(role.id)
                world.save_member(world.members[member.id])
