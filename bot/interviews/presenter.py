"""Shows what a use case came to, in the place where the interview is held."""

from bot.chat.call import UNSENT, Call
from bot.chat.painter import Painter
from bot.chat.parts import Card, Picture
from bot.chat.threads import ThreadRefused, close_thread, open_thread
from bot.interviews import cards, report_cards
from bot.interviews.interview import LEFT_AFTER, Interview, Place
from bot.interviews.picture import FILENAME, report_alt, report_picture
from bot.interviews.progress import Asked, Setup, Shortage
from bot.interviews.report import Report
from bot.interviews.service import InterviewService

Value = Asked | Report | Setup | Shortage


class Presenter:
    def __init__(self, service: InterviewService, painter: Painter) -> None:
        self._service = service
        self._painter = painter

    async def show(self, call: Call, value: Value, pressed: int | None = None) -> None:
        """The card for whatever a use case came to; `pressed` is the attempt whose card was used.

        In its thread an interview goes on in the open: another question comes below the last
        one, so that what a coach wrote stays beside what it is about.
        """
        match value:
            case Report():
                await self._show_report(call, value, is_new=True)
            case Asked() if value.begun and value.interview.plan.place is Place.THREAD:
                await self._begin_in_thread(call, value)
            case Asked() if _is_held_here(call, value.interview) and pressed != value.attempt.id:
                await call.post(cards.shown(value))
            case Asked() if value.resumed and _is_held_elsewhere(call, value.interview):
                await _privately(call, cards.elsewhere_card(value))
            case Asked() if _is_held_here(call, value.interview):
                await call.show(cards.shown(value))
            case _:
                await _privately(call, cards.shown(value))

    async def end(self, call: Call, report: Report) -> None:
        """The report in place of the question whether to end the interview."""
        await self._show_report(call, report, is_new=False)

    async def share(self, call: Call, interview_id: int) -> None:
        """Post the summary of an interview where everyone in the channel sees it."""
        report = await self._service.share(call.member_id, interview_id)
        try:
            await call.post(report_cards.shared_card(report, await self._picture(report)))
        except UNSENT:
            await self._service.unshare(call.member_id, interview_id)
            raise

    async def ask_to_share(self, call: Call, report: Report) -> None:
        """What would be posted, before it is."""
        await call.show(report_cards.sure_to_share_card(report, await self._picture(report)))

    async def _show_report(self, call: Call, report: Report, *, is_new: bool) -> None:
        picture = await self._picture(report)
        if not _is_held_here(call, report.interview):
            await _privately(call, report_cards.report_card(report, picture))
        elif is_new:
            await call.post(report_cards.thread_report_card(report, picture))
        else:
            await call.show(report_cards.thread_report_card(report, picture))
        thread_id = report.interview.thread_id
        if thread_id and (report.just_ended or thread_id == call.channel_id):
            # After the answer, which would open the thread again.
            await close_thread(call, thread_id)

    async def _begin_in_thread(self, call: Call, asked: Asked) -> None:
        plan = asked.interview.plan
        members = [call.member_id, *([plan.coach] if plan.coach else [])]
        try:
            thread = await open_thread(
                call,
                f"{call.name}'s interview",
                members,
                cards.shown(asked),
                LEFT_AFTER[plan.mode],
            )
        except ThreadRefused as refusal:
            await _privately(call, cards.stays_private_card(asked, is_full=refusal.is_full))
            return
        await self._service.moved(asked.interview.id, thread.id)
        await _privately(call, cards.moved_card(asked, thread.id, thread.missing))

    async def _picture(self, report: Report) -> Picture:
        drawn = await self._painter.draw(report_picture, report)
        return Picture(FILENAME, drawn, report_alt(report))


def _is_held_here(call: Call, interview: Interview) -> bool:
    """Whether the call came from the interview's thread, but for a private card in it."""
    return interview.thread_id == call.channel_id and not call.is_from_private_card


def _is_held_elsewhere(call: Call, interview: Interview) -> bool:
    return interview.thread_id not in (None, call.channel_id)


async def _privately(call: Call, card: Card) -> None:
    """In place of the card that was used, unless others see that one."""
    await (call.send(card) if call.is_from_public_card else call.show(card))
