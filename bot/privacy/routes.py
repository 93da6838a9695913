"""The ids of the buttons and the form about a member's data."""

from bot.chat.routes import Route

PRIVACY = Route("privacy")
EXPORT = Route("privacy/export")
HIDE = Route("privacy/hide")
SHOW = Route("privacy/show")
ERASE = Route("privacy/erase")
ERASE_SURE = Route("privacy/erase/sure")
