"""Shows a member their own profile, with its pictures."""

from bot.chat.call import Call
from bot.chat.painter import Painter
from bot.chat.parts import Picture
from bot.profiles import picture
from bot.profiles.cards import Pictures, profile_card
from bot.profiles.record import Record
from bot.profiles.service import ProfileService


class ProfilePresenter:
    def __init__(self, service: ProfileService, painter: Painter) -> None:
        self._service = service
        self._painter = painter

    async def show_own(self, call: Call) -> None:
        profile = await self._service.own(call.member_id, call.server_id, call.name)
        await call.show(profile_card(profile, await self._pictures(profile.record)))

    async def _pictures(self, record: Record) -> Pictures:
        return Pictures(
            await self._course(record), await self._topics(record), await self._calendar(record)
        )

    async def _course(self, record: Record) -> Picture | None:
        if not record.shown:
            return None
        drawn = await self._painter.draw(picture.course_picture, record)
        return Picture(picture.COURSE, drawn, picture.course_alt(record))

    async def _topics(self, record: Record) -> Picture | None:
        if not record.by_topic:
            return None
        drawn = await self._painter.draw(picture.topics_picture, record)
        return Picture(picture.TOPICS, drawn, picture.topics_alt(record))

    async def _calendar(self, record: Record) -> Picture | None:
        if not record.calendar:
            return None
        drawn = await self._painter.draw(picture.calendar_picture, record)
        return Picture(picture.CALENDAR, drawn, picture.calendar_alt(record))
