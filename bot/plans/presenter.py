"""Shows a plan with its calendar."""

from bot.chat.call import Call
from bot.chat.painter import Painter
from bot.chat.parts import Picture
from bot.plans import cards
from bot.plans.picture import FILENAME, plan_alt, plan_picture
from bot.plans.plan import Board, Draft


class PlanPresenter:
    def __init__(self, painter: Painter) -> None:
        self._painter = painter

    async def show(self, call: Call, value: Board | Draft) -> None:
        if isinstance(value, Draft):
            await call.show(cards.draft_card(value))
            return
        drawn = await self._painter.draw(plan_picture, value)
        await call.show(cards.board_card(value, Picture(FILENAME, drawn, plan_alt(value))))
