"""A stranger's plate is planted, and searched everywhere: masked, it is nowhere."""

from base64 import b64encode
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.const import (
    EVENT_SIGHTING,
    EVENT_SIMULATED_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from custom_components.plate_recognizer.pipeline.pseudonyms import is_pseudonym
from custom_components.plate_recognizer.pipeline.traces import Traces
from custom_components.plate_recognizer.receiving.inbox import Outcome
from custom_components.plate_recognizer.strangers import async_pseudonym
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess
from tests.contract import SIGHTING_KEYS
from tests.integration.action import act, refused
from tests.integration.answers import MMC, SEDAN, box, plate
from tests.integration.conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from tests.integration.fake_camera import FakeCamera, jpeg
from tests.integration.receiving.conftest import (
    SenderTo,
    received_camera,
    receiver_entry,
    stream_payload,
)
from tests.integration.visits.driveway import GOLF, Driveway, elsewhere, golf, watching

from .conftest import MASKED, PLANTED, SAID, SHOWN, Search, without_ids

NOW = dt_util.utc_from_timestamp(0)
PSEUDONYM = re.compile(r"#[A-Z2-7]{8}")


def stranger(score: float = 0.95) -> dict[str, Any]:
    """Return the planted plate, in every place where the API may say it."""
    said = plate(SAID, score, vehicle=SEDAN, **MMC)
    said["candidates"] = [
        {"plate": SAID, "score": score},
        {"plate": f"{SAID}1", "score": 0.4},
    ]
    return {**said, "user_data": {"said": SAID}, "note": f"plate {SAID}"}


async def see_everything(drive: Driveway, search: Search) -> MockConfigEntry:
    """Have the stranger seen by a trigger, an action and an interval; given and asked about."""
    account = await drive.set_up(
        watching(scan_interval=10), golf(), options=account_options(search)
    )
    await drive.move()
    await drive.move(stranger())
    await drive.scan(stranger(0.94))
    drive.show(stranger(0.93))
    for _ in range(3):
        await drive.wait(10)
    await drive.scan(stranger(0.5))  # which isn't enough to be read
    await drive.scan(stranger(), elsewhere(plate(GOLF)))
    for record in (False, True):
        drive.cloud.answer([stranger()])
        picture = b64encode(jpeg(color="blue" if record else "green")).decode()
        await search.ask("recognize", base64=picture, camera="Driveway", record=record)
    await drive.scan()
    return account


def account_options(search: Search) -> dict[str, Any]:
    options: dict[str, Any] = search.answers.pop("options")
    return options


@pytest.fixture
def strangers(request: pytest.FixtureRequest, search: Search) -> str:
    """Set the option as the test is about it."""
    search.answers["options"] = {"shown": SHOWN, "masked": MASKED}[request.param]
    chosen: str = request.param
    return chosen


both = pytest.mark.parametrize("strangers", ["shown", "masked"], indirect=True)

TOLD_WHERE_SHOWN = {
    "states",
    "storage",
    "history",
    "log",
    "traces in the log",
    "event plate_recognizer_sighting",
    "event plate_recognizer_visit_started",
    "event plate_recognizer_visit_ended",
    "event image_processing.found_plate",
    "event state_changed",
    "recognize",
    "get_sightings",
}
"""With plates shown, a search has to find them here: else it couldn't find what it misses, either.

The log is Home Assistant's own: at debug level, it repeats all events.
"""


@both
async def test_a_stranger_that_is_looked_up_is_found_nowhere(
    drive: Driveway, search: Search, hass: HomeAssistant, strangers: str
) -> None:
    account = await see_everything(drive, search)
    assert {event.data["source"] for event in drive.sightings} == {"trigger", "action", "interval"}
    assert {event.data["status"] for event in drive.sightings} == {"stranger", "unread", "known"}
    assert await hass.config_entries.async_reload(account.entry_id)
    await drive.settled()
    await drive.wait(10)
    await drive.leave()

    found = await search.places_of(PLANTED, account)

    assert found == (TOLD_WHERE_SHOWN if strangers == "shown" else set())


@both
async def test_a_stranger_that_is_sent_is_found_nowhere(
    sender_to: SenderTo, search: Search, hass: HomeAssistant, strangers: str
) -> None:
    sender = await sender_to(receiver_entry(received_camera(), options=account_options(search)))
    seen = async_capture_events(hass, EVENT_SIGHTING)

    assert await sender.send(stream_payload(stranger()), jpeg()) is Outcome.TAKEN_IN
    assert await sender.send(stream_payload(stranger(0.4)), jpeg(color="red")) is Outcome.TAKEN_IN
    assert await sender.send({"data": {"results": SAID}}) is Outcome.NOT_UNDERSTOOD
    assert await sender.send(stream_payload(stranger(), camera="x")) is Outcome.UNKNOWN_CAMERA
    assert await hass.config_entries.async_reload(sender.account.entry_id)
    await hass.async_block_till_done()

    assert [event.data["status"] for event in seen] == ["stranger", "unread"]
    found = await search.places_of(PLANTED, sender.account)
    of_lookups = {"recognize", "event plate_recognizer_visit_ended"}
    assert found == (TOLD_WHERE_SHOWN - of_lookups if strangers == "shown" else set())


async def test_the_pseudonym_stands_where_the_plate_would(
    drive: Driveway, search: Search, hass: HomeAssistant
) -> None:
    search.answers["options"] = MASKED
    account = await see_everything(drive, search)

    told = {event.data["plate"] for event in drive.sightings if event.data["status"] == "stranger"}
    [pseudonym] = told
    assert PSEUDONYM.fullmatch(pseudonym)
    for event in drive.sightings:
        assert set(event.data) == SIGHTING_KEYS
        if event.data["status"] != "known":
            assert event.data["plate_raw"] is None
            assert event.data["candidates"] == []
            assert event.data["user_data"] is None
            assert event.data["make"] == "Riley"
            assert event.data["score"] in {0.95, 0.94, 0.93, 0.5}
            assert event.data["box"] is not None
    found = await search.places_of(pseudonym.removeprefix("#"), account)
    assert found == TOLD_WHERE_SHOWN - {"event plate_recognizer_visit_ended"}, "it is still here"


@pytest.mark.parametrize("strangers", ["shown", "masked"], indirect=True)
async def test_the_words_of_an_answer_that_cannot_be_read_are_not_repeated(
    drive: Driveway, search: Search, hass: HomeAssistant, strangers: str
) -> None:
    account = await drive.set_up(options=account_options(search))
    drive.cloud.fail(Fault(kind="status", status=201, body=f"{{'plate': '{SAID}'", times=2))
    await scan(hass)
    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, "recognize", base64=b64encode(jpeg()).decode())

    assert drive.state("sensor.driveway_decision") == "unreadable_answer"
    found = await search.places_of(PLANTED, account)
    leaks = {"states", "storage", "log", "our log", "traces in the log", "event state_changed"}
    assert found == (leaks | {"get_decisions"} if strangers == "shown" else set())
    assert (SAID in str(raised.value)) == (strangers == "shown")


