"""What the older integration's YAML says, without Home Assistant."""
