"""The buttons, the selects and the forms of a profile, its history and its settings."""

from bot.chat.call import Call
from bot.chat.router import Router
from bot.errors import UnknownControl
from bot.members.member import Visibility
from bot.profiles import routes
from bot.profiles.history_cards import history_card, model_answer_card, past_card
from bot.profiles.presenter import ProfilePresenter
from bot.profiles.service import ProfileService
from bot.profiles.settings_cards import name_modal, settings_card, zone_modal

_ID_LENGTH = 18


def add_controls(router: Router, service: ProfileService, presenter: ProfilePresenter) -> None:
    """Put every route of its cards on the router."""

    @router.control(routes.PROFILE)
    async def profile(call: Call) -> None:
        await presenter.show_own(call)

    _add_history(router, service)
    _add_settings(router, service)


def _add_history(router: Router, service: ProfileService) -> None:
    @router.control(routes.HISTORY)
    async def history(call: Call, page: int) -> None:
        await call.show(history_card(await service.history(call.member_id, call.server_id, page)))

    @router.control(routes.OPEN)
    async def open_past(call: Call, page: int) -> None:
        if not call.value.isdecimal() or len(call.value) > _ID_LENGTH:
            raise UnknownControl
        shown = await service.past(call.member_id, call.server_id, int(call.value))
        await call.show(past_card(shown, page))

    @router.control(routes.PAST)
    async def past(call: Call, page: int, attempt: int) -> None:
        shown = await service.past(call.member_id, call.server_id, attempt)
        await call.show(past_card(shown, page))

    @router.control(routes.REVEAL)
    async def reveal(call: Call, page: int, attempt: int) -> None:
        shown = await service.reveal(call.member_id, call.server_id, attempt)
        await call.show(model_answer_card(shown, page))


def _add_settings(router: Router, service: ProfileService) -> None:
    @router.control(routes.SETTINGS)
    async def settings(call: Call) -> None:
        await call.show(settings_card(await service.settings(call.member_id, call.server_id)))

    @router.control(routes.ZONE)
    async def open_zone(call: Call) -> None:
        await call.ask(zone_modal(await service.settings(call.member_id, call.server_id)))

    @router.form(routes.ZONE)
    async def zone(call: Call) -> None:
        shown = await service.settle_zone(call.member_id, call.server_id, call.text or "")
        await call.show(settings_card(shown))

    @router.control(routes.NAME)
    async def open_name(call: Call) -> None:
        await call.ask(name_modal(await service.settings(call.member_id, call.server_id)))

    @router.form(routes.NAME)
    async def name(call: Call) -> None:
        shown = await service.settle_name(
            call.member_id, call.server_id, call.text or "", call.name
        )
        await call.show(settings_card(shown))

    @router.control(routes.VISIBILITY)
    async def visibility(call: Call) -> None:
        shown = await service.settle_visibility(
            call.member_id, call.server_id, _visibility(call.value)
        )
        await call.show(settings_card(shown))


def _visibility(value: str) -> Visibility:
    """What the select offers; a forged one belongs to no card."""
    try:
        return Visibility(value)
    except ValueError as error:
        raise UnknownControl from error
