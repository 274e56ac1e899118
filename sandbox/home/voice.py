"""Home Assistant's voice assistant, where the compiled packages it imports are missing.

Without `pymicro_vad` and `pyspeex_noise` the voice assistant does not import, and with it missing
Home Assistant can't describe its actions: the frontend then shows "Loading" for ever. Both
packages have to be compiled. Where no compiler is at hand, modules with the two names stand in for
them, so that everything else works. Nobody speaks to the sandbox's Home Assistant.
"""

from importlib.util import find_spec
from pathlib import Path

_COMPILED = ("pymicro_vad", "pyspeex_noise")


def voice_stand_ins() -> Path | None:
    """Say which folder has to be on the import path, if a compiled package is missing."""
    if all(find_spec(name) for name in _COMPILED):
        return None
    return Path(__file__).parent / "voice_stand_ins"
