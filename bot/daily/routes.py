"""The ids of the daily question's buttons, select and form."""

from bot.chat.routes import Route

_DAILY = "daily/{daily:int}"
ANSWER = Route(_DAILY + "/answer")
HINT = Route(_DAILY + "/hint/{taken:int}")
REVEAL = Route(_DAILY + "/reveal")
MINE = Route(_DAILY + "/mine")
RATING = Route(_DAILY + "/rate/{number:int}")
RATE = Route(_DAILY + "/rate/{number:int}/{verdict}")
CONSENT = Route(_DAILY + "/consent")
POST_NOW = Route("daily/manage/post")
PAUSE = Route("daily/manage/pause")
RESUME = Route("daily/manage/resume")
TURN_OFF = Route("daily/manage/off")
TURN_OFF_SURE = Route("daily/manage/off/sure")
PLAN = Route("daily/manage/plan")
PREVIEW = Route("daily/manage/preview")
