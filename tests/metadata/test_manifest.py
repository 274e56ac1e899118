"""The manifest and hacs.json keep the rules of hassfest and HACS, and tell one story."""

from pathlib import Path
import re
import tomllib

import homeassistant
import pytest
import voluptuous as vol

from .files import INTEGRATION, MISSING, PROJECT, planted, read_json
from .imported_components import (
    needless_components,
    undeclared_components,
    unrequired_packages,
)
from .manifest_schema import HACS_SCHEMA, MANIFEST_SCHEMA

MANIFEST = read_json(INTEGRATION / "manifest.json")
HACS = read_json(PROJECT / "hacs.json")
CORE = Path(homeassistant.__file__).parent / "components"


def test_the_manifest_keeps_the_schema() -> None:
    MANIFEST_SCHEMA(MANIFEST)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("homepage", "https://example.com"),
        ("domain", "another"),
        ("name", MISSING),
        ("codeowners", []),
        ("codeowners", ["nobody"]),
        ("config_flow", False),
        ("dependencies", ["Camera"]),
        ("documentation", "http://example.com"),
        ("documentation", "README.md"),
        ("integration_type", "camera"),
        ("iot_class", "cloud"),
        ("issue_tracker", MISSING),
        ("requirements", ["numpy >= 2"]),
        ("version", "latest"),
        ("version", "1.0"),
        ("version", MISSING),
    ],
)
def test_a_mistake_in_the_manifest_is_found(key: str, value: object) -> None:
    with pytest.raises(vol.Invalid, match=f"at '{key}"):
        MANIFEST_SCHEMA(planted(MANIFEST, key, value))


def test_hacs_json_keeps_the_schema() -> None:
    HACS_SCHEMA(HACS)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("domains", ["sensor"]),
        ("name", MISSING),
        ("homeassistant", "newest"),
        ("render_readme", "yes"),
        ("zip_release", False),
        ("filename", MISSING),
        ("filename", "plate_recognizer"),
        ("hide_default_branch", False),
        ("content_in_root", True),
    ],
)
def test_a_mistake_in_hacs_json_is_found(key: str, value: object) -> None:
    with pytest.raises(vol.Invalid, match=f"at '{key}"):
        HACS_SCHEMA(planted(HACS, key, value))


def test_the_manifests_keys_are_the_domain_the_name_and_the_others_in_order() -> None:
    domain, name, *others = MANIFEST
    assert (domain, name) == ("domain", "name")
    assert others == sorted(others)


def test_no_integration_of_home_assistant_has_this_domain() -> None:
    assert (CORE / "camera").exists()
    assert not (CORE / MANIFEST["domain"]).exists()


# What comes after is imported only where it is set up.
DEPENDENCIES = [*MANIFEST["dependencies"], *MANIFEST["after_dependencies"]]


def test_what_it_depends_on_exists_and_is_said_once() -> None:
    for domain in DEPENDENCIES:
        assert (CORE / domain / "manifest.json").exists(), domain
    assert len(set(DEPENDENCIES)) == len(DEPENDENCIES)


def test_every_integration_that_is_imported_is_declared_and_no_other() -> None:
    assert undeclared_components(INTEGRATION, set(DEPENDENCIES)) == set()
    assert needless_components(INTEGRATION, set(DEPENDENCIES)) == set()


def test_every_package_that_is_imported_comes_with_home_assistant_or_is_required() -> None:
    assert unrequired_packages(INTEGRATION, MANIFEST["requirements"]) == set()


def test_manifest_project_and_changelog_name_one_version() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    headings = re.findall(r"^## \[(.+)\]", (PROJECT / "CHANGELOG.md").read_text(), re.MULTILINE)
    newest = next(version for version in headings if version != "Unreleased")
    assert MANIFEST["version"] == project["version"] == newest