@both
@pytest.mark.parametrize("status", [400, 500])
async def test_the_words_of_a_server_that_may_have_read_the_picture_are_not_repeated(
    drive: Driveway, search: Search, hass: HomeAssistant, strangers: str, status: int
) -> None:
    account = await drive.set_up(options=account_options(search))
    drive.cloud.fail(
        Fault(kind="status", status=status, body=f'{{"detail": "no car at {SAID}"}}', times=4)
    )
    await scan(hass)

    found = await search.places_of(PLANTED, account)
    assert "diagnostics" not in found
    if strangers == "shown":
        assert {"our log", "get_decisions"} <= found
    else:
        assert not found


# A restart, and a stranger that stays.


async def test_a_stranger_that_stays_over_a_restart_goes_on_with_its_visit(
    drive: Driveway, hass: HomeAssistant, search: Search
) -> None:
    account = await drive.set_up(options=MASKED)
    await drive.move()
    await drive.move(plate(SAID))
    assert len(drive.arrivals) == 1

    assert await hass.config_entries.async_reload(account.entry_id)
    await drive.settled()
    assert drive.state("binary_sensor.driveway_occupied") == "on"
    await drive.move(plate(SAID))
    await drive.scan(plate(SAID))
    await drive.leave()

    assert len(drive.started) == 1, "it doesn't arrive anew"
    assert {event.data["visit_id"] for event in drive.sightings} == {
        drive.started[0].data["visit_id"]
    }
    [ended] = drive.ended
    assert ended.data["visit_id"] == drive.started[0].data["visit_id"]
    assert ended.data["status"] == "stranger"
    assert ended.data["plate"] == drive.started[0].data["plate"]


