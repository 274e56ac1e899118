"""The recorded answers and webhooks of the API that the tests read.

Those named `ref-` are printed in the vendor's API reference. Those named `field-` have a shape
that was seen in the field; their plates, numbers and names are made up.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("samples")

type Json = Any
"""What JSON decodes to."""


def raw(name: str) -> bytes:
    """Read a sample as it comes over the wire."""
    return (FOLDER / name).read_bytes()


def sample(name: str) -> Json:
    """Read a decoded sample; its name goes without `.json`."""
    return json.loads(raw(f"{name}.json"))
