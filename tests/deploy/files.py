"""What is in deploy/, as text and as values."""

from pathlib import Path
from typing import Any, Final

import yaml

import bot

ROOT: Final = Path(bot.__file__).parents[1]
DEPLOY: Final = ROOT / "deploy"


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def container() -> dict[str, Any]:
    """The one service of the compose file."""
    services: dict[str, dict[str, Any]] = yaml.safe_load(text("compose.yaml"))["services"]
    [service] = services.values()
    return service


def unit() -> dict[str, list[str]]:
    """The settings of the unit's service; one that is given several times has several values."""
    settings: dict[str, list[str]] = {}
    section = ""
    for line in text("systemd/greenroom.service").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            settings.setdefault(name, []).append(value)
    return settings
