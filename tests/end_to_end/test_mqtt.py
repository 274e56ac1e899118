"""A real Home Assistant publishes to a real Mosquitto who comes and goes.

One home for all of it: its tests are one story, in their order.
"""

from collections.abc import Iterator, Sequence
import json
from typing import Final

import pytest
import pytest_socket

from sandbox.driveway.scenes import BRITISH_CAR_ARRIVES, TWO_CARS
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .mqtt_broker import WITHOUT_MOSQUITTO, Broker, Listener, Message
from .mqtt_home import FLEETING, MqttHome

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.slow,
    pytest.mark.skipif(WITHOUT_MOSQUITTO is not None, reason=str(WITHOUT_MOSQUITTO)),
]

RESIDENT: Final = "LB21XKT"
STRANGERS: Final = {"KV19PNE", "FT482KX"}

SIGHTING, STARTED, ENDED, HERE = (
    "sighting/driveway",
    "visit/driveway/started",
    "visit/driveway/ended",
    "place/driveway/here",
)
NOBODY: Final = {"place": "Driveway", "occupied": False, "vehicles": []}
BEN: Final = {"place": "Driveway", "occupied": True, "vehicles": ["Ben's car"]}
SOMEBODY: Final = {"place": "Driveway", "occupied": True, "vehicles": []}


@pytest.fixture(scope="module")
def broker(sockets: None) -> Iterator[Broker]:
    pytest_socket.enable_socket()  # this comes before a test's own fixtures
    with Broker() as broker:
        yield broker


