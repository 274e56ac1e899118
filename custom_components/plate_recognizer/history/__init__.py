"""What was seen, kept on disk within bounds. Knows nothing of Home Assistant."""
