"""The ids of a single question's buttons and form."""

from bot.chat.routes import Route

_ATTEMPT = "question/{attempt:int}"
ASK = Route("question/ask")
ASK_TOPIC = Route("question/topic/{topic}")
ANSWER = Route(_ATTEMPT + "/answer")
HINT = Route(_ATTEMPT + "/hint/{taken:int}")
REVEAL = Route(_ATTEMPT + "/reveal")
REVEAL_SURE = Route(_ATTEMPT + "/reveal/sure")
BACK = Route(_ATTEMPT + "/back")
FOLLOW_UP = Route(_ATTEMPT + "/follow-up")
RATING = Route(_ATTEMPT + "/rate/{number:int}")
RATE = Route(_ATTEMPT + "/rate/{number:int}/{verdict}")
RETRY = Route(_ATTEMPT + "/retry")
ANOTHER = Route(_ATTEMPT + "/another")
