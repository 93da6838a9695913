"""Direct messages: a member's own channel with the bot, and whether they take any."""

from bot.sandbox.audience import Audience
from bot.sandbox.objects import page_channels
from bot.sandbox.refusal import bad_form, invalid_recipient, takes_no_messages
from bot.sandbox.store import Document
from bot.sandbox.world import BOT_NAME, DIRECT_MESSAGES, NO_SERVER, Channel, Member, Message, World


class DirectMessages:
    def __init__(self, world: World, audience: Audience) -> None:
        self._world = world
        self._audience = audience

    def open(self, payload: Document) -> Channel:
        """The recipient's channel, always the same one; raises Refused."""
        recipient = payload.get("recipient_id")
        # discord.py may send a number.
        if isinstance(recipient, bool) or not str(recipient).isdecimal():
            raise bad_form("recipient_id", f"Value {recipient!r} is not snowflake.")
        member = self._world.members.get(str(recipient))
        if member is None:
            raise invalid_recipient()
        there = self._world.visible_channels(member, NO_SERVER)
        return there[0] if there else self._made(member)

    def _made(self, member: Member) -> Channel:
        channel = Channel(
            id=self._world.snowflakes.take(),
            server_id=NO_SERVER,
            name=BOT_NAME,
            topic="",
            position=0,
            kind=DIRECT_MESSAGES,
            member_ids=[member.id],
        )
        self._world.save_channel(channel)
        return channel

    def check_taken(self, channel: Channel) -> None:
        """Raises Refused where it belongs to a member who takes no direct messages."""
        owners = self._world.who_sees(channel) if channel.is_direct else ()
        if not all(member.takes_direct_messages for member in owners):
            raise takes_no_messages()

    def spoken_in(self, channel: Channel, message: Message) -> None:
        """The first message is what makes the channel appear on its member's page."""
        if not channel.is_direct or message.owner is not None:
            return
        is_first = channel.last_message_id is None
        channel.last_message_id = message.id
        self._world.save_channel(channel)
        for member in self._world.who_sees(channel) if is_first else ():
            channels = page_channels(self._world, member)
            self._audience.tell({"type": "channels", "channels": channels}, member.id)

    def take(self, member: Member, *, wanted: bool) -> None:
        """From now on, or no longer; what was written stays."""
        member.takes_direct_messages = wanted
        self._world.save_member(member)
        self._audience.tell({"type": "direct_messages", "taken": wanted}, member.id)
