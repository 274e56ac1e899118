"""The whole way, in a real Home Assistant process."""
