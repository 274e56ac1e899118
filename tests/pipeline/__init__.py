"""What happens to a frame, without Home Assistant and without an API."""
