"""A leaderboard's buttons and selects."""

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.call import Call
from bot.chat.router import Router
from bot.errors import UnknownControl
from bot.ledger.period import Window
from bot.standings import routes
from bot.standings.cards import BOARD, WINDOW, leaderboard_card
from bot.standings.service import StandingService
from bot.standings.standing import Asker, Choice


def add_controls(router: Router, service: StandingService) -> None:
    """Put every route of its cards on the router."""

    @router.control(routes.PAGE)
    async def turn(call: Call, page: int, **parts: str) -> None:
        await _show(call, service, _known(parts), page)

    @router.control(routes.CHOOSE)
    async def choose(call: Call, field: str, **parts: str) -> None:
        await _show(call, service, _changed(parts, field, call.value), 1)


async def _show(call: Call, service: StandingService, choice: Choice, page: int) -> None:
    """In place of the card that was used; beside one that others see, too."""
    asker = Asker(call.member_id, call.server_id, call.name)
    shown = leaderboard_card(await service.look(asker, choice, page))
    await (call.send(shown) if call.is_from_public_card else call.show(shown))


def _changed(parts: Mapping[str, str], field: str, value: str) -> Choice:
    choice = _known(parts)
    try:
        if field == WINDOW:
            return replace(choice, window=Window(value))
        if field == BOARD:
            return replace(choice, board=routes.board_of(value))
    except (KeyError, ValueError) as error:
        raise UnknownControl from error
    raise UnknownControl


def _known(parts: Mapping[str, str]) -> Choice:
    """The choice in a path; a forged one belongs to no card."""
    try:
        return routes.choice_from(parts)
    except (KeyError, ValueError) as error:
        raise UnknownControl from error
