"""The daily question's buttons, select and form; the managers' buttons."""

from bot.attempts import self_rating
from bot.chat.call import Call
from bot.chat.parts import Card
from bot.chat.router import Router
from bot.daily import cards, plan_cards, routes
from bot.daily.daily import Consent
from bot.daily.planner import Planner
from bot.daily.poster import Poster
from bot.daily.service import DailyService
from bot.errors import NothingFits, UnknownControl


def add_controls(router: Router, service: DailyService, planner: Planner, poster: Poster) -> None:
    """Put every route of its cards on the router."""
    _add_question(router, service)
    _add_managing(router, planner, poster)


def _add_question(router: Router, service: DailyService) -> None:
    @router.control(routes.ANSWER)
    async def open_form(call: Call, daily: int) -> None:
        text = await call.kept_text()
        mine = await service.form(call.member_id, call.server_id, daily, has_text=text is not None)
        if mine.attempt is not None and mine.attempt.is_open:
            await call.ask(cards.answer_modal(mine, text or ""))
        elif text is None:
            await _privately(call, cards.my_card(mine))
        else:
            # In place of the card that it came from, this would take the kept text away.
            await call.send(cards.my_card(mine))

    @router.form(routes.ANSWER)
    async def answer(call: Call, daily: int) -> None:
        mine = await service.submit(
            call.member_id, call.server_id, daily, call.text or "", call.name
        )
        await _privately(call, cards.my_card(mine))

    @router.control(routes.HINT)
    async def hint(call: Call, daily: int, taken: int) -> None:
        mine = await service.hint(call.member_id, call.server_id, daily, taken)
        await _privately(call, cards.my_card(mine))

    @router.control(routes.RATING)
    async def open_rating(call: Call, daily: int, number: int) -> None:
        mine = await service.rate(call.member_id, call.server_id, daily, number, None)
        await _privately(call, cards.my_card(mine))

    @router.control(routes.RATE)
    async def rate(call: Call, daily: int, number: int, verdict: str) -> None:
        given = self_rating.named(verdict)
        mine = await service.rate(call.member_id, call.server_id, daily, number, given)
        await _privately(call, cards.my_card(mine))

    @router.control(routes.REVEAL)
    async def reveal(call: Call, daily: int) -> None:
        mine = await service.reveal(call.member_id, call.server_id, daily)
        await _privately(call, cards.model_answer_card(mine))

    @router.control(routes.MINE)
    async def show_mine(call: Call, daily: int) -> None:
        mine = await service.card(call.member_id, call.server_id, daily)
        await _privately(call, cards.my_card(mine))

    @router.control(routes.CONSENT)
    async def agree(call: Call, daily: int) -> None:
        try:
            consent = Consent(call.value)
        except ValueError as error:
            raise UnknownControl from error
        mine = await service.agree(call.member_id, call.server_id, daily, consent)
        await _privately(call, cards.my_card(mine))


def _add_managing(router: Router, planner: Planner, poster: Poster) -> None:
    @router.control(routes.PLAN)
    async def show_plan(call: Call) -> None:
        plan = await planner.plan(call.server_id, is_manager=call.is_manager)
        await call.show(plan_cards.plan_card(plan))

    @router.control(routes.PREVIEW)
    async def preview(call: Call) -> None:
        post = await planner.example(call.server_id, is_manager=call.is_manager)
        if post is None:
            raise NothingFits
        await call.show(cards.example_card(post))

    @router.control(routes.POST_NOW)
    async def post_now(call: Call) -> None:
        post = await planner.claim_now(call.server_id, is_manager=call.is_manager)
        if post:
            await poster.send(post)
        plan = await planner.plan(call.server_id, is_manager=call.is_manager)
        is_there = plan.today is not None and plan.today.is_open
        await call.show(plan_cards.plan_card(plan, "Posted." if is_there else "It wasn't posted."))

    @router.control(routes.PAUSE)
    async def pause(call: Call) -> None:
        plan = await planner.pause(call.server_id, paused=True, is_manager=call.is_manager)
        await call.show(plan_cards.plan_card(plan, "Paused."))

    @router.control(routes.RESUME)
    async def resume(call: Call) -> None:
        plan = await planner.pause(call.server_id, paused=False, is_manager=call.is_manager)
        await call.show(plan_cards.plan_card(plan, "It goes on."))

    @router.control(routes.TURN_OFF)
    async def turn_off(call: Call) -> None:
        await planner.plan(call.server_id, is_manager=call.is_manager)
        await call.show(plan_cards.sure_to_turn_off_card())

    @router.control(routes.TURN_OFF_SURE)
    async def turn_off_sure(call: Call) -> None:
        plan = await planner.turn_off(call.server_id, is_manager=call.is_manager)
        await call.show(plan_cards.plan_card(plan, "Turned off."))


async def _privately(call: Call, card: Card) -> None:
    """In place of the card that was used, unless it is the one that everybody sees."""
    await (call.send(card) if call.is_from_public_card else call.show(card))