@pytest.fixture(scope="module")
def at(
    background: BackgroundLoop,
    broker: Broker,
    sandbox: SandboxProcess,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[MqttHome]:
    sandbox.reset()
    running = MqttHome.running(tmp_path_factory.mktemp("home"), broker, sandbox)
    at = background.run(running.__aenter__())
    yield at
    background.run(running.__aexit__(None, None, None))


@pytest.fixture
def listener(broker: Broker, at: MqttHome) -> Iterator[Listener]:
    with Listener(broker) as listener:
        yield listener


def on(heard: Sequence[Message], topic: str, prefix: str = "plate_recognizer") -> list[Message]:
    """Return what was heard on a topic, but for what was retained."""
    wanted = f"{prefix}/{topic}"
    return [each for each in heard if each.topic == wanted and not each.is_retained]


def says(heard: Sequence[Message], who: object) -> bool:
    """Tell whether the last word was that this is who is here."""
    return [each.payload for each in on(heard, HERE)][-1:] == [who]


def retained_at(broker: Broker) -> list[Message]:
    """Return what somebody is told who only begins to listen now."""
    with Listener(broker) as latecomer:
        return latecomer.retained()


def here(said: object) -> list[Message]:
    return [Message(f"plate_recognizer/{HERE}", said, is_retained=True)]


def test_run_by_hand_it_says_that_nobody_is_here(
    background: BackgroundLoop, broker: Broker, at: MqttHome, listener: Listener
) -> None:
    background.run(at.run_by_hand())
    heard = listener.until(lambda heard: bool(on(heard, HERE)))

    assert on(heard, HERE)[-1].payload == NOBODY
    assert retained_at(broker) == here(NOBODY)


def test_a_resident_who_comes_is_sighted_visits_and_is_retained_as_here(
    background: BackgroundLoop, broker: Broker, at: MqttHome, listener: Listener
) -> None:
    background.run(at.show(BRITISH_CAR_ARRIVES))
    heard = listener.until(lambda heard: bool(on(heard, STARTED)) and says(heard, BEN))

    [seen] = on(heard, SIGHTING)
    [begun] = on(heard, STARTED)
    for told in (seen.payload, begun.payload):
        assert (told["plate"], told["vehicle"], told["status"]) == (RESIDENT, "Ben's car", "known")
    assert seen.payload["visit_id"] == begun.payload["visit_id"]
    assert (begun.payload["arrival"], begun.payload["ended_at"]) == (True, None)
    assert heard.index(seen) < heard.index(begun) < heard.index(on(heard, HERE)[-1])
    assert retained_at(broker) == here(BEN)


def test_when_the_resident_has_left_the_visit_has_ended_and_nobody_is_retained(
    background: BackgroundLoop, broker: Broker, at: MqttHome, listener: Listener
) -> None:
    background.run(at.show_that_all_have_left())
    heard = listener.until(lambda heard: bool(on(heard, ENDED)) and says(heard, NOBODY))

    [ended] = on(heard, ENDED)
    assert (ended.payload["plate"], ended.payload["end_reason"]) == (RESIDENT, "left")
    assert ended.payload["duration"] > 0
    assert retained_at(broker) == here(NOBODY)


def test_of_strangers_all_is_told_but_the_plates(
    background: BackgroundLoop, broker: Broker, at: MqttHome, listener: Listener
) -> None:
    background.run(at.show(TWO_CARS))
    heard = listener.until(lambda heard: len(on(heard, STARTED)) == 2 and says(heard, SOMEBODY))

    for topic in (SIGHTING, STARTED):
        told = [each.payload for each in on(heard, topic)]
        assert [(each["status"], each["plate"]) for each in told] == [("stranger", None)] * 2
        assert all(each["place"] == "Driveway" and each["visit_id"] for each in told)
    everything = json.dumps([*listener.heard(), *listener.heard(FLEETING)]).upper()
    assert [plate for plate in STRANGERS if plate in everything] == []
    assert retained_at(broker) == here(SOMEBODY)


def test_the_plates_of_strangers_are_told_to_who_asks_for_them(
    background: BackgroundLoop, broker: Broker, at: MqttHome, listener: Listener
) -> None:
    background.run(at.automate("publish", strangers_plates=True))
    background.run(at.show(TWO_CARS))
    heard = listener.until(lambda heard: len(on(heard, SIGHTING)) == 2)

    assert {each.payload["plate"] for each in on(heard, SIGHTING)} == STRANGERS


def test_what_a_broker_has_forgotten_is_said_again_as_soon_as_it_is_back(
    background: BackgroundLoop, broker: Broker, at: MqttHome
) -> None:
    assert retained_at(broker) == here(SOMEBODY)
    broker.stop()
    broker.start()
    assert retained_at(broker) == []

    with Listener(broker) as listener:
        listener.until_topics(HERE)

    assert retained_at(broker) == here(SOMEBODY)


def test_what_happens_while_the_broker_is_away_is_told_when_it_is_back_and_so_is_the_next_visit(
    background: BackgroundLoop, broker: Broker, at: MqttHome, listener: Listener
) -> None:
    background.run(at.show_that_all_have_left())
    assert len(on(listener.until(lambda heard: len(on(heard, ENDED)) == 2), ENDED)) == 2

    broker.stop()
    try:
        background.run(at.show(BRITISH_CAR_ARRIVES))
        background.run(at.until_tried_in_vain())
    finally:
        broker.start()
    with Listener(broker) as back:  # earlier than Home Assistant
        heard = back.until(lambda heard: bool(on(heard, STARTED)) and says(heard, BEN))
        assert [each.payload["plate"] for each in on(heard, SIGHTING)] == [RESIDENT]
        assert [each.payload["plate"] for each in on(heard, STARTED)] == [RESIDENT]
        assert retained_at(broker) == here(BEN)
        assert back.heard(FLEETING) == [], "at most once means that it is lost"

        background.run(at.show_that_all_have_left())
        back.until(lambda heard: bool(on(heard, ENDED)))
        background.run(at.show(TWO_CARS))
        heard = back.until(lambda heard: len(on(heard, STARTED)) == 3)

    assert {each.payload["plate"] for each in on(heard, STARTED)} == {RESIDENT, *STRANGERS}
    assert back.heard(FLEETING), "it goes on, too"
