"""What is said on the wire, without Home Assistant."""
