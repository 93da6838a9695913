"""The ids of the profile's and the settings' buttons, select and forms."""

from bot.chat.routes import Route

PROFILE = Route("profile")
SETTINGS = Route("profile/settings")
ZONE = Route("profile/zone")
NAME = Route("profile/name")
VISIBILITY = Route("profile/visibility")
