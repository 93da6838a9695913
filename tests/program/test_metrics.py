"""What Prometheus reads of a bot that members use."""

import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.daily.schedule import Trouble
from bot.sandbox.pilot import InteractionFailed
from tests.journeys.conftest import until
from tests.program.conftest import BotProcess
from tests.program.processes import ROOT
from tests.program.watching import asked, free_port, until_ready

CAFE, DAILY, NOWHERE = 100000000000000001, 100000000000000013, 100000000000009999
ANSWER = "It maps a url to a view function, and an unknown address gives 404."
ANSWER_ROUTE = "interview/{interview:int}/{attempt:int}/answer"
SCHEDULE = "INSERT INTO daily_schedules VALUES (?, ?, ?, NULL, NULL, NULL, NULL, 0, 0, NULL, ?)"


class Measured:
    """What /metrics says at one moment."""

    def __init__(self, text: str) -> None:
        families = text_string_to_metric_families(text)
        self.samples = [sample for family in families for sample in family.samples]

    def __getitem__(self, name: str) -> float:
        return self.of(name)

    def of(self, name: str, **labels: str) -> float:
        """The sum over those with these labels."""
        return sum(
            sample.value
            for sample in self.samples
            if sample.name == f"greenroom_{name}" and labels.items() <= sample.labels.items()
        )

    def values(self, label: str) -> set[str]:
        return {sample.labels[label] for sample in self.samples if label in sample.labels}


async def measured(port: int) -> Measured:
    status, text = await asked(port, "/metrics")
    assert status == 200
    return Measured(text)


async def started(bot_process: BotProcess) -> int:
    port = free_port()
    await bot_process.start(OPS_PORT=str(port), LOG_LEVEL="error")
    await until_ready(port)
    return port


async def test_what_members_do_is_counted_by_route_and_outcome(bot_process: BotProcess) -> None:
    port, ada = await started(bot_process), bot_process.ada
    await ada.slash("interview", level="junior", questions=1)
    await ada.click("Answer")
    await ada.submit(ANSWER)
    await ada.slash("interview", topic="platypus", level="junior")
    await ada.press_raw("interview/of/another/version")
    bot_process.sandbox.faults.fail_next(status=403, path_contains="/callback")
    await ada.slash("help")

    now = await measured(port)

    def count(route: str, outcome: str) -> float:
        return now.of("interactions_total", route=route, outcome=outcome)

    assert count("/interview", "answered") == 1
    assert count("/interview", "refused") == 1
    assert now.of("interactions_total", kind="button", route=ANSWER_ROUTE) == 1
    assert now.of("interactions_total", kind="form", route=ANSWER_ROUTE) == 1
    assert count("other", "refused") == 1
    assert count("/help", "failed") == 1
    assert now["interactions_total"] == 6
    assert now["interaction_handled_seconds_count"] == 6
    assert now["interaction_acknowledged_seconds_count"] == 6
    assert 0 < now["interaction_acknowledged_seconds_sum"] < 30
    assert now["grading_seconds_count"] == 1


async def test_an_answer_that_discord_took_no_more_is_counted_as_failed(
    bot_process: BotProcess,
) -> None:
    port = await started(bot_process)
    bot_process.sandbox.faults.lose_next_answer()
    with suppress(InteractionFailed):
        await bot_process.ada.slash("help")
    now = await measured(port)
    assert now.of("interactions_total", route="/help", outcome="failed") == 1
    assert now["interaction_acknowledged_seconds_count"] == 0


async def test_a_database_that_cannot_be_used_is_no_kind_refusal(bot_process: BotProcess) -> None:
    port = await started(bot_process)
    with closing(sqlite3.connect(bot_process.database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        await bot_process.ada.slash("interview", level="junior", questions=1)
    now = await measured(port)
    assert now.of("interactions_total", route="/interview", outcome="failed") == 1


async def test_how_it_is_at_the_moment_is_measured(bot_process: BotProcess) -> None:
    port = await started(bot_process)
    now = await measured(port)
    assert now["gateway_connected"] == 1
    assert 0 < now["gateway_latency_seconds"] < 10
    assert 0 < now["gateway_heartbeat_age_seconds"] < 60
    assert 0 < now["database_latency_seconds"] < 1
    assert 0 <= now["event_loop_lag_seconds"] < 10
    resident = [s.value for s in now.samples if s.name == "process_resident_memory_bytes"]
    assert 30e6 < resident[0] < 1e9
    await bot_process.sandbox.stop()
    await until_ready(port, ready=False)
    now = await measured(port)
    assert now["gateway_connected"] == 0
    await bot_process.program.kill()


async def test_no_label_names_a_member_a_server_or_a_question(bot_process: BotProcess) -> None:
    port, ada = await started(bot_process), bot_process.ada
    await ada.slash("interview", level="junior", questions=1)
    await ada.click("Answer")
    await ada.submit(ANSWER)
    await ada.slash("question", search="counter")
    await ada.slash("leaderboard")
    await ada.press_raw("interview/999/1000/answer")
    await ada.press_raw(f"forged/{ada.id}/{ANSWER[:20]}")
    now = await measured(port)
    pairs = {pair for sample in now.samples for pair in sample.labels.items()}
    labels = {value for name, value in pairs if name != "le"}
    assert not [value for value in labels if re.search(r"\d{4}", value)]
    assert not [value for value in labels if "Ada" in value or "maps" in value]
    assert now.values("kind") <= {"command", "button", "form", "other"}
    assert now.values("outcome") <= {"answered", "refused", "failed", "posted", *Trouble}
    routes = (route for route in now.values("route") if route != "other")
    assert all(route.startswith("/") or "{" in route for route in routes)


@pytest.mark.parametrize(
    ("channel", "late", "outcome"),
    [
        (DAILY, timedelta(minutes=3), "posted"),
        (NOWHERE, timedelta(minutes=3), Trouble.NO_CHANNEL),
        (DAILY, timedelta(hours=7), Trouble.TOO_LATE),
    ],
)
async def test_daily_questions_are_counted_by_what_became_of_them(
    bot_process: BotProcess, channel: int, late: timedelta, outcome: str
) -> None:
    port = await started(bot_process)
    due = datetime.now(UTC) - late
    stored = due.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    with closing(sqlite3.connect(bot_process.database, timeout=10)) as connection, connection:
        connection.execute(SCHEDULE, (CAFE, channel, due.hour * 60 + due.minute, stored))
    await until(lambda: bot_process.rows("SELECT stage FROM dailies") not in ([], [("sending",)]))
    now = await measured(port)
    assert now.of("dailies_total", outcome=outcome) == 1
    assert now["dailies_total"] == 1
    assert now["daily_late_seconds_count"] == (outcome == "posted")
    if outcome == "posted":
        assert 150 < now["daily_late_seconds_sum"] < 300


async def test_the_readme_says_what_each_metric_means(bot_process: BotProcess) -> None:
    port, readme = await started(bot_process), (ROOT / "README.md").read_text()
    _, text = await asked(port, "/metrics")
    names = {family.name for family in text_string_to_metric_families(text)}
    # Beside each counter, the client library tells when it was made.
    own = {name for name in names if name.startswith("greenroom_") and "_created" not in name}
    assert len(own) > 10
    assert [name for name in sorted(own) if f"`{name}" not in readme] == []
