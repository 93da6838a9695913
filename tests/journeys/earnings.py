"""What members earned before a journey begins, written by the ledger's own functions."""

from dataclasses import dataclass
from datetime import timedelta

from bot.bank.question import Level
from bot.ledger.service import Answer, LedgerService
from bot.members.member import Visibility
from bot.members.service import MemberService
from bot.sandbox.world import FIRST_SERVER_ID
from bot.servers.service import ServerService
from bot.storage.database import Database
from tests.journeys.conftest import House

SERVER = int(FIRST_SERVER_ID)


@dataclass(frozen=True)
class Earning:
    """A ranked answer of a member, made in the world where they are missing."""

    name: str
    points: int = 0
    score: int = 100
    days_ago: int = 0
    level: Level = Level.JUNIOR
    topic: str = "doors"


async def earn(house: House, *earnings: Earning) -> None:
    """In Greenroom Café; days are counted in UTC."""
    database = await _opened(house)
    members, ledger, now = MemberService(database), LedgerService(), house.pilot.clock.now()
    async with database.write() as connection:
        for earning in earnings:
            member_id = int(house.pilot.member(earning.name).id)
            at = now - timedelta(days=earning.days_ago)
            answer = Answer(
                member_id=member_id,
                server_id=SERVER,
                question_id=f"about-{earning.topic}",
                level=earning.level,
                topic=earning.topic,
                score=earning.score,
                earned=earning.score / 100,
                points=earning.points,
                server_day=at.date(),
                member_day=at.date(),
            )
            await ledger.record(connection, answer)
            member = await members.settings(connection, member_id)
            await members.answered(connection, member, SERVER, earning.name, at)
    await database.close()


async def hide(house: House, name: str) -> None:
    database = await _opened(house)
    member_id = int(house.pilot.member(name).id)
    await MemberService(database).settle_visibility(member_id, Visibility.HIDDEN)
    await database.close()


async def live_in(house: House, zone: str) -> None:
    """Greenroom Café counts its days there from now on."""
    database = await _opened(house)
    async with database.write() as connection:
        await ServerService().settle_zone(connection, SERVER, zone)
    await database.close()


async def _opened(house: House) -> Database:
    database = Database(f"sqlite:///{house.data / 'greenroom.db'}")
    await database.open()
    return database
