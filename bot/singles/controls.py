"""A single question's buttons and form."""

from bot.attempts import self_rating
from bot.chat.call import Call
from bot.chat.router import Router
from bot.singles import cards, routes
from bot.singles.service import SingleService
from bot.singles.single import Choice


def add_controls(router: Router, service: SingleService) -> None:
    """Put every route of its cards on the router."""

    @router.control(routes.ASK)
    async def ask(call: Call) -> None:
        single = await service.ask(call.member_id, call.server_id, Choice(), None)
        await call.show(cards.shown(single))

    @router.control(routes.ASK_TOPIC)
    async def ask_topic(call: Call, topic: str) -> None:
        single = await service.ask(call.member_id, call.server_id, Choice(topic=topic), None)
        await call.show(cards.shown(single))

    @router.control(routes.ANOTHER)
    async def another(call: Call, attempt: int) -> None:
        single = await service.another(call.member_id, call.server_id, attempt)
        await call.show(cards.shown(single))

    @router.control(routes.ANSWER)
    async def open_form(call: Call, attempt: int) -> None:
        text = await call.kept_text()
        single = await service.form(call.member_id, attempt, has_text=text is not None)
        if single.attempt.is_open:
            await call.ask(cards.answer_modal(single, text or ""))
        else:
            await call.tell(cards.shown(single), text)

    @router.form(routes.ANSWER)
    async def answer(call: Call, attempt: int) -> None:
        single = await service.submit(call.member_id, attempt, call.text or "", call.name)
        await call.show(cards.shown(single))

    @router.control(routes.FOLLOW_UP)
    async def open_follow_up(call: Call, attempt: int) -> None:
        text = await call.kept_text()
        single = await service.follow_up_form(call.member_id, attempt)
        if single.attempt.follow_up is None:
            await call.ask(cards.follow_up_modal(single, text or ""))
        else:
            await call.tell(cards.shown(single), text)

    @router.form(routes.FOLLOW_UP)
    async def follow_up(call: Call, attempt: int) -> None:
        single = await service.follow_up(call.member_id, attempt, call.text or "")
        await call.show(cards.shown(single))

    @router.control(routes.RATING)
    async def open_rating(call: Call, attempt: int, number: int) -> None:
        single = await service.rate(call.member_id, attempt, number, None)
        await call.show(cards.shown(single))

    @router.control(routes.RATE)
    async def rate(call: Call, attempt: int, number: int, verdict: str) -> None:
        given = self_rating.named(verdict)
        await call.show(cards.shown(await service.rate(call.member_id, attempt, number, given)))

    @router.control(routes.HINT)
    async def hint(call: Call, attempt: int, taken: int) -> None:
        await call.show(cards.shown(await service.hint(call.member_id, attempt, taken)))

    @router.control(routes.REVEAL)
    async def reveal(call: Call, attempt: int) -> None:
        single = await service.reveal(call.member_id, attempt, sure=False)
        await call.show(cards.revealed(single))

    @router.control(routes.REVEAL_SURE)
    async def reveal_sure(call: Call, attempt: int) -> None:
        single = await service.reveal(call.member_id, attempt, sure=True)
        await call.show(cards.revealed(single))

    @router.control(routes.BACK)
    async def back(call: Call, attempt: int) -> None:
        await call.show(cards.shown(await service.card(call.member_id, attempt)))

    @router.control(routes.RETRY)
    async def retry(call: Call, attempt: int) -> None:
        await call.show(cards.shown(await service.retry(call.member_id, attempt)))
