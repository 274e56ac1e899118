"""What runs at GitHub is fixed by its commit, and may do no more than it needs."""

from pathlib import Path
import re
from typing import Any

from homeassistant.util.yaml import load_yaml_dict
import pytest

from .files import PROJECT, read_json

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").iterdir())
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # \S+$")
OF_THIS_COMMIT = re.compile(r"uses: \$/\.github/workflows/[\w.]+$")
ON = True
"""What YAML makes of the key `on`."""
WRITERS = {("release", "publish"): {"contents": "write"}}
"""Jobs that may do more than read."""

each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)


@each_workflow
def test_actions_are_pinned_by_commit_with_their_version_beside_it(workflow: Path) -> None:
    actions = [line for line in workflow.read_text().splitlines() if "uses:" in line]
    assert actions
    assert [
        line for line in actions if not (PINNED.search(line) or OF_THIS_COMMIT.search(line))
    ] == []


@each_workflow
def test_a_workflow_may_read_the_repository_and_nothing_else(workflow: Path) -> None:
    content = load_yaml_dict(workflow)
    assert content["permissions"] == {"contents": "read"}
    permissions = {
        (workflow.stem, name): job["permissions"]
        for name, job in content["jobs"].items()
        if "permissions" in job
    }
    assert permissions == {key: WRITERS[key] for key in WRITERS if key[0] == workflow.stem}


@each_workflow
def test_no_checkout_leaves_its_token_behind(workflow: Path) -> None:
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"persist-credentials": False}


@each_workflow
def test_no_command_is_made_from_what_a_contributor_writes(workflow: Path) -> None:
    assert [step for step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_a_release_is_published_by_a_tag_that_has_passed_the_tests() -> None:
    release = load_yaml_dict(PROJECT / ".github/workflows/release.yaml")
    tests = load_yaml_dict(PROJECT / ".github/workflows/test.yaml")

    assert release[ON] == {"push": {"tags": ["v*"]}}
    assert release["jobs"]["test"]["uses"] == "$/.github/workflows/test.yaml"
    assert "workflow_call" in tests[ON]
    assert release["jobs"]["publish"]["needs"] == "test"
    assert release["concurrency"]["group"] != tests["concurrency"]["group"], "they'd wait for ever"


def test_a_release_has_the_zip_that_hacs_asks_for() -> None:
    publish = load_yaml_dict(PROJECT / ".github/workflows/release.yaml")["jobs"]["publish"]
    commands = [step["run"] for step in publish["steps"] if "run" in step]

    assert [command for command in commands if "script/release" in command] == [
        'script/release "$GITHUB_REF_NAME"'
    ]
    zip_file = read_json(PROJECT / "hacs.json")["filename"]
    assert f'gh release create "$GITHUB_REF_NAME" dist/{zip_file} ' in commands[-1]


def steps(workflow: Path) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    jobs = load_yaml_dict(workflow)["jobs"].values()
    return [step for job in jobs for step in job.get("steps", ())]
