"""A plan's buttons, selects and forms, but for the one that starts the day's work."""

from dataclasses import replace
from datetime import date

from bot.bank.question import Level
from bot.chat.call import Call
from bot.chat.router import Router
from bot.errors import UnknownControl
from bot.plans import cards, routes
from bot.plans.plan import StudyPlan
from bot.plans.presenter import PlanPresenter
from bot.plans.service import PlanService


def add_controls(router: Router, service: PlanService, presenter: PlanPresenter) -> None:
    """Put every route of its cards on the router."""

    @router.control(routes.PLAN)
    async def plan(call: Call) -> None:
        await presenter.show(call, await service.board(call.member_id))

    @router.control(routes.ARRIVE)
    async def arrive(call: Call) -> None:
        value = await service.arrive(call.member_id, call.server_id, None, None)
        await presenter.show(call, value)

    @router.control(routes.CHANGE)
    async def change(call: Call) -> None:
        await presenter.show(call, await service.change(call.member_id, call.server_id))

    @router.control(routes.CHOOSE)
    async def choose(call: Call, field: str, level: str, interview: int) -> None:
        chosen, day = _level(level), _day(interview)
        match field:
            case "level":
                chosen = _level(call.value)
            case "day" if call.value.isdigit():
                day = _day(int(call.value))
            case _:
                raise UnknownControl
        draft = await service.draft(call.member_id, call.server_id, chosen, day)
        await presenter.show(call, draft)

    @router.control(routes.OTHER_DATE)
    async def open_date(call: Call, level: str, interview: int) -> None:
        await call.ask(cards.date_modal(_level(level), _day(interview)))

    @router.form(routes.OTHER_DATE)
    async def other_date(call: Call, level: str, interview: int) -> None:  # noqa: ARG001
        typed = call.text or ""
        draft = await service.typed(call.member_id, call.server_id, _level(level), typed)
        await presenter.show(call, draft)

    @router.control(routes.SAVE)
    async def save(call: Call, level: str, interview: int) -> None:
        board = await service.save(call.member_id, call.server_id, _level(level), _day(interview))
        await presenter.show(call, board)

    @router.control(routes.REMIND)
    async def open_reminder(call: Call) -> None:
        await call.ask(cards.reminder_modal(await service.board(call.member_id)))

    @router.form(routes.REMIND)
    async def remind(call: Call) -> None:
        await presenter.show(call, await service.remind(call.member_id, call.text or ""))

    @router.control(routes.SILENCE)
    async def silence(call: Call) -> None:
        await service.silence(call.member_id)
        await call.show(cards.silenced_card())

    @router.control(routes.STOP)
    async def stop(call: Call) -> None:
        await call.show(cards.stopped_card(await service.stop(call.member_id)))

    @router.control(routes.RESTORE)
    async def restore(call: Call, begins: int, remind: int, level: str, interview: int) -> None:
        before = StudyPlan(
            call.member_id, call.server_id, _level(level), _day(begins), _day(interview)
        )
        if remind < routes.NO_REMINDER:
            before = replace(before, remind_minute=remind)
        await presenter.show(call, await service.restore(before))


def _level(name: str) -> Level:
    """What the cards offer; a forged one belongs to no card."""
    try:
        return Level(name)
    except ValueError as error:
        raise UnknownControl from error


def _day(number: int) -> date:
    try:
        return date.fromordinal(number)
    except (ValueError, OverflowError) as error:
        raise UnknownControl from error