async def parked_over_a_restart(drive: Driveway, hass: HomeAssistant) -> None:
    """Have a stranger stay over a restart before two cameras, of which one has read it."""
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[], place="driveway")
    account = await drive.set_up(watching(), gate, golf(may_open=True), options=MASKED)
    await drive.move()
    await drive.scan(name="gate")
    await drive.move(plate(SAID))
    drive.show(plate(SAID, 0.4))
    assert await hass.config_entries.async_reload(account.entry_id)
    await drive.settled()
    await drive.move(plate(SAID, 0.4))
    await drive.scan(plate(SAID, 0.4), name="gate")


@pytest.mark.parametrize("is_known", [False, True], ids=["stranger", "made known"])
@pytest.mark.parametrize("name", ["gate", "driveway"])
async def test_a_stranger_that_stays_over_a_restart_and_is_read_elsewhere_has_not_arrived(
    drive: Driveway, hass: HomeAssistant, name: str, *, is_known: bool
) -> None:
    await parked_over_a_restart(drive, hass)
    if is_known:
        await act(hass, "add_vehicle", name="Friend", plates=PLANTED, may_open=True)
        await drive.settled()

    for _ in range(2):
        await drive.scan({**plate(SAID), "box": box(220, 170, 280, 190)}, name=name)

    assert len(drive.arrivals) == 1, "only as it came"
    assert drive.reasons[-1] == "visit_open"
    assert drive.started[-1].data["may_open"] is (True if is_known else None)


async def test_a_resident_arrives_beside_a_stranger_that_stays_over_a_restart(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await parked_over_a_restart(drive, hass)
    await act(hass, "add_vehicle", name="Friend", plates=PLANTED, may_open=True)
    await drive.settled()

    await drive.scan(elsewhere(plate(GOLF)), name="gate")

    assert drive.arrivals[1:] == ["AB12CDE"]
    assert drive.started[-1].data["may_open"]


async def test_a_visit_that_cannot_be_read_again_is_not_repeated_in_the_log(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any], search: Search
) -> None:
    account = await drive.set_up(options=SHOWN)
    await drive.scan(plate(SAID))
    assert await hass.config_entries.async_unload(account.entry_id)
    [visit] = hass_storage[f"plate_recognizer.{account.entry_id}.visits"]["data"]["visits"]
    visit["best"]["sure"] = {}
    visit["best"]["status"] = "no status"

    assert await hass.config_entries.async_setup(account.entry_id)
    await drive.settled()

    assert "Who was here before the start can't be read" in search.caplog.text
    assert "our log" not in await search.places_of(PLANTED, account)


async def test_another_key_is_used_after_a_week(
    drive: Driveway, freezer: FrozenDateTimeFactory
) -> None:
    await drive.set_up(options=MASKED)
    for days in (0, 6, 1):
        freezer.tick(days * 86_400)
        await drive.scan(plate(SAID))

    first, second, third = [event.data["plate"] for event in drive.sightings]
    assert first == second != third


