"""Builds every part once, starts and stops them in order."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from random import Random
from typing import Any

from prometheus_client import CollectorRegistry

from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.loading import load
from bot.chat import client as chat
from bot.chat.channels import Channels
from bot.chat.client import Client
from bot.chat.gateway import Gateway
from bot.chat.painter import Painter
from bot.chat.router import Router
from bot.clock import Clock, SystemClock
from bot.company.furnishing import Furnishing, Regular
from bot.company.service import CompanyService
from bot.daily import commands as daily_commands
from bot.daily import controls as daily_controls
from bot.daily.keeper import Keeper
from bot.daily.planner import Planner
from bot.daily.poster import Poster
from bot.daily.schedule import Schedule
from bot.daily.service import DailyService
from bot.grading.endpoint import Endpoint, Limits
from bot.grading.grader import Grader, InThread
from bot.grading.language_model import LanguageModelGrader
from bot.grading.lexical import LexicalGrader
from bot.grading.semantic import SemanticGrader
from bot.help import commands as help_commands
from bot.interviews import commands as interview_commands
from bot.interviews import controls as interview_controls
from bot.interviews.presenter import Presenter
from bot.interviews.service import InterviewService
from bot.ledger.service import LedgerService
from bot.ledger.skill import Odd, odd
from bot.members.service import MemberService
from bot.ops.health import Health, Lag
from bot.ops.metrics import Metrics
from bot.ops.port import watched
from bot.plans import commands as plan_commands
from bot.plans import controls as plan_controls
from bot.plans.presenter import PlanPresenter
from bot.plans.reminder import Reminder
from bot.plans.service import PlanService
from bot.privacy import commands as privacy_commands
from bot.privacy import controls as privacy_controls
from bot.privacy.service import PrivacyService
from bot.profiles import commands as profile_commands
from bot.profiles import controls as profile_controls
from bot.profiles.presenter import ProfilePresenter
from bot.profiles.service import ProfileService
from bot.reviews import commands as review_commands
from bot.reviews import controls as review_controls
from bot.reviews.service import ReviewService
from bot.servers.service import ServerService
from bot.settings import DISCORD_API, GraderName, LanguageModel, Settings
from bot.singles import commands as single_commands
from bot.singles import controls as single_controls
from bot.singles.service import SingleService
from bot.standings import commands as standing_commands
from bot.standings import controls as standing_controls
from bot.standings.service import StandingService
from bot.storage.database import Database, must_exist
from bot.zones import known_zones

__all__ = [
    "Furnishing",
    "Regular",
    "Schedule",
    "bot",
    "member_data",
    "odd_questions",
    "run",
    "serve",
    "until_stopped",
]

GRADED_FIRST_S = 2.0
STOP_S = 1.0
HEEDED_S = 3.5
_log = logging.getLogger(__name__)


@asynccontextmanager
async def bot(
    settings: Settings, clock: Clock, chance: Random, furnished: Furnishing | None = None
) -> AsyncIterator[Client]:
    """The bot's client, wired and ready to connect; closed with all behind it at the end.

    A server that is to be `furnished` gets invented members and its daily question, while it
    lists nobody, and its regular gets her past. Raises BrokenBank, StorageError, SettingsError.
    """
    metrics = Metrics(CollectorRegistry())
    bank = await asyncio.to_thread(load, settings.questions_dir)
    # The first look is at the disk, and later ones at what it found.
    await asyncio.to_thread(known_zones)
    lexical = await asyncio.to_thread(LexicalGrader, bank.questions.values())
    database = Database(settings.database_url)
    await database.open()
    async with AsyncExitStack() as parts:
        parts.push_async_callback(database.close)
        model = settings.language_model
        endpoint = _endpoint(model, clock, metrics) if model else None
        if endpoint:
            parts.push_async_exit(endpoint)
        grader: Grader = InThread(lexical)
        if endpoint:
            grader = LanguageModelGrader(lexical, endpoint)
        elif settings.grader is GraderName.SEMANTIC:
            semantic = SemanticGrader(lexical, bank.questions.values(), settings.encoder_dir)
            await parts.enter_async_context(_running(semantic.prepare()))
            grader = semantic
        members = MemberService(database)
        servers = ServerService()
        ledger = LedgerService()
        await ledger.keep_scheduler(database)
        attempts = AttemptService(bank, grader, members, servers, ledger, metrics)
        pending = await parts.enter_async_context(_running(attempts.grade_pending(database)))
        # A language model may be at it for long: the rest is graded beside all else.
        await asyncio.wait({pending}, timeout=GRADED_FIRST_S)
        if pending.done():
            await pending
        interviews = InterviewService(database, attempts, bank, clock, chance)
        router = Router()
        painter = Painter()
        presenter = Presenter(interviews, painter)
        interview_controls.add_controls(router, interviews, presenter)
        singles = SingleService(database, attempts, bank, clock, chance)
        single_controls.add_controls(router, singles)
        plans = PlanService(database, attempts, interviews, bank, clock)
        plan_presenter = PlanPresenter(painter)
        plan_controls.add_controls(router, plans, plan_presenter)
        reviews = ReviewService(database, attempts, interviews, plans, bank, clock)
        review_controls.add_controls(router, reviews, presenter, plan_presenter)
        profiles = ProfileService(database, members, servers, ledger, attempts, bank, clock)
        profile_presenter = ProfilePresenter(profiles, painter)
        profile_controls.add_controls(router, profiles, profile_presenter)
        sent_to = model.host if model else None
        privacy = PrivacyService(database, attempts, members, clock, sent_to)
        privacy_controls.add_controls(router, privacy)
        standings = StandingService(database, members, servers, ledger, bank, clock)
        standing_controls.add_controls(router, standings)
        async with Client(database, router, metrics, settings.dev_server_id) as client:
            interview_commands.add_commands(client.tree, interviews, presenter)
            single_commands.add_commands(client.tree, singles)
            review_commands.add_commands(client.tree, reviews)
            plan_commands.add_commands(client.tree, plans, plan_presenter)
            standing_commands.add_commands(client.tree, standings)
            profile_commands.add_commands(client.tree, profiles, profile_presenter)
            privacy_commands.add_commands(client.tree, privacy)
            help_commands.add_commands(client.tree)
            planner = Planner(database, attempts, servers, bank, clock, chance, metrics)
            if furnished:
                company = CompanyService(database, attempts, bank, lexical)
                place = furnished.daily.server_id
                if await company.invite(place, clock.now()):
                    await planner.save(furnished.daily)
                if furnished.regular:
                    await company.give_past(furnished.regular, place, clock.now())
            channels = Channels(client)
            poster = Poster(planner, channels, painter, clock)
            dailies = DailyService(database, attempts, bank, clock)
            daily_controls.add_controls(router, dailies, planner, poster)
            daily_commands.add_commands(client.tree, dailies, planner, poster)
            health = Health(Gateway(client), database, Lag())
            async with (
                watched(settings.ops_port, health, metrics),
                _running(Keeper(planner, poster, channels, clock).run()),
                _running(attempts.keep_grading(database)),
                _running(Reminder(plans, channels).run()),
            ):
                yield client


def _endpoint(model: LanguageModel, clock: Clock, metrics: Metrics) -> Endpoint:
    limits = Limits(daily_calls=model.daily_calls)
    return Endpoint(model.base_url, model.model, model.key, clock, limits, metrics.model_call)


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Work that goes on beside the body, and ends with it."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task})


@asynccontextmanager
async def member_data(database_url: str) -> AsyncIterator[PrivacyService]:
    """What an operator asks of one member's data, whether the bot runs or not.

    It needs no bank: every question that was asked is stored in its wording. Raises StorageError,
    also where there is no database yet.
    """
    bank = Bank({}, {})
    async with _existing(database_url) as database:
        members = MemberService(database)
        attempts = AttemptService(
            bank,
            InThread(LexicalGrader(())),
            members,
            ServerService(),
            LedgerService(),
            Metrics(CollectorRegistry()),
        )
        yield PrivacyService(database, attempts, members, SystemClock(), None)


@asynccontextmanager
async def _existing(database_url: str) -> AsyncIterator[Database]:
    """For a command that looks into it, whether the bot runs or not. Raises StorageError, also
    where there is none yet."""
    must_exist(database_url)
    database = Database(database_url)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def odd_questions(database_url: str, bank: Bank) -> list[Odd]:
    """Those of the bank that the stored answers don't find at their level, the oddest first.

    Raises StorageError, also where there is no database yet.
    """
    async with _existing(database_url) as database, database.read() as connection:
        found = await LedgerService().difficulties(connection)
    return odd(found, {key: question.level for key, question in bank.questions.items()})


async def run(settings: Settings, token: str, clock: Clock, chance: Random) -> None:
    """Answer on Discord until SIGTERM or Ctrl-C.

    Raises BrokenBank, StorageError, TokenRefused, DiscordUnreachable.
    """

    async def work(stop: asyncio.Event) -> None:
        async with bot(settings, clock, chance) as client:
            await serve(client, settings, token, stop)

    await until_stopped(work)


async def until_stopped(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Set the event at SIGTERM or Ctrl-C; work that doesn't heed it in time is cancelled."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    working = asyncio.ensure_future(work(stop))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    await asyncio.wait({working}, timeout=HEEDED_S)
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working


async def serve(client: Client, settings: Settings, token: str, stop: asyncio.Event) -> None:
    """Stay connected until `stop` is set; then let the interactions in hand be answered."""
    connection = asyncio.create_task(_connect(client, settings, token))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if connection.done():
            await connection
        _log.info("stopping")
        await client.drain()
    finally:
        stopping.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_S):
                await client.close()
        connection.cancel()
        await asyncio.wait({connection})
        if not connection.cancelled():
            connection.exception()  # what it says once it is told to stop interests nobody


async def _connect(client: Client, settings: Settings, token: str) -> None:
    if settings.discord_api_url != DISCORD_API:
        await chat.point_at(settings.discord_api_url, token)
    await chat.connect(client, token)
