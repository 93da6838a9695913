"""The image and the compose file: little power, and the program's own words."""

import re

import typer.main

from bot import __version__
from bot.cli import app
from tests.deploy.files import DEPLOY, ROOT, container, text

DOCKERFILE = text("Dockerfile")
HEALTH = ["python", "-m", "bot", "health"]


def test_the_image_is_of_this_version() -> None:
    assert f'org.opencontainers.image.version="{__version__}"' in DOCKERFILE


def test_the_image_runs_the_bot_as_nobody_in_particular() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2].splitlines()
    assert "USER 10001:10001" in last
    assert 'ENTRYPOINT ["python", "-m", "bot"]' in last
    assert 'CMD ["run"]' in last


def test_the_program_knows_what_the_containers_call() -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert {"run", HEALTH[-1]} <= set(known)
    assert container()["healthcheck"]["test"] == ["CMD", *HEALTH]
    assert '"python", "-m", "bot", "health"' in DOCKERFILE


def test_the_container_has_no_power_that_it_does_not_need() -> None:
    service = container()
    assert service["read_only"] is True
    assert service["tmpfs"] == "/tmp"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "ports", "network_mode", "user"} & set(service)
    assert service["volumes"] == ["data:/data"]


def test_the_tries_to_start_it_end() -> None:
    assert re.fullmatch(r"on-failure:\d+", container()["restart"])


def test_only_what_is_named_goes_into_the_image() -> None:
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("*\n", 1)
    named = {line[1:] for line in rules[1].splitlines() if line.startswith("!")}
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for name in line.split()[:-1]
    }
    assert named == copied
    assert all((ROOT / name).exists() for name in named)


def test_no_file_names_a_registry() -> None:
    # Discord's two pages are for people; an image is named without its registry.
    allowed = re.compile(r"https://discord\.com/|http://127\.0\.0\.1")
    for file in DEPLOY.rglob("*"):
        if file.is_file():
            for address in re.findall(r"\w+://[^/\s]+", file.read_text(encoding="utf-8")):
                is_plain = address.startswith(("sqlite:", "postgresql:"))
                assert is_plain or allowed.match(f"{address}/"), f"{file.name}: {address}"
    [base] = re.findall(r"^ARG PYTHON_IMAGE=(.+)$", DOCKERFILE, re.MULTILINE)
    assert re.fullmatch(r"python:3\.\d+-slim", base)
