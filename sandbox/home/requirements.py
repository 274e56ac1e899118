"""What the sandbox's homes need beyond the homeassistant package: as its manifests say.

Home Assistant would install it at its first start, but the sandbox starts it with `--skip-pip`.
Tells it of whatever Home Assistant the Python has that runs it, and needs nothing else::

    python -P sandbox/home/requirements.py
"""

from importlib.metadata import requires
import json
from pathlib import Path
from typing import Final

import homeassistant
from homeassistant.auth.mfa_modules.totp import REQUIREMENTS as TOTP_REQUIREMENTS
from homeassistant.bootstrap import CORE_INTEGRATIONS, DEFAULT_INTEGRATIONS
from packaging.requirements import Requirement

_COMPONENTS: Final = Path(homeassistant.__file__).parent / "components"

_CONFIGURED: Final = {"config", "history", "local_file", "logbook", "media_source"}
"""What the sandbox sets up beyond what Home Assistant starts by itself."""
_ONLY_IMPORTED: Final = {"aiohasupervisor": "hassio", "numpy": "stream"}
"""Packages that analytics and camera import from integrations that are not set up."""


def requirements_of_a_home() -> set[str]:
    """Return the pins, such as `ha-ffmpeg==3.2.2`."""
    needed = {
        *TOTP_REQUIREMENTS,
        *(line for domain in _started() for line in _manifest(domain).get("requirements", ())),
        *(
            line
            for package, domain in _ONLY_IMPORTED.items()
            for line in _manifest(domain)["requirements"]
            if line.startswith(f"{package}==")
        ),
    }
    own = {_name(requirement) for requirement in requires("homeassistant") or ()}
    return {requirement for requirement in needed if _name(requirement) not in own}


def _started() -> set[str]:
    """Say which integrations start, with all that they depend on."""
    found: set[str] = set()
    waiting = {*CORE_INTEGRATIONS, *DEFAULT_INTEGRATIONS, *_CONFIGURED}
    while waiting:
        domain = waiting.pop()
        found.add(domain)
        waiting |= {*_manifest(domain).get("dependencies", ())} - found
    return found


def _manifest(domain: str) -> dict[str, list[str]]:
    text = (_COMPONENTS / domain / "manifest.json").read_text()
    parsed: dict[str, list[str]] = json.loads(text)
    return parsed


def _name(requirement: str) -> str:
    return Requirement(requirement).name.lower()


if __name__ == "__main__":
    print(*sorted(requirements_of_a_home()), sep="\n")
