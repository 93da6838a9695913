"""The buttons, the select and the forms of a profile and its settings."""

from bot.chat.call import Call
from bot.chat.router import Router
from bot.errors import UnknownControl
from bot.members.member import Visibility
from bot.profiles import routes
from bot.profiles.cards import profile_card
from bot.profiles.service import ProfileService
from bot.profiles.settings_cards import name_modal, settings_card, zone_modal


def add_controls(router: Router, service: ProfileService) -> None:
    @router.control(routes.PROFILE)
    async def profile(call: Call) -> None:
        shown = await service.own(call.member_id, call.server_id, call.name)
        await call.show(profile_card(shown))

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
