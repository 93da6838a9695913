"""The invitation asks for what the bot uses, wherever it is printed."""

import re
from pathlib import Path

import discord
import pytest

from tests.deploy.files import DEPLOY, ROOT, text

# By Discord's own names; deploy/README.md says what each is for.
USED = {
    "View Channels": discord.Permissions(view_channel=True),
    "Send Messages": discord.Permissions(send_messages=True),
    "Send Messages in Threads": discord.Permissions(send_messages_in_threads=True),
    "Create Private Threads": discord.Permissions(create_private_threads=True),
    "Create Public Threads": discord.Permissions(create_public_threads=True),
    "Read Message History": discord.Permissions(read_message_history=True),
    "Attach Files": discord.Permissions(attach_files=True),
}
LINK = re.compile(r"https://discord\.com/oauth2/authorize\?client_id=<[\w ]+>&(?P<asks>[\w+=&.]+)")
ROW = re.compile(r"^\| (?P<names>[A-Z][\w ]+(?:, [A-Z][\w ]+)*) \|", re.MULTILINE)


@pytest.mark.parametrize("page", [ROOT / "README.md", DEPLOY / "README.md"], ids=str)
def test_a_link_asks_for_the_permissions_that_the_bot_uses(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    number = sum(permission.value for permission in USED.values())
    assert links == [f"scope=bot+applications.commands&permissions={number}"]


def test_the_guide_says_what_each_permission_is_for() -> None:
    invitation = text("README.md").partition("## 2.")[2].partition("## 3.")[0]
    named = {name for row in ROW.findall(invitation) for name in row.split(", ")}
    assert named == set(USED)
