"""One question a day for a server: its schedule, its post, its closing."""
