"""Runs the nursery without loading Home Assistant: a history needs none, and forks are quicker."""

import gc
from pathlib import Path
import sys
from types import ModuleType

_NAME = "custom_components.plate_recognizer"

if __name__ == "__main__":
    package = ModuleType(_NAME)
    package.__path__ = [str(Path(__file__).parents[3] / _NAME.replace(".", "/"))]
    sys.modules[_NAME] = package

    from .nursery import main

    gc.freeze()
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
