"""Each check for the quality scale finds what is planted for it, and nothing where all is right."""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Final

import pytest

from .quality_checks import CHECKS, OTHER_HTTP

SETUP: Final = "async def async_setup_entry(hass, entry: CarConfigEntry): entry.runtime_data = 1\n"
FLOW: Final = "class Flow(ConfigFlow, domain=DOMAIN):\n async def async_step_user(self): ...\n"
ERROR: Final = "from homeassistant.exceptions import HomeAssistantError\n"
TEXTS: Final = '{"exceptions": {"known": {"message": "?"}}}'
TRANSLATED: Final = 'HomeAssistantError(translation_domain="x", translation_key={key!r})'
SOUND: Final[Mapping[str, str]] = {
    "manifest.json": '{"config_flow": true}',
    "brand/icon.png": "",
    "py.typed": "",
    "__init__.py": f"{SETUP}async def async_unload_entry(hass, entry: CarConfigEntry): ...",
    "config_flow.py": FLOW
    + " async def async_step_reconfigure(self): ...\n"
    + " async def async_step_reauth(self, data): ...\n"
    + " async def async_step_reauth_confirm(self): ...",
    "diagnostics.py": "async def async_get_config_entry_diagnostics(hass, e: CarConfigEntry):\n"
    " return async_redact_data({}, ())",
    "sensor.py": f"PARALLEL_UPDATES = 0\n{SETUP}",
    "speed.py": "from http import HTTPStatus\n"
    "EVERY: Final = timedelta(seconds=5)\nask(update_interval=EVERY)",
    "errors.py": f"{ERROR}raise {TRANSLATED.format(key='known')}",
    "translations/en.json": TEXTS,
}
"""A small integration with which all is right."""


def folder_with(tmp_path: Path, files: Mapping[str, str | None]) -> Path:
    """Write the sound integration with other files, and return its folder."""
    for name, content in {**SOUND, **files}.items():
        if content is not None:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(content)
    return tmp_path


def test_in_a_sound_integration_nothing_is_found(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {})
    assert {rule: found for rule, check in CHECKS.items() if (found := list(check(folder)))} == {}


MISTAKES: Final[list[tuple[str, str, str | None, str]]] = [
    ("config-flow", "manifest.json", "{}", "says of no config flow"),
    ("config-flow", "config_flow.py", None, "there is no config_flow.py"),
    ("config-flow", "config_flow.py", FLOW.replace("user", "x"), "no config flow has"),
    ("reconfiguration-flow", "config_flow.py", FLOW, "async_step_reconfigure"),
    ("reauthentication-flow", "config_flow.py", FLOW, "async_step_reauth"),
    ("runtime-data", "__init__.py", SETUP.replace("runtime_data", "data"), "sets no entry."),
    ("runtime-data", "planted.py", "hass.data[DOMAIN][entry.entry_id] = 1", "hass.data[DOMAIN]"),
    ("config-entry-unloading", "__init__.py", SETUP, "no async_unload_entry"),
    ("parallel-updates", "button.py", SETUP, "button.py has no PARALLEL_UPDATES"),
    (
        "appropriate-polling",
        "speed.py",
        "EVERY: Final = timedelta(seconds=1)\nask(update_interval=EVERY)",
        "speed.py asks every timedelta(seconds=1)",
    ),
    ("diagnostics", "diagnostics.py", None, "there are no diagnostics"),
    (
        "diagnostics",
        "diagnostics.py",
        "async def async_get_config_entry_diagnostics(hass, entry): return entry.as_dict()",
        "redacts nothing",
    ),
    ("discovery", "manifest.json", json.dumps({"zeroconf": ["_http._tcp.local."]}), "zeroconf"),
    ("brands", "brand/icon.png", None, "no brand/icon.png"),
    (
        "exception-translations",
        "errors.py",
        f'{ERROR}raise HomeAssistantError("No")',
        "errors.py raises HomeAssistantError with a text of its own",
    ),
    (
        "exception-translations",
        "errors.py",
        f"{ERROR}raise HomeAssistantError",
        "errors.py raises HomeAssistantError without a text",
    ),
    (
        "exception-translations",
        "errors.py",
        "from homeassistant.helpers.update_coordinator import UpdateFailed\nraise UpdateFailed()",
        "errors.py raises UpdateFailed with a text of its own",
    ),
    (
        "exception-translations",
        "errors.py",
        f"{ERROR}raise {TRANSLATED.format(key='planted')}",
        "errors.py raises planted, which has no text",
    ),
    ("entity-translations", "sensor.py", "class S: _attr_name = 'Plate'", "sets _attr_name"),
    (
        "entity-translations",
        "sensor.py",
        "S = SensorEntityDescription(key='plate', name='Plate')",
        "fixed name",
    ),
    ("icon-translations", "sensor.py", "self._attr_icon = 'mdi:car'", "sets _attr_icon"),
    (
        "icon-translations",
        "sensor.py",
        "S = SensorEntityDescription(key='plate', icon='mdi:car')",
        "fixed icon",
    ),
    ("inject-websession", "planted.py", "session = ClientSession()", "a session of its own"),
    ("strict-typing", "py.typed", None, "no py.typed"),
    (
        "strict-typing",
        "sensor.py",
        SETUP.replace("CarConfigEntry", "ConfigEntry"),
        "sensor.py: async_setup_entry takes a ConfigEntry",
    ),
    *(
        ("async-dependency", "planted.py", f"import {module}", f"imports {module}")
        for module in sorted(OTHER_HTTP)
    ),
    ("async-dependency", "planted.py", "from urllib.request import urlopen", "urllib.request"),
    ("async-dependency", "planted.py", "from http import client", "imports http.client"),
]


@pytest.mark.parametrize(("rule", "file", "content", "complaint"), MISTAKES)
def test_a_planted_mistake_is_found(
    tmp_path: Path, rule: str, file: str, content: str | None, complaint: str
) -> None:
    found = list(CHECKS[rule](folder_with(tmp_path, {file: content})))
    assert [each for each in found if complaint in each], found


def test_for_every_check_a_mistake_is_planted() -> None:
    assert {rule for rule, *_ in MISTAKES} == CHECKS.keys()
