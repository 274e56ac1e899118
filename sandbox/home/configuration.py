"""The configuration folder of a fresh Home Assistant, ready before its first start."""

from collections.abc import Iterable
import json
from pathlib import Path

_STEPS_NOBODY_NEEDS = ["core_config", "analytics", "integration"]
"""Steps of the onboarding that are over before it begins. Only the owner's account is left to
make. `core_config` would add a weather forecast, a radio and a voice from the internet."""

_CONFIGURATION = """\
homeassistant:
  name: Driveway
  country: GB
  time_zone: Europe/London
  latitude: 51.5
  longitude: -0.1
  unit_system: metric
frontend: {frontend}
config:
history:
logbook:
media_source:
automation: !include automations.yaml
logger:
  default: info
"""


def write_configuration(
    folder: Path,
    *,
    port: int,
    frontend: bool,
    integrations: Iterable[Path] = (),
    more: str = "",
) -> None:
    """Fill an empty folder with what Home Assistant reads at its first start.

    Args:
        folder: the configuration folder; made if it is not there.
        port: where Home Assistant is to listen, on 127.0.0.1 only.
        frontend: whether the user interface is served. Without it Home Assistant starts without
            the large `home-assistant-frontend` package; the API is the same.
        integrations: folders of custom integrations, linked into the configuration.
        more: what else stands in `configuration.yaml`.
    """
    storage = folder / ".storage"
    storage.mkdir(parents=True)
    components = folder / "custom_components"
    components.mkdir()
    for integration in integrations:
        (components / integration.name).symlink_to(integration.resolve())
    served: dict[str, str] = {}
    if not frontend:
        # The integration itself is critical to Home Assistant: without it, it starts in recovery
        # mode. Pages from a folder with nothing in it are fine.
        nothing = folder / "no_frontend"
        nothing.mkdir()
        served = {"development_repo": str(nothing)}
    (folder / "automations.yaml").write_text("[]\n")
    (folder / "configuration.yaml").write_text(
        _CONFIGURATION.format(frontend=json.dumps(served)) + more
    )
    _write_store(storage, "http", (2, 2), _http(port))
    _write_store(storage, "onboarding", (4, 1), {"done": _STEPS_NOBODY_NEEDS})


def _http(port: int) -> dict[str, object]:
    """Make the stored settings of the web server.

    In the YAML they would be pending until a person confirms them, and Home Assistant ends itself
    when nobody does within five minutes.
    """
    stable = {
        "server_port": port,
        "server_host": ["127.0.0.1"],
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": True,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": "2026-01-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }
    return {"stable": stable, "pending": None, "yaml_migration_done": True}


def _write_store(storage: Path, key: str, version: tuple[int, int], data: object) -> None:
    major, minor = version
    document = {"version": major, "minor_version": minor, "key": key, "data": data}
    (storage / key).write_text(json.dumps(document))