async def test_a_vehicle_that_is_added_while_it_stands_there_takes_over_the_visit(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.set_up(watching(), options=MASKED)
    await drive.move()
    await drive.move(plate(SAID))

    await act(hass, "add_vehicle", name="Friend", plates=PLANTED)
    await drive.settled()
    assert drive.state("binary_sensor.friend_present") == "on"
    await drive.scan(plate(SAID, 0.96))
    await drive.leave()

    assert len(drive.started) == 1
    assert [event.data["plate"] for event in drive.sightings][-1] == "QX74 VBN"
    assert drive.ended[0].data["visit_id"] == drive.started[0].data["visit_id"]
    assert drive.ended[0].data["vehicle"] == "Friend"
    assert drive.ended[0].data["plate"] == "QX74 VBN"


# Making a stranger known.


async def test_a_masked_stranger_is_not_made_known_from_its_sighting(
    drive: Driveway, hass: HomeAssistant
) -> None:
    account = await drive.set_up(watching(), options=MASKED)
    await drive.move(plate(SAID))
    told = drive.sightings[0].data

    sighting = {"sighting_id": told["sighting_id"]}
    assert await refused(hass, "add_vehicle", name="X", **sighting) == "sighting_masked"
    assert await refused(hass, "add_vehicle", name="X") == "sighting_masked"
    for typed in (told["plate"], told["plate"].lower()):
        assert await refused(hass, "add_vehicle", name="X", plates=typed) == "plate_masked"
    form = await hass.config_entries.subentries.async_init(
        (account.entry_id, "vehicle"), context={"source": "user"}
    )
    assert form["data_schema"] is not None
    assert form["data_schema"].schema["plates"].config["options"] == []


async def test_sightings_of_one_stranger_are_found_by_its_pseudonym(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.set_up(options=MASKED)
    await drive.scan(plate(SAID), elsewhere(plate("OT43 RRR")))
    pseudonym = drive.sightings[0].data["plate"]

    answer = await act(hass, "get_sightings", plate=pseudonym)

    assert [each["plate"] for each in answer["sightings"]] == [pseudonym]
    for other in (PLANTED, pseudonym[1:]):
        assert (await act(hass, "get_sightings", plate=other))["sightings"] == []


async def test_a_rehearsal_tells_of_a_stranger_no_more_than_would_be_told(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.set_up(options=MASKED)
    simulated = async_capture_events(hass, EVENT_SIMULATED_SIGHTING)

    answer = await act(
        hass, "simulate_sighting", camera="Driveway", plate=SAID, user_data=SAID, candidates=[]
    )

    told = f"{answer}{simulated[0].data}".upper()
    assert SAID.upper() not in told
    assert is_pseudonym(answer["sighting"]["plate"])
    assert answer["sighting"]["plate"] == answer["visit"]["plate"] == answer["steps"][0]["plate"]
    known = await act(hass, "simulate_sighting", camera="Driveway", plate=GOLF)
    assert known["sighting"]["plate_raw"] == GOLF


def less_what_is_always_new(rehearsal: dict[str, Any]) -> dict[str, Any]:
    """Return what a rehearsal answers without ids, times and pseudonyms of its own."""
    sighting, visit = rehearsal["sighting"], rehearsal["visit"]
    assert sighting["visit_id"] == visit["visit_id"]
    new = {"sighting_id", "visit_id", "plate", "taken_at", "started_at"}
    return {
        "sighting": {key: value for key, value in sighting.items() if key not in new},
        "visit": {key: value for key, value in visit.items() if key not in new},
        "steps": [
            {key: value for key, value in each.items() if key not in new}
            for each in rehearsal["steps"]
        ],
    }


@pytest.mark.parametrize("where", ["here", "just gone", "parked"])
async def test_no_typed_plate_can_be_found_among_those_that_were_seen(
    drive: Driveway, hass: HomeAssistant, where: str
) -> None:
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[], place="driveway")
    entry = await drive.set_up(watching(), gate, options=MASKED)
    await drive.move()
    await drive.scan(name="gate")
    await drive.move(plate(PLANTED.lower()))
    if where == "just gone":
        await drive.leave()
    elif where == "parked":
        await drive.time_out()
    seen = {each.data["plate"] for each in drive.sightings}
    visits = {each.data["visit_id"] for each in drive.sightings}
    assert all(map(is_pseudonym, seen))

    for camera in ("Driveway", "Gate"):
        right, wrong = [
            await act(hass, "simulate_sighting", camera=camera, plate=guess)
            for guess in (PLANTED, "OT43RRR")
        ]
        assert right["sighting"]["plate"] not in seen
        assert right["visit"]["visit_id"] not in visits
        assert less_what_is_always_new(right) == less_what_is_always_new(wrong)

    tracker = entry.runtime_data.visits.tracker
    inside = {each.best.plate for each in (*tracker.visits, *tracker.parked)}
    assert inside == (set() if where == "just gone" else {PLANTED}), "visits stay as they are"


@pytest.mark.parametrize("record", [False, True])
async def test_a_picture_of_a_printed_plate_finds_nobody_unless_it_is_told_to_everybody(
    drive: Driveway, hass: HomeAssistant, *, record: bool
) -> None:
    await drive.set_up(options=MASKED)
    await drive.scan(plate(SAID))
    seen = drive.sightings[0].data["plate"]
    picture = b64encode(jpeg()).decode()

    answer = await act(hass, "recognize", base64=picture, camera="Driveway", record=record)
    await drive.settled()

    [detection] = answer["detections"]
    assert is_pseudonym(detection["plate"])
    assert (detection["plate"] == seen) is record


@pytest.mark.parametrize("by", ["plate", "pseudonym"])
@pytest.mark.parametrize("restarts", [False, True], ids=["at once", "after a reload"])
async def test_a_stranger_who_is_here_is_deleted_by_its_plate_and_by_its_pseudonym(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any], by: str, *, restarts: bool
) -> None:
    account = await drive.set_up(watching(), options=MASKED)
    await drive.move()
    await drive.move(plate(SAID), elsewhere(plate("OT43 RRR")))
    pseudonym = async_pseudonym(hass, account.entry_id, PLANTED)
    assert pseudonym is not None
    [other] = {each.data["plate"] for each in drive.sightings} - {pseudonym}
    if restarts:
        assert await hass.config_entries.async_reload(account.entry_id)
        await drive.settled()

    answer = await act(hass, "delete_sightings", plate="qx74-vbn" if by == "plate" else pseudonym)

    assert answer["sightings"] == 1
    kept = (await act(hass, "get_sightings"))["sightings"]
    assert [each["plate"] for each in kept] == [other]
    await account.runtime_data.visits.async_save()
    stored = str(hass_storage[f"plate_recognizer.{account.entry_id}.visits"])
    assert pseudonym not in stored
    assert other in stored


async def test_a_visit_that_has_outlasted_its_sightings_is_found_by_its_pseudonym(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    account = await drive.set_up(watching(), options=MASKED)
    await drive.move()
    await drive.move(plate(SAID))
    pseudonym = drive.sightings[0].data["plate"]
    assert await hass.config_entries.async_reload(account.entry_id)
    await drive.settled()
    await account.runtime_data.visits.async_save()
    assert pseudonym in str(hass_storage[f"plate_recognizer.{account.entry_id}.visits"])

    await account.runtime_data.async_forget(Traces(frozenset({pseudonym})))

    assert pseudonym not in str(hass_storage[f"plate_recognizer.{account.entry_id}.visits"])


# Changing the option.


async def change_privacy(hass: HomeAssistant, account: MockConfigEntry, strangers: str) -> None:
    form = await hass.config_entries.options.async_init(account.entry_id)
    filled = {"engine": {}, "privacy": {"strangers": strangers, "strangers_days": 7}}
    await hass.config_entries.options.async_configure(form["flow_id"], filled)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_what_was_shown_before_is_masked_when_strangers_are_to_be(
    drive: Driveway, hass: HomeAssistant, search: Search
) -> None:
    account = await drive.set_up(options=SHOWN)
    await drive.move()
    await drive.move(plate(SAID), elsewhere(plate(GOLF)))
    await drive.scan(plate(SAID), elsewhere(plate(GOLF, 0.99)))  # the surer one is told first
    before = await search.places_of(PLANTED, account)
    assert {"states", "storage"} <= before
    visit = hass.states.get("event.driveway_visit")
    assert visit is not None

    await change_privacy(hass, account, "masked")
    await drive.wait(2)  # for what is written down with a delay
    search.told.clear()

    after = await search.places_of(PLANTED, account)
    assert after.isdisjoint({"states", "storage"})
    assert drive.state("event.driveway_visit") == visit.state
    sighting = hass.states.get("event.driveway_sighting")
    assert sighting is not None
    assert sighting.attributes["status"] == "stranger"
    assert PSEUDONYM.fullmatch(sighting.attributes["plate"])
    plates = hass.states.get("image_processing.driveway_plates")
    assert plates is not None
    assert list(plates.attributes["plates"]) == [GOLF.upper()]
    await drive.scan(plate(SAID), elsewhere(plate(GOLF)))
    assert len(drive.started) == 2, "both went on with their visits"


async def test_pseudonyms_outlive_a_reload_in_what_is_shown(
    drive: Driveway, hass: HomeAssistant
) -> None:
    account = await drive.set_up(options=MASKED)
    await drive.scan(plate(SAID))
    shown = drive.state("sensor.driveway_plate")
    assert shown is not None
    assert PSEUDONYM.fullmatch(shown)

    assert await hass.config_entries.async_reload(account.entry_id)
    await drive.settled()

    assert drive.state("sensor.driveway_plate") == shown
    assert drive.state("image_processing.driveway_plates") == shown
    await drive.scan(plate(SAID))
    assert drive.state("sensor.driveway_plate") == shown


async def test_diagnostics_count_no_characters_of_a_pseudonym(
    drive: Driveway, hass: HomeAssistant
) -> None:
    account = await drive.set_up(options=MASKED)
    await drive.scan(plate(SAID), elsewhere(plate(GOLF, 0.9)))

    told = await async_get_config_entry_diagnostics(hass, account)

    seen = told["cameras"][0]["last_scan"]["sightings"]
    assert [each["characters"] for each in seen] == [None, len(GOLF)]


async def test_the_options_are_shown_as_they_are_set(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud))
    assert not account.runtime_data.strangers.are_masked

    await change_privacy(hass, account, "masked")

    assert account.options["privacy"] == {"strangers": "masked", "strangers_days": 7}
    assert account.runtime_data.strangers.are_masked
    await change_privacy(hass, account, "masked_later")
    assert not account.runtime_data.strangers.are_masked


# Who is known.


async def test_of_known_vehicles_the_same_is_told_byte_by_byte(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, freezer: FrozenDateTimeFactory
) -> None:
    now = freezer.time_to_freeze
    told: list[list[str]] = []
    for options in (SHOWN, MASKED):
        freezer.move_to(now)
        account = cloud_entry(
            cloud,
            camera_subentry(),
            vehicle_subentry("Golf", "AB12 CDE"),
            vehicle_subentry("Thief", "TH13 VES", category="blocked"),
            options=options,
        )
        events = [
            async_capture_events(hass, each)
            for each in (EVENT_SIGHTING, EVENT_VISIT_STARTED, EVENT_VISIT_ENDED)
        ]
        await set_up(hass, account)
        seen = (plate("ab12 cde", **MMC, user_data="x"), elsewhere(plate("th13ve5", 0.8)))
        for color, results in (("red", seen), ("blue", ()), ("green", ())):
            cloud.answer(results)
            camera.picture = jpeg(color=color)
            await scan(hass)
            freezer.tick(11)
        told.append([without_ids(event) for each in events for event in each])
        assert await hass.config_entries.async_remove(account.entry_id)
        await hass.async_block_till_done()

    shown, masked_too = told
    assert len(shown) == 6
    assert shown == masked_too


async def test_the_key_of_an_account_that_is_removed_is_thrown_away(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    named = []
    for _ in range(2):
        account = await set_up(hass, cloud_entry(cloud, options=MASKED))
        named.append(account.runtime_data.strangers._pseudonyms.of(PLANTED, NOW))
        assert await hass.config_entries.async_remove(account.entry_id)
        await hass.async_block_till_done()

    assert named[0] != named[1]
