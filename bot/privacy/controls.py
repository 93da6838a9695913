"""The buttons and the form about a member's data: always about who pressed or sent them."""

from bot.chat.call import Call
from bot.chat.router import Router
from bot.chat.threads import close_thread
from bot.members.member import Visibility
from bot.privacy import cards, routes
from bot.privacy.service import PrivacyService


def add_controls(router: Router, service: PrivacyService) -> None:
    @router.control(routes.PRIVACY)
    async def privacy(call: Call) -> None:
        await call.show(cards.privacy_card(await service.privacy(call.member_id)))

    @router.control(routes.EXPORT)
    async def export(call: Call) -> None:
        package = await service.export(call.member_id, call.file_limit_bytes)
        await call.send(cards.export_card(package))

    @router.control(routes.HIDE)
    async def hide(call: Call) -> None:
        shown = await service.show_to(call.member_id, Visibility.HIDDEN)
        await call.show(cards.hidden_card(shown))

    @router.control(routes.SHOW)
    async def show(call: Call) -> None:
        shown = await service.show_to(call.member_id, Visibility.SERVER)
        await call.show(cards.shown_card(shown))

    @router.control(routes.ERASE)
    async def erase(call: Call) -> None:
        counts = await service.counts(call.member_id)
        privacy = await service.privacy(call.member_id)
        await call.show(cards.sure_to_erase_card(counts, privacy))

    @router.control(routes.ERASE_SURE)
    async def open_form(call: Call) -> None:
        await call.ask(cards.erase_modal())

    @router.form(routes.ERASE_SURE)
    async def erase_sure(call: Call) -> None:
        typed = call.text or ""
        if typed.strip().upper() != cards.WORD:
            await call.show(cards.wrong_word_card(typed))
            return
        erased = await service.erase(call.member_id)
        await call.show(cards.erased_card(erased.counts))
        if erased.thread_id:
            await close_thread(call, erased.thread_id)
