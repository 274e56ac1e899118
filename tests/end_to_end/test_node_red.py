"""The flows of `examples/node-red`, in a real Node-RED, at the gate of a real Home Assistant."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
import re
from typing import Final
from urllib.request import Request, urlopen

import pytest
import pytest_socket

from sandbox.driveway.stories import A_DAY_AT_THE_GATE as STORY
from sandbox.home import JsonObject
from sandbox.process import SandboxProcess
from tests.node_red_examples import example, examples

from .background import BackgroundLoop
from .conftest import TOKEN
from .gate_watch import Act
from .node_red_home import NodeRedHome, node_red_home
from .node_red_process import NPM, WITHOUT_NPM, install

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.slow,
    pytest.mark.skipif(NPM is None, reason=WITHOUT_NPM),
]

type Part = Callable[[NodeRedHome], Awaitable[None]]

RESIDENT, _, PARCEL_VAN, RESIDENT_AGAIN, _, STRANGER, LOOKALIKE, _, _, RESIDENT_NEXT_DAY = (
    STORY.visits
)

MINUTE: Final = 60


async def somebody_asks(at: NodeRedHome) -> None:
    (button,) = (node for node in example("ask_for_recognition") if node["type"] == "inject")
    await at.ask(button["id"])


async def nobody_is_there_when_somebody_asks(at: NodeRedHome) -> None:
    await somebody_asks(at)


async def the_resident_comes(at: NodeRedHome) -> None:
    await at.watch.come(RESIDENT, "KV19PNE")


async def the_flows_are_deployed_anew(at: NodeRedHome) -> None:
    await at.deploy()


async def the_resident_is_sighted_again(at: NodeRedHome) -> None:
    await at.watch.scan()


async def the_resident_is_there_when_somebody_asks(at: NodeRedHome) -> None:
    await somebody_asks(at)


async def the_parcel_van_comes(at: NodeRedHome) -> None:
    await at.watch.come(PARCEL_VAN, "HN7425P")


async def the_resident_leaves(at: NodeRedHome) -> None:
    await at.watch.look(PARCEL_VAN.leaves + MINUTE)
    await at.watch.look(RESIDENT.departs - 1, RESIDENT.departs + 1.5)
    await at.watch.until_left("KV19PNE", RESIDENT.leaves)


async def the_resident_comes_again(at: NodeRedHome) -> None:
    await at.watch.come(RESIDENT_AGAIN, "KV19PNE")


async def a_stranger_comes(at: NodeRedHome) -> None:
    await at.watch.look(RESIDENT_AGAIN.departs + 1.5)
    await at.watch.until_left("KV19PNE", RESIDENT_AGAIN.leaves)
    await at.watch.come(STRANGER, "8KPR429")


async def the_stranger_is_there_when_somebody_asks(at: NodeRedHome) -> None:
    await somebody_asks(at)


async def a_lookalike_of_another_resident_comes(at: NodeRedHome) -> None:
    await at.watch.look(STRANGER.leaves)
    await at.watch.come(LOOKALIKE, "L821XKT")


async def the_resident_stands_there_when_the_camera_begins_to_look(at: NodeRedHome) -> None:
    await at.watch.look(LOOKALIKE.leaves)
    gate = at.watch.at
    disable = partial(
        at.home.socket.command, "config_entries/disable", dict, entry_id=gate.entry_id
    )
    await disable(disabled_by="user")
    gate.camera.camera.driveway.put(STORY.at(RESIDENT_NEXT_DAY.parks + 1).to_jpeg())
    await disable(disabled_by=None)
    await at.watch.until_begun("KV19PNE")


async def an_arrival_is_heard_of_too_late(at: NodeRedHome) -> None:
    await at.deploy()
    await at.begin_visit(minutes_ago=4)


async def one_is_not_surely_read(at: NodeRedHome) -> None:
    await at.begin_visit(sure=False)


async def one_is_known_and_not_valid(at: NodeRedHome) -> None:
    await at.begin_visit(status="expired")


async def two_arrive_at_once(at: NodeRedHome) -> None:
    await asyncio.gather(at.begin_visit(), at.begin_visit())


async def one_arrives_while_the_gate_is_open(at: NodeRedHome) -> None:
    await at.deploy()
    await at.home.rest.act("input_boolean.turn_on", entity_id="input_boolean.gate_is_open")
    await at.begin_visit()


async def a_stranger_is_surely_read_at_last(at: NodeRedHome) -> None:
    stranger: JsonObject = {"status": "stranger", "may_open": None, "color": "white"}
    await at.begin_visit(**stranger, arrival=False, arrival_reason="not_sure", sure=False)
    await at.begin_visit(**stranger)


async def a_stranger_has_stood_there_before(at: NodeRedHome) -> None:
    await at.begin_visit(status="stranger", arrival=False, arrival_reason="first_scan")


DAY: Final[tuple[Part, ...]] = (
    nobody_is_there_when_somebody_asks,
    the_resident_comes,
    the_flows_are_deployed_anew,
    the_resident_is_sighted_again,
    the_resident_is_there_when_somebody_asks,
    the_parcel_van_comes,
    the_resident_leaves,
    the_resident_comes_again,
    a_stranger_comes,
    the_stranger_is_there_when_somebody_asks,
    a_lookalike_of_another_resident_comes,
    the_resident_stands_there_when_the_camera_begins_to_look,
    an_arrival_is_heard_of_too_late,
    one_is_not_surely_read,
    one_is_known_and_not_valid,
    two_arrive_at_once,
    one_arrives_while_the_gate_is_open,
    a_stranger_is_surely_read_at_last,
    a_stranger_has_stood_there_before,
)


@dataclass(frozen=True, slots=True)
class Day:
    """What was done in each part of the day, and what is left to ask at its end."""

    acts: Mapping[Part, Act]
    at: NodeRedHome
    deployed: Mapping[str, JsonObject]
    """The nodes that run, by their ids."""

    def __getitem__(self, part: Part) -> Act:
        return self.acts[part]


@pytest.fixture(scope="module")
def day(background: BackgroundLoop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    pytest_socket.enable_socket()  # the session's own fixture does it once, for the session's home
    installed = install()
    with SandboxProcess("cloud", token=TOKEN, rate=None) as sandbox:
        starting = node_red_home(tmp_path_factory.mktemp("day"), installed, sandbox, STORY)
        at = background.run(starting.__aenter__())
        try:
            acts = {part: background.run(_act(at, part)) for part in DAY}
            nodes = background.run(at.node_red.flows())
            yield Day(acts, at, {node["id"]: node for node in nodes})
        finally:
            background.run(starting.__aexit__(None, None, None))


async def _act(at: NodeRedHome, part: Part) -> Act:
    async def play_until_heard(_: object) -> None:
        await part(at)
        await at.until_heard()

    return await at.watch.act(play_until_heard)


def test_what_runs_is_what_users_import(day: Day) -> None:
    for node_id, node in examples().items():
        assert day.deployed[node_id] == node


def test_the_gate_opens_for_a_resident_who_comes(day: Day) -> None:
    act = day[the_resident_comes]

    assert act.came == [("KV19PNE", "arrived")]
    assert (act.openings, act.gate) == (1, "open")
    assert act.notifications == []


def test_the_gate_stays_shut_when_flows_are_deployed_while_a_resident_is_here(day: Day) -> None:
    act = day[the_flows_are_deployed_anew]

    assert (act.openings, act.gate) == (0, "closed")


def test_the_gate_stays_shut_for_one_who_is_here_and_is_sighted_again(day: Day) -> None:
    act = day[the_resident_is_sighted_again]

    assert act.sighted == [("KV19PNE", "known")]
    assert (act.openings, act.gate) == (0, "closed")


def test_asking_shows_who_is_there(day: Day) -> None:
    assert day.at.shown == ["Nobody", "Anna's car (KV19PNE)", "8KPR429"]


def test_asking_costs_one_lookup_and_does_nothing_else(day: Day) -> None:
    act = day[the_resident_is_there_when_somebody_asks]

    assert act.lookups == 1
    assert (act.sighted, act.begun, act.openings, act.notifications) == ([], [], 0, [])


def test_the_gate_stays_shut_for_one_who_is_known_and_may_not_open(day: Day) -> None:
    act = day[the_parcel_van_comes]

    assert act.came == [("HN7425P", "arrived")]
    assert (act.begun[0]["status"], act.begun[0]["may_open"]) == ("known", False)
    assert (act.openings, act.gate) == (0, "closed")
    assert act.notifications == []


def test_the_gate_stays_shut_for_one_who_leaves(day: Day) -> None:
    act = day[the_resident_leaves]

    assert act.ended["KV19PNE"] == "left"
    assert (act.openings, act.gate) == (0, "closed")


def test_the_gate_opens_again_for_one_who_has_left_and_comes_again(day: Day) -> None:
    act = day[the_resident_comes_again]

    assert act.came == [("KV19PNE", "arrived")]
    assert (act.openings, act.gate) == (1, "open")


def test_the_phone_is_told_the_plate_of_a_stranger_and_the_gate_stays_shut(day: Day) -> None:
    act = day[a_stranger_comes]

    assert act.came == [("8KPR429", "arrived")]
    assert act.messages == [("A stranger", "A stranger has arrived at Gate (8KPR429)")]
    assert (act.openings, act.gate) == (0, "closed")


def test_the_notification_of_a_stranger_leads_to_its_picture(day: Day) -> None:
    (notification,) = day[a_stranger_comes].notifications
    home = day.at.home
    request = Request(  # noqa: S310 - http, on this machine
        home.url + notification["data"]["image"], headers={"Authorization": f"Bearer {home.token}"}
    )

    with urlopen(request, timeout=30) as answer:  # noqa: S310 - the same
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.read().startswith(b"\xff\xd8")


def test_one_who_resembles_a_resident_is_a_stranger_to_the_gate_and_to_the_phone(day: Day) -> None:
    act = day[a_lookalike_of_another_resident_comes]

    assert act.came == [("L821XKT", "arrived")]
    assert act.begun[0]["resembles"]["match"] == "lookalike"
    assert [message for _, message in act.messages] == ["A stranger has arrived at Gate (L821XKT)"]
    assert (act.openings, act.gate) == (0, "closed")


def test_the_gate_stays_shut_for_one_who_may_have_stood_there_before(day: Day) -> None:
    act = day[the_resident_stands_there_when_the_camera_begins_to_look]

    assert act.came == [("KV19PNE", "first_scan")]
    assert (act.begun[0]["status"], act.begun[0]["may_open"]) == ("known", True)
    assert (act.openings, act.gate) == (0, "closed")


def test_the_gate_stays_shut_for_an_arrival_that_is_heard_of_too_late(day: Day) -> None:
    act = day[an_arrival_is_heard_of_too_late]

    assert (act.openings, act.gate) == (0, "closed")


def test_the_gate_stays_shut_for_a_plate_that_was_not_surely_read(day: Day) -> None:
    act = day[one_is_not_surely_read]

    assert (act.openings, act.gate) == (0, "closed")


def test_the_gate_stays_shut_for_one_who_is_known_and_not_valid_now(day: Day) -> None:
    act = day[one_is_known_and_not_valid]

    assert (act.openings, act.gate) == (0, "closed")


def test_the_gate_opens_once_for_two_who_arrive_at_once(day: Day) -> None:
    act = day[two_arrive_at_once]

    assert len(act.begun) == 2
    assert (act.openings, act.gate) == (1, "open")


def test_an_open_gate_is_not_asked_to_open(day: Day) -> None:
    act = day[one_arrives_while_the_gate_is_open]

    assert (act.openings, act.gate) == (0, "open")


def test_a_stranger_who_is_surely_read_at_last_replaces_the_notification(day: Day) -> None:
    act = day[a_stranger_is_surely_read_at_last]

    assert [message for _, message in act.messages] == [
        "A stranger was seen at Gate (KV19PNE, white)",
        "A stranger has arrived at Gate (KV19PNE, white)",
    ]
    assert {each["data"]["tag"] for each in act.notifications} == {"plate_recognizer_01VISIT"}


def test_the_phone_is_not_told_of_a_stranger_who_has_stood_there_before(day: Day) -> None:
    assert day[a_stranger_has_stood_there_before].notifications == []


def test_nobody_complains_in_the_logs(day: Day) -> None:
    assert [line for act in day.acts.values() for line in act.complaints] == []
    assert re.findall(r".*(?:\[error\]|\[warn\] \[).*", day.at.node_red.log()) == []
