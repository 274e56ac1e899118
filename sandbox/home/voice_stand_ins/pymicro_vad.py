"""Stands in for the compiled package of this name."""


class MicroVad:
    """Would tell speech from noise."""
