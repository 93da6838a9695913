"""What the bot does, in one card."""
