"""The first message in #general: what this place is, and three things to try."""

from typing import Final

from bot.sandbox.messages import Messages
from bot.sandbox.objects import guide_user
from bot.sandbox.world import COMPONENTS_V2, World

WELCOME: Final = """\
## Welcome to Greenroom Café
This is a Discord of your own, on this computer only. Greenroom, the interview bot, is connected \
to it just as it would be to the real one, and everything you do here is kept for your next visit.
"""
TRY: Final = """\
**Three things to try**
1. Type `/interview` below, choose a level, and answer a question.
2. In the middle of it, press **Kill and restart the bot** in the toolbar. Then go on where you \
were: your card still works.
3. Press **Tomorrow 09:00** in the toolbar: the question of the day comes in #daily. Answer it, \
then type `/leaderboard`.
"""
MORE: Final = """\
-# Ada and Grace practise, Linus manages the server, and Mina was invented with sixteen weeks of \
practice behind her: type `/profile` as her. You can change who you are below the channels. Only \
you see your own interviews."""


def greet(world: World, messages: Messages) -> None:
    """Everyone sees it, and the bot didn't send it."""
    channel = world.channels_of(world.first_server().id)[0]
    texts = [{"type": 10, "content": text.strip()} for text in (WELCOME, TRY, MORE)]
    box = {"type": 17, "accent_color": 0x3BA55D, "components": texts}
    message = messages.create(channel.id, {"flags": COMPONENTS_V2, "components": [box]}, [])
    del message.body["application_id"]
    message.body["author"] = guide_user()
    world.save_message(message, None)
