"""The Discord client, the router of buttons and modals, and one reply to every interaction."""
