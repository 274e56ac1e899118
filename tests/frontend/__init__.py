"""The dashboard card as it is served, and as it is built."""
