"""What was missed is asked again, when it is about to be forgotten."""
