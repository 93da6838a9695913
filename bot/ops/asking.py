"""Asking a bot that runs here how it is. Imports little: a container asks every few seconds."""

import json
from http.client import HTTPConnection, HTTPException
from typing import Final

HOST: Final = "127.0.0.1"
LIVE: Final = "/livez"
READY: Final = "/readyz"
WITHIN_S: Final = 1.0


def reasons(port: int, path: str) -> tuple[str, ...]:
    """What is wrong with the bot whose OPS_PORT this is, a sentence each; empty if nothing is."""
    connection = HTTPConnection(HOST, port, timeout=WITHIN_S)
    try:
        connection.request("GET", path)
        body = json.loads(connection.getresponse().read())
        return () if body["ok"] else tuple(map(str, body["reasons"]))
    except TimeoutError:
        return (f"Nothing answered on {HOST}:{port} within {WITHIN_S:.0f} s.",)
    except OSError:
        return (f"Nothing listens on {HOST}:{port}: does a bot run with OPS_PORT={port}?",)
    except (HTTPException, ValueError, LookupError, TypeError):
        return (f"Another program answers on {HOST}:{port}: give OPS_PORT another number.",)
    finally:
        connection.close()
