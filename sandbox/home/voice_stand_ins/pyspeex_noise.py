"""Stands in for the compiled package of this name."""


class AudioProcessor:
    """Would take the noise out of a recording."""
