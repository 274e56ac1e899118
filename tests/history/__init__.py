"""What is kept of what was seen and decided."""
