"""What was seen, kept on disk: without Home Assistant."""
