"""An account before a gate, from its first arrival over repair, reload and restart."""

from collections.abc import Iterator, Mapping
import json
from pathlib import Path
from typing import Final

from homeassistant.const import __version__ as pinned_version
import pytest
import pytest_socket

from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway.scenes import TWO_CARS
from sandbox.driveway.stories import A_DAY_AT_THE_GATE as STORY
from sandbox.home import EntityState, Home, JsonObject, read_entities
from tests.contract import SIGHTING_KEYS

from .background import BackgroundLoop
from .gate_watch import Act, GateWatch, watched_gate
from .home_log import complaints_in
from .recorded_home import until
from .repairs import fix, issues_of
from .scan import scan
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow, also_on_other_versions]

CAMERA_GONE = "the camera entity no longer exists"
"""What the log says of the camera that a test takes away, if it looks meanwhile: rightly."""


def complaints_of(home: Home) -> list[str]:
    return [line for line in complaints_in(home.process.log()) if CAMERA_GONE not in line]


RESIDENT: Final = STORY.visits[0]
PLATE: Final = "KV19PNE"
PRESENT: Final = "binary_sensor.{}_s_car_present"
ANNA_IS_HERE: Final = PRESENT.format("anna")
_SECONDS: Final = 30


@pytest.fixture(scope="module")
def watch(
    background: BackgroundLoop, home_assistant: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GateWatch]:
    """A home of this module's own: its tests are one story, in their order."""
    folder = tmp_path_factory.mktemp("gate")
    with watched_gate(background, folder, STORY, home_assistant) as watch:
        yield watch


@pytest.fixture(scope="module")
def arrival(watch: GateWatch, background: BackgroundLoop) -> Act:
    """What the home did when somebody came who may open."""
    pytest_socket.enable_socket()  # this comes before a test's own fixtures
    return background.run(watch.act(lambda watch: watch.come(RESIDENT, PLATE)))


def test_it_is_the_home_assistant_that_was_asked_for(
    watch: GateWatch, background: BackgroundLoop, request: pytest.FixtureRequest
) -> None:
    asked_for = request.node.callspec.params["home_assistant"]

    runs = background.run(watch.home.rest.get("/api/config", dict))["version"]

    assert runs == (asked_for or pinned_version)


def test_an_arrival_opens_the_gate_by_the_blueprint(arrival: Act) -> None:
    assert arrival.came == [(PLATE, "arrived")]
    assert arrival.openings == 1


def test_a_condition_lets_an_automation_go_on_if_its_vehicle_is_here(
    watch: GateWatch, arrival: Act, background: BackgroundLoop
) -> None:
    async def passed() -> dict[str, bool]:
        home = watch.home
        entities = await read_entities(home.socket, watch.at.entry_id)
        devices = {entity.entity_id: entity.device_id for entity in entities}
        names = {"anna": "automation.if_anna_is_here", "ben": "automation.if_ben_is_here"}
        for name in names:
            automation = {
                "alias": f"If {name} is here",
                "triggers": [],
                "conditions": [
                    {
                        "condition": "plate_recognizer.is_vehicle_present",
                        "options": {"vehicle": [devices[PRESENT.format(name)]]},
                    }
                ],
                "actions": [{"event": "went_on"}],
            }
            await home.rest.post(f"/api/config/automation/config/{name}", dict, automation)

        def are_on(states: Mapping[str, EntityState]) -> bool:
            return all(each in states and states[each].state == "on" for each in names.values())

        await home.wait_for(are_on, seconds=_SECONDS)
        await home.rest.act(
            "automation.trigger", entity_id=list(names.values()), skip_condition=False
        )
        states = await home.rest.states()
        return {
            name: states[each].attributes["last_triggered"] is not None
            for name, each in names.items()
        }

    assert background.run(passed()) == {"anna": True, "ben": False}


