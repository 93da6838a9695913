"""What a member has come to, and their own settings."""
