"""A member's own settings, and the name under which a server lists them."""
