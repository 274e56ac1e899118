"""What a real Home Assistant needs at run time is pinned as Home Assistant itself pins it."""

from pathlib import Path

from sandbox.home.requirements import requirements_of_a_home

PROJECT = Path(__file__).parents[3]


def test_the_pins_are_what_the_manifests_of_the_installed_home_assistant_say() -> None:
    assert pins() == requirements_of_a_home()


def pins() -> set[str]:
    files = ("requirements_home.txt", "requirements_home_compiled.txt")
    lines = (line for file in files for line in (PROJECT / file).read_text().splitlines())
    return {line for line in lines if line and not line.startswith("#")}
