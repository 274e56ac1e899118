"""The configuration folder that a fresh Home Assistant finds."""

import json
from pathlib import Path
import socket

from homeassistant.util.yaml import load_yaml_dict
import pytest

from sandbox.home import JsonObject
from sandbox.home.configuration import write_configuration
from sandbox.home.ports import free_port


def test_home_assistant_is_to_listen_on_this_machine_alone(tmp_path: Path) -> None:
    write_configuration(tmp_path, port=8123, frontend=True)

    http = store(tmp_path, "http")["data"]
    assert http["stable"]["server_host"] == ["127.0.0.1"]
    assert http["stable"]["server_port"] == 8123
    assert http["pending"] is None


def test_only_the_owner_is_left_to_be_made(tmp_path: Path) -> None:
    write_configuration(tmp_path, port=8123, frontend=True)

    done = store(tmp_path, "onboarding")["data"]["done"]
    assert set(done) == {"core_config", "analytics", "integration"}


def test_without_a_frontend_its_package_is_not_asked_for(tmp_path: Path) -> None:
    write_configuration(tmp_path, port=8123, frontend=False)

    configuration = load_yaml_dict(str(tmp_path / "configuration.yaml"))
    assert Path(configuration["frontend"]["development_repo"]).is_dir()


def test_with_a_frontend_it_is_the_installed_one(tmp_path: Path) -> None:
    write_configuration(tmp_path, port=8123, frontend=True)

    assert load_yaml_dict(str(tmp_path / "configuration.yaml"))["frontend"] == {}


def test_custom_integrations_are_linked_not_copied(tmp_path: Path) -> None:
    integration = tmp_path / "elsewhere" / "plate_recognizer"
    integration.mkdir(parents=True)

    write_configuration(tmp_path / "home", port=8123, frontend=True, integrations=[integration])

    link = tmp_path / "home" / "custom_components" / "plate_recognizer"
    assert link.resolve() == integration


@pytest.mark.usefixtures("socket_enabled")
def test_a_port_in_use_is_passed_over_for_the_next_preferred_one() -> None:
    free = free_port()
    with socket.create_server(("127.0.0.1", 0)) as server:
        used = server.getsockname()[1]

        assert free_port([used, free]) == free
        assert free_port([used]) not in {0, used}


def store(folder: Path, key: str) -> JsonObject:
    document: JsonObject = json.loads((folder / ".storage" / key).read_text())
    return document
