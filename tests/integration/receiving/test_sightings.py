"""What a webhook says becomes what a lookup's answer would: sightings, visits, states, events."""

from datetime import timedelta
from io import BytesIO
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util
from PIL import Image, ImageStat
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.const import (
    EVENT_FOUND_PLATE,
    EVENT_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from custom_components.plate_recognizer.own_lookups import async_remember_lookup
from custom_components.plate_recognizer.pipeline.report import Report
from custom_components.plate_recognizer.pipeline.sighting import Source
from custom_components.plate_recognizer.pipeline.traces import Traces
from custom_components.plate_recognizer.receiving.inbox import Outcome
from custom_components.plate_recognizer.scan import Insight
from custom_components.plate_recognizer.scanner import CameraScanner
from sandbox.process import SandboxProcess
from tests.api.server import ScriptedServer, says
from tests.contract import SIGHTING_KEYS
from tests.integration.action import act
from tests.integration.answers import SEDAN, box, plate
from tests.integration.conftest import (
    camera_subentry,
    cloud_entry,
    lookups_at,
    scan,
    set_up,
    vehicle_subentry,
)
from tests.integration.fake_camera import FakeCamera, jpeg
from tests.modes import in_vehicle_mode

from .conftest import (
    GATE,
    GATE_ID,
    SECRET,
    WEBHOOK_ID,
    Sender,
    SenderTo,
    received_camera,
    receiver_entry,
    snapshot_payload,
    stream_payload,
)

ONLY_FROM_STREAM: dict[str, Any] = {
    "direction": 214,
    "speed": "23.4",
    "position_sec": "12.6",
    "source_url": "rtsp://user:password@192.0.2.10/live",
    "user_data": {"lane": "north"},
}
type Events = list[Event[Any]]

GOLF = vehicle_subentry("Golf", "AB12 CDE", may_open=True)


@pytest.fixture
async def sender(sender_to: SenderTo) -> Sender:
    """Sends to an account with one camera and one known vehicle that may open."""
    return await sender_to(receiver_entry(received_camera(), GOLF))


def state(hass: HomeAssistant, entity_id: str) -> str:
    found = hass.states.get(entity_id)
    assert found is not None, entity_id
    return found.state


async def test_what_stream_says_is_told_with_everything_that_only_stream_knows(
    hass: HomeAssistant, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    seen = async_capture_events(hass, EVENT_SIGHTING)
    before = dt_util.utcnow()

    await sender.send(stream_payload(plate("ab12cde", vehicle=SEDAN, **ONLY_FROM_STREAM)))

    (event,) = seen
    assert event.data.keys() == SIGHTING_KEYS
    told = {key: event.data[key] for key in ("source", "camera", "place", "camera_entity_id")}
    assert told == {
        "source": "webhook",
        "camera": "Gate",
        "place": "Gate",
        "camera_entity_id": None,
    }
    assert event.data["plate"] == "AB12CDE"
    assert (event.data["vehicle"], event.data["status"]) == ("Golf", "known")
    assert (event.data["direction"], event.data["speed"]) == (214, 23.4)
    assert (event.data["position_sec"], event.data["user_data"]) == (12.6, {"lane": "north"})
    assert event.data["timestamp"] == "2026-02-11T09:14:07.318254Z"
    assert before.isoformat() <= event.data["taken_at"] <= dt_util.utcnow().isoformat()
    assert "password" not in caplog.text + json.dumps(event.data)


async def test_it_reaches_the_entities_of_camera_and_vehicle(
    hass: HomeAssistant, sender: Sender
) -> None:
    found = async_capture_events(hass, EVENT_FOUND_PLATE)

    await sender.send(stream_payload(plate("ab12cde", vehicle=SEDAN)))

    assert state(hass, "image_processing.gate_plates") == "AB12CDE"
    assert state(hass, "sensor.gate_plate") == "AB12CDE"
    assert state(hass, "sensor.gate_vehicle") == "Golf"
    assert state(hass, "sensor.gate_vehicle_type") == "sedan"
    assert state(hass, "sensor.gate_decision") == "sighted"
    assert state(hass, "binary_sensor.gate_occupied") == "on"
    assert state(hass, "binary_sensor.golf_present") == "on"
    assert state(hass, "sensor.golf_last_place") == "Gate"
    assert [event.data["plate"] for event in found] == ["AB12CDE"]


async def test_a_receiver_has_no_entity_that_needs_an_api_or_a_picture(
    hass: HomeAssistant, sender: Sender
) -> None:
    entities = er.async_entries_for_config_entry(er.async_get(hass), sender.account.entry_id)

    assert {each.entity_id for each in entities if "golf" not in each.entity_id} == {
        "binary_sensor.gate_occupied",
        "event.gate_sighting",
        "event.gate_visit",
        "image.gate_picture",
        "image_processing.gate_plates",
        "sensor.gate_decision",
        "sensor.gate_last_seen",
        "sensor.gate_plate",
        "sensor.gate_region",
        "sensor.gate_score",
        "sensor.gate_vehicle",
        "sensor.gate_vehicle_type",
        "sensor.webhook_receiver_average_stay",
        "sensor.webhook_receiver_strangers_in_7_days",
        "sensor.webhook_receiver_visits_today",
    }
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", sender.account.entry_id), sender.account.entry_id
    )
    assert device is not None
    assert device.model == "Webhook receiver"


async def test_a_scan_of_a_camera_without_pictures_says_that_there_is_nothing_to_scan(
    hass: HomeAssistant, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    await sender.send(stream_payload(plate("ab12cde")))

    await scan(hass, "gate")

    assert state(hass, "sensor.gate_decision") == "receives_only"
    assert (
        "Gate took no picture once: it has none, as webhooks tell what it sees (1)."
        in (await act(hass, "get_decisions"))["summary"]
    )
    assert state(hass, "image_processing.gate_plates") == "AB12CDE", "it says nothing of the gate"
    assert "ERROR" not in caplog.text


async def test_the_picture_says_how_large_it_is(hass: HomeAssistant, sender: Sender) -> None:
    seen = async_capture_events(hass, EVENT_SIGHTING)

    await sender.send(snapshot_payload(plate("ab12cde")), jpeg(640, 360))
    await sender.send(
        snapshot_payload(plate("ef34ghj"), image_width=1920, image_height=1080), b"no picture"
    )
    await sender.send(snapshot_payload(plate("kl56mno")))

    sizes = [(event.data["image_width"], event.data["image_height"]) for event in seen]
    assert sizes == [(640, 360), (1920, 1080), (None, None)]


async def test_the_picture_is_shown_until_the_next_one_comes(
    hass: HomeAssistant, sender: Sender, hass_client: ClientSessionGenerator
) -> None:
    client = await hass_client()
    assert state(hass, "image.gate_picture") == "unknown"

    async def shown() -> str:
        """Return which of three colours prevails in it."""
        answer = await client.get("/api/image_proxy/image.gate_picture")
        assert answer.content_type == "image/jpeg"
        with Image.open(BytesIO(await answer.read())) as picture:
            means = ImageStat.Stat(picture).mean
        return ("red", "green", "blue")[means.index(max(means))]

    await sender.send(snapshot_payload(plate("ab12cde")), jpeg(color="red"))
    await sender.send(snapshot_payload(), jpeg(color="blue"))

    assert await shown() == "red"
    await sender.send(snapshot_payload(plate("ef34ghj")), jpeg(color="blue"))
    assert await shown() == "blue"


async def test_the_picture_is_gone_with_what_was_deleted(
    hass: HomeAssistant, sender: Sender, hass_client: ClientSessionGenerator
) -> None:
    client = await hass_client()
    await sender.send(snapshot_payload(plate("ab12cde")), jpeg())
    await sender.account.runtime_data.async_forget(Traces(frozenset({"XY12XYZ"})))
    assert (await client.get("/api/image_proxy/image.gate_picture")).status == 200

    await sender.account.runtime_data.async_forget(Traces(frozenset({"AB12CDE"})))

    assert state(hass, "image.gate_picture") == "unknown"
    assert (await client.get("/api/image_proxy/image.gate_picture")).status == 500


async def test_a_cameras_masks_hold_for_what_its_sender_shows(
    hass: HomeAssistant, sender_to: SenderTo, hass_client: ClientSessionGenerator
) -> None:
    sender = await sender_to(receiver_entry(received_camera(masks=["50,50,100,100"])))

    await sender.send(snapshot_payload(plate("ab12cde")), jpeg(640, 480))

    answer = await (await hass_client()).get("/api/image_proxy/image.gate_picture")
    with Image.open(BytesIO(await answer.read())) as picture:
        low, high = picture.convert("L").crop((330, 250, 630, 470)).getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    assert high - low < 8, "one colour"


async def test_twenty_vehicles_are_told_and_no_more_than_a_word_of_user_data(
    hass: HomeAssistant, sender: Sender
) -> None:
    seen = async_capture_events(hass, EVENT_SIGHTING)
    results = [plate(f"ab{number:03}", user_data="x" * 5000) for number in range(30)]

    await sender.send(stream_payload(*results))

    assert len(seen) == 20
    assert {event.data["user_data"] for event in seen} == {None}


async def test_texts_that_no_camera_reads_are_cut_off(hass: HomeAssistant, sender: Sender) -> None:
    seen = async_capture_events(hass, EVENT_SIGHTING)
    much, gap = "x" * 4_000, " " * 80
    result = {
        **plate("ab12cde", region=much, candidates=[{"plate": much, "score": 0.5}] * 50),
        "vehicle": {"type": much, "score": 0.8, "box": box(1, 2, 300, 400)},
        "model_make": [{"make": much, "model": much, "score": 0.9}],
        "color": [{"color": much, "score": 0.9}],
        "orientation": [{"orientation": much, "score": 0.9}],
        "a field that nobody knows": much,
    }

    await sender.send(stream_payload(result, plate(f"ABC{gap}DEF"), plate(f"kl56mno{gap}")))

    first, spaced, unread = seen
    cut = f"{'x' * 63}…"
    told = ("region", "vehicle_type", "make", "model", "color", "orientation")
    assert {first.data[key].casefold() for key in told} == {cut}
    assert first.data["plate"] == "AB12CDE"
    assert first.data["candidates"] == [{"plate": cut.upper(), "score": 0.5}] * 5
    assert spaced.data["plate"] == "KL56MNO"
    assert (unread.data["plate"], unread.data["status"]) == (None, "unread")
    assert all(len(json.dumps(dict(event.data))) < 3000 for event in seen)


async def test_an_overlong_time_of_the_sender_is_not_told(
    hass: HomeAssistant, sender: Sender
) -> None:
    seen = async_capture_events(hass, EVENT_SIGHTING)

    await sender.send(stream_payload(plate("ab12cde"), timestamp="9" * 65))

    assert seen[0].data["timestamp"] is None


async def test_it_is_taken_when_it_came_and_not_when_it_is_told(
    hass: HomeAssistant,
    sender: Sender,
    monkeypatch: pytest.MonkeyPatch,
    freezer: FrozenDateTimeFactory,
) -> None:
    seen = async_capture_events(hass, EVENT_SIGHTING)
    take_in, came = CameraScanner.async_take_in, dt_util.utcnow()

    def later(scanner: CameraScanner, report: Report) -> None:
        freezer.tick(timedelta(seconds=5))
        take_in(scanner, report)

    monkeypatch.setattr(CameraScanner, "async_take_in", later)
    await sender.send(stream_payload(plate("ab12cde")))

    assert seen[0].data["taken_at"] == came.isoformat()


async def test_who_waits_for_the_end_of_a_scan_is_told_of_a_webhook(
    hass: HomeAssistant, sender: Sender
) -> None:
    ended: list[tuple[Source, Insight]] = []
    scanner = sender.account.runtime_data.scanners[GATE_ID]
    scanner.async_on_end(lambda source, insight: ended.append((source, insight)))

    await sender.send(stream_payload(plate("ab12cde")))

    assert ended == [(Source.WEBHOOK, Insight.SEEN)]


@pytest.mark.parametrize("kind", ["GIF", "BMP"])
async def test_a_picture_that_not_every_browser_shows_is_none(
    hass: HomeAssistant, sender: Sender, kind: str
) -> None:
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)

    await sender.send(snapshot_payload(plate("ab12cde")), file.getvalue())

    assert state(hass, "image.gate_picture") == "unknown"


async def test_of_a_picture_with_more_behind_it_the_first_is_shown(
    hass: HomeAssistant, sender: Sender, hass_client: ClientSessionGenerator
) -> None:
    file, picture = BytesIO(), Image.new("RGB", (40, 30))
    picture.save(file, "MPO", save_all=True, append_images=[picture])

    await sender.send(snapshot_payload(plate("ab12cde")), file.getvalue())

    answer = await (await hass_client()).get("/api/image_proxy/image.gate_picture")
    assert answer.content_type == "image/jpeg"


async def test_a_broken_picture_takes_nothing_from_what_is_said_of_it(
    hass: HomeAssistant, sender: Sender
) -> None:
    seen = async_capture_events(hass, EVENT_SIGHTING)

    for end in (10, 20, 40):
        payload = snapshot_payload(plate("ab12cde"), timestamp=str(end))
        assert await sender.send(payload, jpeg()[:end]) is Outcome.TAKEN_IN

    assert len(seen) == 3
    assert state(hass, "image.gate_picture") == "unknown"


async def test_a_picture_that_would_fill_the_memory_is_none(
    hass: HomeAssistant, sender: Sender
) -> None:
    file = BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")

    outcome = await sender.send(snapshot_payload(plate("ab12cde")), file.getvalue())

    assert outcome is Outcome.TAKEN_IN
    assert state(hass, "image.gate_picture") == "unknown"


async def test_a_webhook_without_any_plate_says_that_nothing_was_found(
    hass: HomeAssistant, sender: Sender
) -> None:
    await sender.send(snapshot_payload(plate("ab12cde")))

    assert await sender.send(snapshot_payload()) is Outcome.TAKEN_IN

    assert state(hass, "sensor.gate_decision") == "nothing_found"
    assert state(hass, "image_processing.gate_plates") == "unknown"
    assert state(hass, "sensor.gate_plate") == "AB12CDE"
    assert state(hass, "binary_sensor.gate_occupied") == "on", "plates alone prove nothing"


async def test_the_hooks_own_name_will_do_and_capitals_dont_matter(
    hass: HomeAssistant, sender_to: SenderTo
) -> None:
    sender = await sender_to(receiver_entry(received_camera(camera="2")))
    assert await sender.send(snapshot_payload(plate("ab12cde"), camera=None)) is Outcome.TAKEN_IN
    assert await sender.send(snapshot_payload(plate("ef34ghj"))) is Outcome.TAKEN_IN

    hass.config_entries.async_update_subentry(
        sender.account,
        next(iter(sender.account.subentries.values())),
        data={"name": "Gate", "webhook_camera": " GATE-Cam"},
    )
    await hass.async_block_till_done()
    assert await sender.send(stream_payload(plate("kl56mno"))) is Outcome.TAKEN_IN


class TestWhatIsKnown:
    """Duplicates, and echoes of our own lookups, say nothing new."""

    async def test_what_comes_twice_counts_once(self, hass: HomeAssistant, sender: Sender) -> None:
        seen = async_capture_events(hass, EVENT_SIGHTING)
        payload = stream_payload(plate("ab12cde"))
        again = {**payload, "hook": {**payload["hook"], "target": "http://other.example/"}}

        outcomes = [await sender.send(each) for each in (payload, payload, again)]

        assert outcomes == [Outcome.TAKEN_IN, Outcome.REPEATED, Outcome.REPEATED]
        assert len(seen) == 1
        later = stream_payload(plate("ab12cde"), timestamp="2026-02-11T09:14:09Z")
        assert await sender.send(later) is Outcome.TAKEN_IN

    async def test_the_echo_of_our_own_lookup_is_dropped(
        self, hass: HomeAssistant, sender: Sender
    ) -> None:
        async_remember_lookup(hass, "0123abcd")

        echo = snapshot_payload(plate("ab12cde"), filename="1617_7M83K_0123abcd.jpg")

        assert await sender.send(echo) is Outcome.ECHO

    async def test_of_very_many_lookups_the_latest_are_known(
        self, hass: HomeAssistant, sender: Sender
    ) -> None:
        for number in range(1001):
            async_remember_lookup(hass, f"nonce-{number:04}")

        outcomes = [
            await sender.send(snapshot_payload(filename=f"1617_nonce-{number:04}.jpg"))
            for number in (0, 1)
        ]

        assert outcomes == [Outcome.TAKEN_IN, Outcome.ECHO]

    async def test_in_a_name_that_is_far_too_long_nobody_looks_for_ours(
        self, hass: HomeAssistant, sender: Sender
    ) -> None:
        async_remember_lookup(hass, "0123abcd")

        said = snapshot_payload(filename=f"{'x' * 600}_0123abcd.jpg")

        assert await sender.send(said) is Outcome.TAKEN_IN

    async def test_the_echo_of_a_lookup_from_before_the_start_is_dropped_by_its_camera(
        self, sender: Sender
    ) -> None:
        (subentry_id, *_) = sender.account.subentries

        echo = snapshot_payload(plate("ab12cde"), camera=subentry_id)

        assert await sender.send(echo) is Outcome.ECHO

    async def test_the_echo_of_a_picture_that_the_api_has_fetched_is_dropped(
        self, hass: HomeAssistant, cloud: SandboxProcess, sender: Sender
    ) -> None:
        account = await set_up(hass, cloud_entry(cloud))
        async with ScriptedServer() as server:
            server.answers["/gate.jpg"] = says(200, jpeg())
            url = f"{server.url}/gate.jpg"
            await act(hass, "recognize", url=url, config_entry_id=account.entry_id)
        (lookup,) = lookups_at(cloud)

        echo = snapshot_payload(plate("ab12cde"), camera=lookup.fields["camera_id"][0])

        assert await sender.send(echo) is Outcome.ECHO

    @pytest.mark.usefixtures("camera")
    async def test_a_lookup_of_another_account_is_known_by_what_it_has_sent(
        self,
        hass: HomeAssistant,
        cloud: SandboxProcess,
        sender: Sender,
    ) -> None:
        await set_up(hass, cloud_entry(cloud, camera_subentry()))
        await scan(hass)
        (lookup,) = lookups_at(cloud)

        filename = f"1617_7M83K_{lookup.file_name}"
        echo = snapshot_payload(plate("ab12cde"), camera=None, filename=filename)

        assert await sender.send(echo) is Outcome.ECHO


class TestDoors:
    """A webhook is proof of coming only where the user says so."""

    @pytest.fixture
    def begun(self, hass: HomeAssistant) -> Events:
        begun: Events = async_capture_events(hass, EVENT_VISIT_STARTED)
        return begun

    async def test_a_webhook_proves_no_arrival(self, sender: Sender, begun: Events) -> None:
        await sender.send(stream_payload(plate("ef34ghj")))
        await sender.send(stream_payload(plate("ab12cde")))

        reasons = [(each.data["arrival"], each.data["arrival_reason"]) for each in begun]
        assert reasons == [(False, "webhook")] * 2

    @pytest.mark.parametrize("score", [0.8, 0.3])
    @pytest.mark.parametrize("is_other_camera", [False, True])
    async def test_a_webhook_does_not_make_sure_what_a_camera_has_seen_unsurely(
        self,
        hass: HomeAssistant,
        cloud: SandboxProcess,
        camera: FakeCamera,
        sender_to: SenderTo,
        begun: Events,
        *,
        is_other_camera: bool,
        score: float,
    ) -> None:
        cameras = [camera_subentry(place="Gate"), received_camera(place="Gate")]
        if not is_other_camera:
            cameras = [camera_subentry(place="Gate", webhook_camera=GATE)]
        sender = await sender_to(receiving(cloud, *cameras, GOLF))
        cloud.answer([])
        await scan(hass)
        camera.picture = jpeg(color="blue")
        cloud.answer([plate("ab12cde", score)])
        await scan(hass)

        await sender.send(stream_payload(plate("ab12cde")))

        assert begun
        assert not any(each.data["arrival"] for each in begun)

    @pytest.fixture
    async def believed(
        self, hass: HomeAssistant, sender_to: SenderTo, freezer: FrozenDateTimeFactory
    ) -> Sender:
        """Sends of a camera whose webhooks prove arrivals, and which began some time ago."""
        camera = received_camera(webhook_arrivals=True)
        sender = await sender_to(receiver_entry(camera, GOLF))
        await pass_minutes(hass, freezer, 11)
        return sender

    async def test_it_does_where_the_camera_is_set_so_but_for_the_first_minutes(
        self,
        hass: HomeAssistant,
        sender_to: SenderTo,
        begun: Events,
        freezer: FrozenDateTimeFactory,
    ) -> None:
        sender = await sender_to(receiver_entry(received_camera(webhook_arrivals=True), GOLF))
        other_box = {"box": box(400, 120, 480, 140)}

        for text in ("ef34ghj", "kl56mno"):
            await sender.send(stream_payload({**plate(text), **other_box}))
        await pass_minutes(hass, freezer, 11)
        await sender.send(stream_payload(plate("ab12cde")))

        reasons = [(each.data["arrival"], each.data["arrival_reason"]) for each in begun]
        assert reasons == [(False, "first_scan"), (False, "first_scan"), (True, "arrived")]

    async def test_one_that_is_not_sure_arrives_with_a_second_one_that_agrees(
        self, believed: Sender, begun: Events
    ) -> None:
        await believed.send(stream_payload(plate("ab12cde", 0.8)))
        await believed.send(stream_payload(plate("ab12cde", 0.81)))

        reasons = [each.data["arrival_reason"] for each in begun]
        assert reasons == ["not_sure", "arrived"]

    async def test_who_comes_back_to_where_it_stood_does_not_arrive(
        self, hass: HomeAssistant, believed: Sender, begun: Events, freezer: FrozenDateTimeFactory
    ) -> None:
        await believed.send(stream_payload(plate("ab12cde")))
        await pass_minutes(hass, freezer, 11)

        await believed.send(stream_payload(plate("ab12cde"), timestamp="2026-02-11T10:00:00Z"))

        assert [each.data["arrival_reason"] for each in begun] == ["arrived", "same_spot"]

    async def test_one_that_tells_of_too_many_says_of_nobody_that_it_has_left(
        self, believed: Sender, begun: Events, freezer: FrozenDateTimeFactory
    ) -> None:
        boxes = [box(600 + 110 * number, 30, 700 + 110 * number, 100) for number in range(20)]
        vans = [
            {"plate": None, "vehicle": {"type": "Van", "score": 0.8, "box": each, "props": {}}}
            for each in boxes
        ]
        mine = in_vehicle_mode(plate("ab12cde", vehicle=SEDAN))
        await believed.send(snapshot_payload(mine))
        for second in (20, 40):
            freezer.tick(timedelta(seconds=20))
            time = f"2026-02-11T09:14:{second}Z"
            await believed.send(snapshot_payload(*vans, mine, timestamp=time))
        await believed.send(snapshot_payload(mine, timestamp="2026-02-11T09:15:00Z"))

        assert [each.data["plate"] for each in begun].count("AB12CDE") == 1

    async def test_a_simulated_sighting_knows_that_too(
        self, hass: HomeAssistant, sender: Sender
    ) -> None:
        await sender.send(snapshot_payload())

        answer = await hass.services.async_call(
            "plate_recognizer",
            "simulate_sighting",
            {"camera": "Gate", "plate": "AB12CDE"},
            blocking=True,
            return_response=True,
        )

        assert answer is not None
        assert isinstance(answer["visit"], dict)
        assert answer["visit"]["arrival_reason"] == "webhook"


@pytest.mark.usefixtures("camera")
class TestACameraThatLooks:
    """What a sender says neither moves nor empties its spots, nor takes an arrival from it."""

    @pytest.fixture
    async def sender(
        self, hass: HomeAssistant, cloud: SandboxProcess, sender_to: SenderTo
    ) -> Sender:
        """Sends of a camera that has looked, and of another one at its place that can't look."""
        own = camera_subentry(place="Gate", webhook_camera=GATE, spacing=0)
        told = received_camera("Street", "street", place="Gate")
        sender = await sender_to(receiving(cloud, own, told, GOLF))
        cloud.answer([])
        await scan(hass)
        return sender

    @pytest.fixture
    def begun(self, hass: HomeAssistant) -> Events:
        begun: Events = async_capture_events(hass, EVENT_VISIT_STARTED)
        return begun

    async def test_nobody_has_left_whom_its_sender_does_not_see(
        self,
        hass: HomeAssistant,
        cloud: SandboxProcess,
        camera: FakeCamera,
        sender: Sender,
        begun: Events,
        freezer: FrozenDateTimeFactory,
    ) -> None:
        await comes(hass, cloud, camera, "blue")
        vehicle = {"type": "Van", "score": 0.8, "box": box(600, 30, 700, 100), "props": {}}
        for second in (20, 40):
            freezer.tick(timedelta(seconds=20))
            time = f"2026-02-11T09:14:{second}Z"
            await sender.send(snapshot_payload({"plate": None, "vehicle": vehicle}, timestamp=time))

        await comes(hass, cloud, camera, "red")

        golf = [each for each in begun if each.data["vehicle"] == "Golf"]
        assert [each.data["arrival"] for each in golf] == [True]

    @pytest.mark.parametrize("name", [GATE, "street"])
    async def test_who_was_told_of_a_moment_before_still_arrives(
        self,
        hass: HomeAssistant,
        cloud: SandboxProcess,
        camera: FakeCamera,
        sender: Sender,
        begun: Events,
        freezer: FrozenDateTimeFactory,
        *,
        name: str,
    ) -> None:
        await sender.send(stream_payload(plate("ab12cde", vehicle=SEDAN), camera=name))
        freezer.tick(timedelta(seconds=1))

        await comes(hass, cloud, camera, "blue")

        assert [each.data["arrival_reason"] for each in begun] == ["webhook", "arrived"]
        assert len({each.data["visit_id"] for each in begun}) == 1

    async def test_who_was_told_of_long_before_does_not(
        self,
        hass: HomeAssistant,
        cloud: SandboxProcess,
        camera: FakeCamera,
        sender: Sender,
        begun: Events,
        freezer: FrozenDateTimeFactory,
    ) -> None:
        await sender.send(stream_payload(plate("ab12cde", vehicle=SEDAN), camera="street"))
        freezer.tick(timedelta(seconds=90))

        await comes(hass, cloud, camera, "blue")

        assert [each.data["arrival_reason"] for each in begun] == ["webhook"]


async def comes(hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, color: str) -> None:
    """Have the Golf be on the camera's next picture, and scan that."""
    camera.picture = jpeg(color=color)
    cloud.answer([plate("ab12cde", vehicle=SEDAN)], times=2)
    await scan(hass)


async def pass_minutes(hass: HomeAssistant, freezer: FrozenDateTimeFactory, minutes: int) -> None:
    freezer.tick(timedelta(minutes=minutes))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()


async def test_a_visit_ends_when_nothing_more_is_heard_where_nobody_can_look(
    freezer: FrozenDateTimeFactory, hass: HomeAssistant, sender: Sender
) -> None:
    ended = async_capture_events(hass, EVENT_VISIT_ENDED)
    await sender.send(stream_payload(plate("ab12cde")))
    await pass_minutes(hass, freezer, 9)
    await sender.send(stream_payload(plate("ab12cde"), timestamp="2026-02-11T09:23:07Z"))

    await pass_minutes(hass, freezer, 9)
    assert state(hass, "binary_sensor.gate_occupied") == "on"
    await pass_minutes(hass, freezer, 2)

    assert state(hass, "binary_sensor.gate_occupied") == "off"
    assert [each.data["end_reason"] for each in ended] == ["timeout"]


async def test_stream_tells_of_one_vehicle_and_says_nothing_of_the_others(
    hass: HomeAssistant, sender: Sender, freezer: FrozenDateTimeFactory
) -> None:
    vehicle = {"type": "Van", "score": 0.8, "box": box(400, 30, 600, 200), "props": {}}
    await sender.send(stream_payload(plate("ab12cde")))
    for second in (20, 40):
        freezer.tick(timedelta(seconds=20))
        await sender.send(
            stream_payload(
                {"plate": None, "vehicle": vehicle}, timestamp=f"2026-02-11T09:14:{second}Z"
            )
        )

    assert state(hass, "binary_sensor.golf_present") == "on"


async def test_snapshot_in_vehicle_mode_sees_who_has_left(
    freezer: FrozenDateTimeFactory, hass: HomeAssistant, sender: Sender
) -> None:
    vehicle = {"type": "Van", "score": 0.8, "box": box(400, 30, 600, 200), "props": {}}
    await sender.send(snapshot_payload(plate("ab12cde")))
    for second in (20, 40):
        freezer.tick(timedelta(seconds=20))
        await sender.send(
            snapshot_payload(
                {"plate": None, "vehicle": vehicle}, timestamp=f"2026-02-11T09:14:{second}Z"
            )
        )

    assert state(hass, "binary_sensor.golf_present") == "off"
    assert state(hass, "binary_sensor.gate_occupied") == "on", "the van is there"


def receiving(
    cloud: SandboxProcess, *subentries: ConfigSubentryDataWithId, webhook: bool = True
) -> MockConfigEntry:
    """Return a cloud account that has a webhook and receives, or does no more."""
    entry = cloud_entry(cloud)
    return MockConfigEntry(
        domain=entry.domain,
        title=entry.title,
        data={**entry.data, "webhook_id": WEBHOOK_ID, "webhook_secret": SECRET},
        options={"webhook": webhook},
        subentries_data=subentries or [camera_subentry(webhook_camera=GATE)],
    )


async def test_a_camera_that_is_scanned_takes_webhooks_in_as_well(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, sender_to: SenderTo
) -> None:
    sender = await sender_to(receiving(cloud))
    seen = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])

    await scan(hass)
    await sender.send(stream_payload(plate("ab12cde"), image_width=3840, image_height=2160))

    assert [event.data["source"] for event in seen] == ["action", "webhook"]
    assert len({event.data["visit_id"] for event in seen}) == 1
    assert seen[1].data["camera_entity_id"] == "camera.driveway"


async def test_a_webhook_is_no_first_look_of_a_camera_that_looks_itself(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, sender_to: SenderTo
) -> None:
    sender = await sender_to(receiving(cloud, webhook=True))
    begun = async_capture_events(hass, EVENT_VISIT_STARTED)
    cloud.answer([plate("ab12cde")])

    await sender.send(snapshot_payload())
    await scan(hass)

    assert [event.data["arrival_reason"] for event in begun] == ["first_scan"]


async def test_an_account_that_does_not_receive_has_no_webhook(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, sender_to: SenderTo
) -> None:
    sender = await sender_to(receiving(cloud, webhook=False))
    seen = async_capture_events(hass, EVENT_SIGHTING)

    assert await sender.post(json.dumps(stream_payload(plate("ab12cde")))) == 200
    await hass.async_block_till_done()

    assert not seen
    assert not sender.inbox.outcomes
