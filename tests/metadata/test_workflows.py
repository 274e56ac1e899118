"""What runs at GitHub is fixed by its commit, and may do no more than it needs."""

from pathlib import Path
import re
from typing import Any

from homeassistant.util.yaml import load_yaml_dict
import pytest

from .files import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").iterdir())
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # \S+$")

pytestmark = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)


def test_actions_are_pinned_by_commit_with_their_version_beside_it(workflow: Path) -> None:
    actions = [line for line in workflow.read_text().splitlines() if "uses:" in line]
    assert actions
    assert [line for line in actions if not PINNED.search(line)] == []


def test_a_workflow_may_read_the_repository_and_nothing_else(workflow: Path) -> None:
    content = load_yaml_dict(workflow)
    assert content["permissions"] == {"contents": "read"}
    assert [name for name, job in content["jobs"].items() if "permissions" in job] == []


def test_no_checkout_leaves_its_token_behind(workflow: Path) -> None:
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"persist-credentials": False}


def test_no_command_is_made_from_what_a_contributor_writes(workflow: Path) -> None:
    assert [step for step in steps(workflow) if "${{" in step.get("run", "")] == []


def steps(workflow: Path) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    return [step for job in load_yaml_dict(workflow)["jobs"].values() for step in job["steps"]]
