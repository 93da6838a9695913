"""What is stored about a member: shown, exported, hidden, erased."""
