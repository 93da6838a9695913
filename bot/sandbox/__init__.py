"""A local Discord on 127.0.0.1, to try and to test the bot without a token."""
