"""What can go wrong with a benchmark."""


class BenchError(Exception):
    """A benchmark didn't do what it says, so its figures would mean nothing."""
