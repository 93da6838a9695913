"""The interview's buttons, selects and form."""

from string import digits

from bot.attempts import self_rating
from bot.chat.call import Call
from bot.chat.router import Router
from bot.errors import UnknownControl
from bot.interviews import cards, routes
from bot.interviews.interview import Plan
from bot.interviews.presenter import Presenter
from bot.interviews.progress import Asked
from bot.interviews.report import Report
from bot.interviews.report_cards import past_card, transcript_card
from bot.interviews.service import InterviewService


def add_controls(router: Router, service: InterviewService, presenter: Presenter) -> None:
    """Put every route of the interview's cards on the router."""
    _add_choices(router, service, presenter)
    _add_question(router, service, presenter)
    _add_endings(router, service, presenter)
    _add_sharing(router, service, presenter)


def _add_choices(router: Router, service: InterviewService, presenter: Presenter) -> None:
    @router.control(routes.SETUP)
    async def setup(call: Call) -> None:
        await presenter.show(call, await service.blank_setup(call.member_id))

    @router.control(routes.CHOOSE)
    async def choose(call: Call, field: str, **plan: str | int) -> None:
        wanted = _plan({**plan, field.rstrip(digits): call.value or routes.NOBODY})
        await presenter.show(call, service.setup(wanted))

    @router.control(routes.START)
    async def start(call: Call, **plan: str | int) -> None:
        shown = await service.start(call.member_id, call.server_id, _plan(plan))
        await presenter.show(call, shown)

    @router.control(routes.REPLACE)
    async def replace(call: Call, interview: int, **plan: str | int) -> None:
        wanted = _plan(plan)
        shown = await service.replace(call.member_id, call.server_id, interview, wanted)
        await presenter.show(call, shown)

    @router.control(routes.PAST)
    async def past(call: Call) -> None:
        await call.show(past_card(await service.past(call.member_id)))

    @router.control(routes.OPEN_PAST)
    async def open_past(call: Call) -> None:
        if not call.value.isdecimal() or len(call.value) > 18:
            raise UnknownControl
        await presenter.show(call, await service.report(call.member_id, int(call.value)))

    @router.control(routes.REPORT)
    async def show_report(call: Call, interview: int) -> None:
        await presenter.show(call, await service.report(call.member_id, interview))