def test_actions_answer(watch: GateWatch, arrival: Act, background: BackgroundLoop) -> None:
    ask = watch.home.rest.ask

    async def answers() -> tuple[JsonObject, JsonObject, JsonObject, JsonObject]:
        seen = await ask("plate_recognizer.get_sightings")
        rehearsal = await ask("plate_recognizer.simulate_sighting", camera="Gate", plate=PLATE)
        vehicle = {"name": "Cleaner", "plates": ["CL34 NER"]}
        added = await ask("plate_recognizer.add_vehicle", **vehicle)
        removed = await ask("plate_recognizer.remove_vehicle", vehicle_id=added["vehicle_id"])
        return seen, rehearsal, added, removed

    seen, rehearsal, added, removed = background.run(answers())

    assert {each["plate"] for each in seen["sightings"]} == {PLATE}
    assert all(each.keys() == SIGHTING_KEYS for each in seen["sightings"])
    assert rehearsal["sighting"]["vehicle"] == "Anna's car"
    assert rehearsal["steps"]
    assert removed["vehicle_id"] == added["vehicle_id"]


def test_a_camera_that_is_lost_is_repaired_by_choosing_another_one(
    watch: GateWatch, arrival: Act, background: BackgroundLoop
) -> None:
    async def lose_and_choose() -> tuple[list[JsonObject], list[JsonObject], set[str]]:
        home = watch.home
        shot = Shot(TWO_CARS.to_jpeg(), frozenset())
        (another,) = await show_cameras(home, [CameraProgramme("Another", ".jpg", (shot,))])
        lost = await home.socket.command(
            "config/entity_registry/get", dict, entity_id=watch.at.camera.camera.entity_id
        )
        path = f"/api/config/config_entries/entry/{lost['config_entry_id']}"
        await home.rest.delete(path, dict)
        issues = await until(lambda: issues_of(home), bool)
        await fix(home, issues[0], {"camera_entity_id": another.entity_id})
        left = await until(lambda: issues_of(home), lambda issues: not issues)
        return issues, left, set((await scan(home, watch.at.camera)).plates)

    issues, left, plates = background.run(lose_and_choose())

    assert [each["translation_key"] for each in issues] == ["camera_missing"]
    assert left == []
    assert plates == {"KV19PNE", "FT482KX"}


def test_diagnostics_tell_of_the_account_and_not_its_token(
    watch: GateWatch, background: BackgroundLoop
) -> None:
    told = json.dumps(background.run(watch.home.rest.diagnostics(watch.at.entry_id)))

    assert watch.at.entry_id in told
    assert "camera.another" in told
    assert watch.sandbox.token not in told


def test_what_was_seen_and_is_known_outlives_disabling_reload_and_restart(
    watch: GateWatch, arrival: Act, background: BackgroundLoop
) -> None:
    entry_id = watch.at.entry_id

    def is_told(states: Mapping[str, EntityState]) -> bool:
        return ANNA_IS_HERE in states and states[ANNA_IS_HERE].state in {"on", "off"}

    async def told(home: Home) -> JsonObject:
        states = await home.wait_for(is_told, seconds=_SECONDS)
        seen = await home.rest.ask("plate_recognizer.get_sightings")
        entities = await read_entities(home.socket, entry_id)
        return {
            "here": states[ANNA_IS_HERE].state,
            "sightings": [each["sighting_id"] for each in seen["sightings"]],
            "entities": {entity.entity_id for entity in entities},
        }

    async def disable(home: Home, by: str | None) -> None:
        command = "config_entries/disable"
        await home.socket.command(command, dict, entry_id=entry_id, disabled_by=by)

    async def steps() -> tuple[JsonObject, list[JsonObject]]:
        home = watch.home
        before = await told(home)
        await disable(home, "user")
        await home.wait_for(lambda states: not is_told(states), seconds=_SECONDS)
        await disable(home, None)
        enabled = await told(home)
        path = f"/api/config/config_entries/entry/{entry_id}/reload"
        await home.rest.post(path, dict)
        reloaded = await told(home)
        assert complaints_of(home) == [], "a restart begins a new log"
        await watch.restart()
        return before, [enabled, reloaded, await told(watch.home)]

    before, after = background.run(steps())

    assert before["here"] == "on"
    for each in after:
        assert each["here"] == before["here"]
        assert each["entities"] == before["entities"]
        assert each["sightings"][-len(before["sightings"]) :] == before["sightings"]


def test_after_all_that_the_log_has_no_complaint(watch: GateWatch) -> None:
    assert complaints_of(watch.home) == []
