"""Discord's API as an examination sees it: whether it answers, and what about the token."""

import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import perf_counter
from urllib.parse import urlsplit

from bot import __version__
from bot.clock import Clock
from bot.ops.findings import Finding, doubtful, good, wrong

WITHIN_S = 5.0
# A member's click waits for 3 seconds, and an answer may take several requests.
SLOW_S = 1.0
# The Date header counts whole seconds, and the answer takes a moment.
LARGE_SKEW_S = 3.0
WRONG_SKEW_S = 60.0
PORTAL = "https://discord.com/developers/applications"
NO_TOKEN = (
    f"token: there is none. Make an application at {PORTAL}, press Reset Token under Bot, "
    "and set DISCORD_TOKEN. The sandbox needs none: python3 -m bot sandbox."
)
REFUSED = (
    f"token: Discord refused it. Copy it again from {PORTAL}, under Bot (Reset Token makes a new "
    "one)."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """`date` is the server's clock, None where it doesn't say."""

    status: int
    is_discords: bool
    latency_s: float
    date: datetime | None


def findings(api_url: str, token: str | None, clock: Clock) -> Iterator[Finding]:
    """About the token, the API and this machine's clock, by one request."""
    where = urlsplit(api_url).netloc.rpartition("@")[2]
    try:
        answer = _asked(api_url, token)
    except (OSError, HTTPException, ValueError) as error:
        yield _token_untried(token)
        yield wrong(
            f"API: {where} can't be reached ({error}). Look at the network, the name server and "
            "the firewall: the bot needs outgoing HTTPS."
        )
        return
    yield _token(token, answer)
    yield _api(where, answer)
    if answer.date is not None:
        yield _clock((clock.now() - answer.date).total_seconds())


def _asked(api_url: str, token: str | None) -> Answer:
    url = urlsplit(api_url)
    secure = url.scheme == "https"
    connection: HTTPConnection = (
        HTTPSConnection(
            url.hostname or "", url.port, timeout=WITHIN_S, context=ssl.create_default_context()
        )
        if secure
        else HTTPConnection(url.hostname or "", url.port, timeout=WITHIN_S)
    )
    headers = {"User-Agent": f"DiscordBot (greenroom, {__version__})"}
    if token:
        headers["Authorization"] = f"Bot {token}"
    try:
        connection.connect()
        began = perf_counter()
        connection.request("GET", url.path + ("/users/@me" if token else "/gateway"), None, headers)
        response = connection.getresponse()
        body = response.read()
        latency_s = perf_counter() - began
    finally:
        connection.close()
    return Answer(response.status, _is_object(body), latency_s, _date(response.getheader("Date")))


def _token_untried(token: str | None) -> Finding:
    return doubtful("token: it is there, but can't be tried.") if token else wrong(NO_TOKEN)


def _token(token: str | None, answer: Answer) -> Finding:
    if token is None:
        return wrong(NO_TOKEN)
    if answer.is_discords and answer.status == 200:
        return good("token: Discord accepts it")
    if answer.is_discords and answer.status == 401:
        return wrong(REFUSED)
    return _token_untried(token)


def _api(where: str, answer: Answer) -> Finding:
    took = f"{where} answers in {answer.latency_s * 1000:.0f} ms"
    if not answer.is_discords:
        return wrong(f"API: {where} doesn't answer as Discord does. Look at DISCORD_API_URL.")
    if answer.status not in (200, 401):
        return doubtful(f"API: {took}, with status {answer.status}. Try again in some minutes.")
    if answer.latency_s > SLOW_S:
        return doubtful(f"API: {took}, and members wait for 3 s at most. Look at the network.")
    return good(f"API: {took}")


def _clock(skew_s: float) -> Finding:
    off = f"clock: {abs(skew_s):.0f} s {'ahead of' if skew_s > 0 else 'behind'} Discord's"
    if abs(skew_s) > WRONG_SKEW_S:
        return wrong(f"{off}, so deadlines and daily questions are too. Set it by NTP.")
    if abs(skew_s) > LARGE_SKEW_S:
        return doubtful(f"{off}. Set it by NTP.")
    return good("clock: as Discord's")


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


def _date(header: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return date if date.tzinfo else None
