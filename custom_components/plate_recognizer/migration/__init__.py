"""What the older YAML integration was told, read from its text. Knows nothing of Home Assistant."""
