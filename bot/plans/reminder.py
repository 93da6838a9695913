"""Reminds members of their plans: at the time that they chose, at most once a day."""

import asyncio
import logging

from bot.chat.channels import ChannelRefused, Channels, ChannelUnsure
from bot.plans.cards import reminder_card
from bot.plans.plan import StudyPlan
from bot.plans.service import PlanService

POLL_S = 10.0
# Discord takes 50 requests a second from a bot, and a direct message is two.
PACE_S = 1 / 10
_log = logging.getLogger(__name__)


class Reminder:
    """Several may run on one database: each reminder is claimed there by one of them."""

    def __init__(self, service: PlanService, channels: Channels) -> None:
        self._service = service
        self._channels = channels

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            if self._channels.is_ready:
                await self._look()
            await asyncio.sleep(POLL_S)

    async def _look(self) -> None:
        try:
            for plan in await self._service.to_remind():
                await self._try_to_remind(plan)
                await asyncio.sleep(PACE_S)
        except Exception:
            # The next look may find the trouble gone; without it, nobody is reminded.
            _log.exception("the reminders wait for the next look")

    async def _try_to_remind(self, plan: StudyPlan) -> None:
        try:
            await self._remind(plan)
        except Exception:
            _log.exception("one reminder waits for the next look")

    async def _remind(self, plan: StudyPlan) -> None:
        """It is claimed first: one that can't be sent is left out rather than sent twice."""
        claimed = await self._service.claim(plan)
        if claimed is None:
            return
        try:
            await self._channels.write_to(plan.member_id, reminder_card(plan, *claimed))
        except ChannelRefused:
            # Direct messages are closed: that is the member's choice, and no trouble.
            await self._service.silence(plan.member_id)
        except ChannelUnsure:
            _log.warning("a reminder may not have been sent")
