"""The ids of a review's buttons and form."""

from bot.chat.routes import Route

_ATTEMPT = "review/{attempt:int}"
START = Route("review/start")
ANSWER = Route(_ATTEMPT + "/answer")
DONT_KNOW = Route(_ATTEMPT + "/dont-know")
MODEL = Route(_ATTEMPT + "/model")
BACK = Route(_ATTEMPT + "/back")
NEXT = Route(_ATTEMPT + "/next")
STOP = Route(_ATTEMPT + "/stop")
