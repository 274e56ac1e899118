"""What every flow of `examples/node-red` has to be, before it is run."""

from collections import Counter
import json
from pathlib import Path
import re

import pytest

from tests.contract import VISIT_KEYS
from tests.node_red_examples import EXAMPLES, NAMES, SERVER, example, examples

PINNED = Path(__file__).parents[1] / "end_to_end" / "node_red"
README = (EXAMPLES / "README.md").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_flow_brings_a_server_without_address_and_token(name: str) -> None:
    nodes = example(name)
    (server,) = (node for node in nodes if node["type"] == SERVER)

    assert not {"credentials", "host", "access_token"} & {key for node in nodes for key in node}
    assert all(node["server"] == server["id"] for node in nodes if "server" in node)


def test_flows_have_nothing_in_common_but_the_server() -> None:
    count = Counter(node["id"] for name in NAMES for node in example(name))

    shared = [examples()[node_id]["type"] for node_id, times in count.items() if times > 1]
    assert shared == [SERVER]


def test_no_action_is_made_up_for_when_home_assistant_is_back() -> None:
    actions = [node for node in examples().values() if node["type"] == "api-call-service"]

    assert {node["queue"] for node in actions} == {"none"}


def test_no_event_can_put_another_entity_or_action_in_the_place_of_what_stands_in_a_node() -> None:
    overridable = [node for node in examples().values() if "blockInputOverrides" in node]

    assert {node["type"] for node in overridable} == {"api-call-service", "api-current-state"}
    assert all(node["blockInputOverrides"] for node in overridable)


@pytest.mark.parametrize("name", NAMES)
def test_only_keys_that_a_visit_has_are_asked_for(name: str) -> None:
    text = (EXAMPLES / f"{name}.json").read_text()
    asked = {
        word.removeprefix(prefix)
        for prefix in ("payload.event.", "$visit.")
        for word in re.findall(rf"{re.escape(prefix)}\w+", text)
    }

    assert asked <= VISIT_KEYS


def test_what_the_flows_run_in_is_pinned_and_comes_from_no_address() -> None:
    pins = json.loads((PINNED / "package.json").read_text())
    wanted = [*pins["dependencies"].values(), *pins["optionalDependencies"].values()]

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted)
    assert "://" not in (PINNED / "package-lock.json").read_text()


def test_the_guide_names_the_versions_that_the_flows_run_in() -> None:
    wanted = json.loads((PINNED / "package.json").read_text())["dependencies"]

    assert all(version in README for version in wanted.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_guide_has_each_flow(name: str) -> None:
    assert f"({name}.json)" in README
