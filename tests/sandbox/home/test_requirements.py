"""What a real Home Assistant needs at run time is pinned as Home Assistant itself pins it."""

from importlib.metadata import requires
import json
from pathlib import Path

import homeassistant
from homeassistant.auth.mfa_modules.totp import REQUIREMENTS as TOTP_REQUIREMENTS
from homeassistant.bootstrap import CORE_INTEGRATIONS, DEFAULT_INTEGRATIONS
from packaging.requirements import Requirement

COMPONENTS = Path(homeassistant.__file__).parent / "components"
PROJECT = Path(__file__).parents[3]

CONFIGURED = {"config", "history", "local_file", "logbook", "media_source"}
"""What the sandbox sets up beyond what Home Assistant starts by itself."""
ONLY_IMPORTED = {"aiohasupervisor": "hassio", "numpy": "stream"}
"""Packages that analytics and camera import from integrations that are not set up."""


def test_the_pins_are_what_the_manifests_of_the_installed_home_assistant_say() -> None:
    needed = {
        *TOTP_REQUIREMENTS,
        *requirements_of(started()),
        *(
            requirement
            for package, domain in ONLY_IMPORTED.items()
            for requirement in manifest(domain)["requirements"]
            if requirement.startswith(f"{package}==")
        ),
    }
    own = {name(requirement) for requirement in requires("homeassistant") or ()}

    assert pins() == {requirement for requirement in needed if name(requirement) not in own}


def started() -> set[str]:
    """Say which integrations start, with all that they depend on."""
    found: set[str] = set()
    waiting = {*CORE_INTEGRATIONS, *DEFAULT_INTEGRATIONS, *CONFIGURED}
    while waiting:
        domain = waiting.pop()
        found.add(domain)
        waiting |= {*manifest(domain).get("dependencies", ())} - found
    return found


def requirements_of(domains: set[str]) -> set[str]:
    return {line for domain in domains for line in manifest(domain).get("requirements", ())}


def manifest(domain: str) -> dict[str, list[str]]:
    text = (COMPONENTS / domain / "manifest.json").read_text()
    parsed: dict[str, list[str]] = json.loads(text)
    return parsed


def pins() -> set[str]:
    files = ("requirements_home.txt", "requirements_home_compiled.txt")
    lines = (line for file in files for line in (PROJECT / file).read_text().splitlines())
    return {line for line in lines if line and not line.startswith("#")}


def name(requirement: str) -> str:
    return Requirement(requirement).name.lower()
