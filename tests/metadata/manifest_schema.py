"""What may stand in manifest.json and hacs.json.

Home Assistant's loader knows the types of integrations. The rest is after hassfest's schema for
custom integrations and HACS's two, with only those keys that this project uses: a new one is added
here with its first use.
"""

from typing import Final, get_args, get_type_hints

from awesomeversion import AwesomeVersion, AwesomeVersionException, AwesomeVersionStrategy
from homeassistant.helpers import config_validation as cv
from homeassistant.loader import Manifest
import voluptuous as vol

from .files import INTEGRATION

IOT_CLASSES: Final = (
    "assumed_state",
    "calculated",
    "cloud_polling",
    "cloud_push",
    "local_polling",
    "local_push",
)
INTEGRATION_TYPES: Final = get_args(get_type_hints(Manifest)["integration_type"])


def semantic_version(value: str) -> str:
    """Accept a version such as 1.2.0 or 1.2.0-beta.1."""
    try:
        AwesomeVersion(value, ensure_strategy=AwesomeVersionStrategy.SEMVER)
    except AwesomeVersionException as error:
        raise vol.Invalid("no semantic version") from error
    return value


HTTPS: Final = vol.All(cv.url, vol.Match("https://", msg="not https"))
VERSION: Final = vol.All(str, semantic_version)

MANIFEST_SCHEMA: Final = vol.Schema(
    {
        vol.Required("domain"): INTEGRATION.name,
        vol.Required("name"): str,
        vol.Required("codeowners"): vol.All([vol.Match(r"@[\w-]+$")], vol.Length(min=1)),
        vol.Required("config_flow"): True,
        vol.Required("after_dependencies"): [cv.slug],
        vol.Required("dependencies"): [cv.slug],
        vol.Required("documentation"): HTTPS,
        vol.Required("integration_type"): vol.In(INTEGRATION_TYPES),
        vol.Required("iot_class"): vol.In(IOT_CLASSES),
        vol.Required("issue_tracker"): HTTPS,
        vol.Required("requirements"): [vol.Match(r"\S+$")],
        vol.Required("version"): VERSION,
    }
)

HACS_SCHEMA: Final = vol.Schema(
    {
        vol.Required("name"): str,
        vol.Required("homeassistant"): VERSION,
        vol.Required("render_readme"): bool,
        vol.Required("zip_release"): True,
        vol.Required("filename"): f"{INTEGRATION.name}.zip",
        # Only a release has the zip: HACS must not offer the newest commit.
        vol.Required("hide_default_branch"): True,
    }
)
