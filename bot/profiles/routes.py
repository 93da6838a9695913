"""The ids of the buttons, selects and forms of a profile, its history and its settings."""

from bot.chat.routes import Route

PROFILE = Route("profile")
SETTINGS = Route("profile/settings")
ZONE = Route("profile/zone")
NAME = Route("profile/name")
VISIBILITY = Route("profile/visibility")
HISTORY = Route("profile/history/{page:int}")
OPEN = Route("profile/history/{page:int}/open")
PAST = Route("profile/history/{page:int}/{attempt:int}")
REVEAL = Route("profile/history/{page:int}/{attempt:int}/reveal")
