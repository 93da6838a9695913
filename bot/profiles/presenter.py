"""Shows a member their own profile, with its picture."""

from bot.chat.call import Call
from bot.chat.painter import Painter
from bot.chat.parts import Picture
from bot.profiles.cards import profile_card
from bot.profiles.picture import FILENAME, record_alt, record_picture
from bot.profiles.record import Record
from bot.profiles.service import ProfileService


class ProfilePresenter:
    def __init__(self, service: ProfileService, painter: Painter) -> None:
        self._service = service
        self._painter = painter

    async def show_own(self, call: Call) -> None:
        profile = await self._service.own(call.member_id, call.server_id, call.name)
        await call.show(profile_card(profile, await self._picture(profile.record)))

    async def _picture(self, record: Record) -> Picture | None:
        """None as long as there is nothing to draw."""
        if not record.answers:
            return None
        drawn = await self._painter.draw(record_picture, record)
        return Picture(FILENAME, drawn, record_alt(record))