def _add_question(router: Router, service: InterviewService, presenter: Presenter) -> None:
    @router.control(routes.ANSWER)
    async def open_form(call: Call, interview: int, attempt: int) -> None:
        text = await call.kept_text()
        found = await service.form(call.member_id, interview, attempt, has_text=text is not None)
        if isinstance(found, Asked) and found.attempt.is_open and not found.expired:
            await call.ask(cards.answer_modal(found, text or ""))
        else:
            await _tell(call, presenter, found, attempt, text)

    @router.form(routes.ANSWER)
    async def answer(call: Call, interview: int, attempt: int) -> None:
        text = call.text or ""
        asked = await service.submit(call.member_id, interview, attempt, text, call.name)
        await presenter.show(call, asked, attempt)

    @router.control(routes.FOLLOW_UP)
    async def open_follow_up(call: Call, interview: int, attempt: int) -> None:
        text = await call.kept_text()
        found = await service.follow_up_form(call.member_id, interview, attempt)
        if isinstance(found, Asked) and found.attempt.follow_up is None:
            await call.ask(cards.follow_up_modal(found, text or ""))
        else:
            await _tell(call, presenter, found, attempt, text)

    @router.form(routes.FOLLOW_UP)
    async def follow_up(call: Call, interview: int, attempt: int) -> None:
        asked = await service.follow_up(call.member_id, interview, attempt, call.text or "")
        await presenter.show(call, asked, attempt)

    @router.control(routes.RATING)
    async def open_rating(call: Call, interview: int, attempt: int, number: int) -> None:
        shown = await service.rate(call.member_id, interview, attempt, number, None)
        await presenter.show(call, shown, attempt)

    @router.control(routes.RATE)
    async def rate(call: Call, interview: int, attempt: int, number: int, verdict: str) -> None:
        given = self_rating.named(verdict)
        shown = await service.rate(call.member_id, interview, attempt, number, given)
        await presenter.show(call, shown, attempt)

    @router.control(routes.HINT)
    async def hint(call: Call, interview: int, attempt: int, taken: int) -> None:
        shown = await service.hint(call.member_id, interview, attempt, taken)
        await presenter.show(call, shown, attempt)

    @router.control(routes.SKIP)
    async def skip(call: Call, interview: int, attempt: int) -> None:
        shown = await service.skip(call.member_id, interview, attempt)
        await presenter.show(call, shown, attempt)

    @router.control(routes.REVEAL)
    async def reveal(call: Call, interview: int, attempt: int) -> None:
        shown = await service.reveal(call.member_id, interview, attempt, sure=False)
        await _explain(call, shown, attempt)

    @router.control(routes.REVEAL_SURE)
    async def reveal_sure(call: Call, interview: int, attempt: int) -> None:
        shown = await service.reveal(call.member_id, interview, attempt, sure=True)
        await _explain(call, shown, attempt)

    async def _explain(call: Call, shown: Asked | Report, attempt: int) -> None:
        if isinstance(shown, Asked) and shown.attempt.id == attempt:
            await call.show(cards.revealed(shown))
        else:
            await presenter.show(call, shown, attempt)

    @router.control(routes.BACK)
    async def back(call: Call, interview: int, attempt: int) -> None:
        shown = await service.card(call.member_id, interview, attempt)
        await presenter.show(call, shown, attempt)

    @router.control(routes.NEXT)
    async def next_question(call: Call, interview: int, attempt: int) -> None:
        shown = await service.next(call.member_id, interview, attempt)
        await presenter.show(call, shown, attempt)

    @router.control(routes.RETRY)
    async def retry(call: Call, interview: int, attempt: int) -> None:
        shown = await service.retry(call.member_id, interview, attempt)
        await presenter.show(call, shown, attempt)


def _add_endings(router: Router, service: InterviewService, presenter: Presenter) -> None:
    @router.control(routes.END)
    async def end(call: Call, interview: int) -> None:
        found = await service.ending(call.member_id, interview)
        if isinstance(found, Report):
            await presenter.show(call, found)
        else:
            await call.show(cards.sure_to_end_card(found))

    @router.control(routes.END_SURE)
    async def end_sure(call: Call, interview: int) -> None:
        await presenter.end(call, await service.end(call.member_id, interview))

    @router.control(routes.TRANSCRIPT)
    async def download(call: Call, interview: int) -> None:
        report = await service.transcript(call.member_id, interview)
        await call.send(transcript_card(report))

    @router.control(routes.AGAIN)
    async def again(call: Call, interview: int) -> None:
        shown = await service.again(call.member_id, call.server_id, interview)
        await presenter.show(call, shown)


def _add_sharing(router: Router, service: InterviewService, presenter: Presenter) -> None:
    @router.control(routes.SHARE)
    async def share(call: Call, interview: int) -> None:
        await presenter.ask_to_share(call, await service.report(call.member_id, interview))

    @router.control(routes.SHARE_SURE)
    async def share_sure(call: Call, interview: int) -> None:
        await presenter.share(call, interview)

    @router.control(routes.UNSHARE)
    async def take_back(call: Call, interview: int) -> None:
        await service.unshare(call.member_id, interview)
        await call.remove()


async def _tell(
    call: Call, presenter: Presenter, found: Asked | Report, attempt: int, text: str | None
) -> None:
    """Why no form opens."""
    if text is None or isinstance(found, Report):
        await presenter.show(call, found, attempt)
    else:
        await call.tell(cards.shown(found), text)


def _plan(parts: dict[str, str | int]) -> Plan:
    """The plan in a path; a forged one belongs to no card."""
    try:
        return routes.plan_from(parts)
    except ValueError as error:
        raise UnknownControl from error
