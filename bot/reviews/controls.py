"""A review's buttons and form."""

from bot.chat.call import Call
from bot.chat.router import Router
from bot.interviews.presenter import Presenter
from bot.plans.plan import Board
from bot.plans.presenter import PlanPresenter
from bot.plans.routes import NEW_ONES, TODAY
from bot.reviews import cards, routes
from bot.reviews.review import Asked
from bot.reviews.service import Interviewing, ReviewService


def add_controls(
    router: Router, service: ReviewService, interviews: Presenter, plans: PlanPresenter
) -> None:
    """Put every route of its cards on the router, and those that start the work of a plan's
    day, whatever that is."""

    async def show(call: Call, value: Asked | Interviewing | Board) -> None:
        match value:
            case Asked():
                await call.show(cards.shown(value))
            case Board():
                await plans.show(call, value)
            case _:
                await interviews.show(call, value)

    @router.control(TODAY)
    async def todays(call: Call) -> None:
        await show(call, await service.todays(call.member_id))

    @router.control(NEW_ONES)
    async def new_ones(call: Call) -> None:
        await show(call, await service.new_ones(call.member_id))

    @router.control(routes.START)
    async def start(call: Call) -> None:
        await call.show(cards.shown(await service.arrive(call.member_id, call.server_id)))

    @router.control(routes.ANSWER)
    async def open_form(call: Call, attempt: int) -> None:
        text = await call.kept_text()
        asked = await service.card(call.member_id, attempt)
        if asked.attempt.is_open:
            await call.ask(cards.answer_modal(asked, text or ""))
        else:
            await call.tell(cards.shown(asked), text)

    @router.form(routes.ANSWER)
    async def answer(call: Call, attempt: int) -> None:
        asked = await service.submit(call.member_id, attempt, call.text or "", call.name)
        await call.show(cards.shown(asked))

    @router.control(routes.DONT_KNOW)
    async def give_up(call: Call, attempt: int) -> None:
        await call.show(cards.shown(await service.give_up(call.member_id, attempt)))

    @router.control(routes.MODEL)
    async def model(call: Call, attempt: int) -> None:
        await call.show(cards.model_card(await service.reveal(call.member_id, attempt)))

    @router.control(routes.BACK)
    async def back(call: Call, attempt: int) -> None:
        await call.show(cards.shown(await service.card(call.member_id, attempt)))

    @router.control(routes.NEXT)
    async def following(call: Call, attempt: int) -> None:
        await call.show(cards.shown(await service.next(call.member_id, attempt)))

    @router.control(routes.STOP)
    async def stop(call: Call, attempt: int) -> None:
        await call.show(cards.shown(await service.stop(call.member_id, attempt)))
