"""A camera that is removed in the middle of its burst: nothing more is told of it, nor left of it.

Another camera beside it goes on.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
import json
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.plate_recognizer.account import Account
from custom_components.plate_recognizer.const import (
    EVENT_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from custom_components.plate_recognizer.decision_keeper import decision_journal
from custom_components.plate_recognizer.scanner import CameraScanner
from tests.integration.answers import plate
from tests.integration.conftest import CAMERA_SUBENTRY, camera_subentry, lookups_at, until
from tests.integration.fake_camera import FakeCamera, jpeg
from tests.integration.visits.driveway import SURE

from .breaking import LOOKUP
from .conftest import OpenHouse
from .house import KNOWN, House
from .table import RESULT, Row
from .test_bursts import MOTION, UNSURE
from .wire import says, waits_for

type UnderWay = Callable[[House], AbstractAsyncContextManager[None]]
"""Has a burst of the driveway's camera be under way for as long as its block takes."""

DOORBELL: Final = "binary_sensor.doorbell"
OF_BURSTS: Final[dict[str, Any]] = {"spacing": 0.2, "cooldown": 0, "frames": 5}
ANSWER: Final = json.dumps({"results": [plate(KNOWN.lower())]}).encode()


@pytest.fixture
async def house(open_house: OpenHouse) -> House:
    """A house whose driveway is looked at when something moves, and its entrance at the bell."""
    house = await open_house(triggers=[MOTION], **OF_BURSTS)
    camera = FakeCamera("Entrance")
    camera.is_restless = True
    await house.camera.platform.async_add_entities([camera])
    entrance = camera_subentry("Entrance", triggers=[DOORBELL], **OF_BURSTS)
    added = ConfigSubentry(
        data=MappingProxyType({**entrance["data"]}),
        subentry_id="01ENTRANCE0000000000000000",
        subentry_type=entrance["subentry_type"],
        title="Entrance",
        unique_id="camera:Entrance",
    )
    for trigger in (MOTION, DOORBELL):
        house.hass.states.async_set(trigger, "off")
    house.hass.config_entries.async_add_subentry(house.account, added)
    await settled(house)  # each camera has looked for the first time, at nothing
    house.sandbox.reset()
    return house


async def settled(house: House) -> None:
    """Wait until nothing is under way any more."""
    await house.hass.async_block_till_done(wait_background_tasks=True)


@asynccontextmanager
async def in_lookup(house: House) -> AsyncIterator[None]:
    """Have the driveway's burst be in its first lookup, which would open a door."""
    goes, asked = asyncio.Event(), len(house.outside.wire.asked)
    with house.outside.wire.meets(waits_for(goes, says(201, ANSWER)), LOOKUP, 1):
        house.hass.states.async_set(MOTION, "on")
        await until(lambda: len(house.outside.wire.asked) > asked)
        yield
        goes.set()
        await settled(house)


def in_picture(then: bytes | Exception) -> UnderWay:
    """Have the driveway's burst wait for its first picture, or for what comes instead."""

    @asynccontextmanager
    async def under_way(house: House) -> AsyncIterator[None]:
        house.camera.goes, asked = asyncio.Event(), house.camera.asked
        house.hass.states.async_set(MOTION, "on")
        await until(lambda: house.camera.asked > asked)
        yield
        house.camera.picture = then
        house.camera.goes.set()
        await settled(house)

    return under_way


def between_pictures(score: float) -> UnderWay:
    """Have the driveway's burst wait for its next picture: one was read, with this score."""

    @asynccontextmanager
    async def under_way(house: House) -> AsyncIterator[None]:
        house.sandbox.answer([plate(KNOWN.lower(), score)])
        assert house.decision() != "sighted"
        house.hass.states.async_set(MOTION, "on")
        await until(lambda: house.decision() == "sighted")
        yield
        await settled(house)

    return under_way


@pytest.mark.parametrize(
    ("when", "under_way"),
    [
        ("in a lookup of its burst", in_lookup),
        ("in a picture of its burst", in_picture(jpeg())),
        ("in a picture of its burst that fails", in_picture(RuntimeError("lens cap"))),
        ("between two pictures of its burst", between_pictures(UNSURE)),
        ("while its burst watches where somebody drives", between_pictures(SURE)),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
async def test_a_camera_that_is_removed_in_its_burst_is_gone_and_takes_nothing_from_another_one(
    house: House,
    when: str,
    under_way: UnderWay,
    record_property: Callable[[str, object], None],
) -> None:
    account: Account = house.account.runtime_data
    scanner = account.scanners[CAMERA_SUBENTRY]
    assert entities(house)

    async with under_way(house):
        assert scanner.is_busy, "a burst is under way"
        before, was_told = known_of(house), house.events()
        house.sandbox.answer([plate("xy98zzz", UNSURE)], times=9)
        house.hass.states.async_set(DOORBELL, "on")
        house.hass.config_entries.async_remove_subentry(house.account, CAMERA_SUBENTRY)

    told = {event: house.events()[event][len(was_told[event]) :] for event in was_told}
    seen = [event.data for event in told[EVENT_SIGHTING]]
    assert [(each["camera"], each["plate"], each["reads"]) for each in seen] == [
        ("Entrance", "XY98ZZZ", 2)
    ], "of the other one, once"
    assert [visit.data["camera"] for visit in told[EVENT_VISIT_STARTED]] == ["Entrance"]
    # Whom nobody can see any more is not known to be here.
    assert [visit.data["end_reason"] for visit in told[EVENT_VISIT_ENDED]] == ["timeout"] * len(
        was_told[EVENT_VISIT_STARTED]
    )
    assert known_of(house) == before, "no picture, no lookup and no decision more"
    await assert_gone(house, account, scanner)

    house.hass.states.async_set(DOORBELL, "off")
    house.sandbox.reset()
    house.sandbox.answer([plate("cd34efg")])
    house.hass.states.async_set(DOORBELL, "on")
    await settled(house)
    assert house.plates()[-2:] == ["XY98ZZZ", "CD34EFG"]
    assert not house.warnings()
    assert not house.tracebacks()
    row = Row("home", f"camera removed {when}", recovers="never, as was asked for; others go on")
    record_property(RESULT, [*row])


class KnownOf(NamedTuple):
    """What has come of the driveway's camera so far."""

    pictures: int
    """For which it was asked."""
    lookups: int
    """That have reached the server."""
    decisions: int


def known_of(house: House) -> KnownOf:
    """Return what has come of the driveway's camera so far."""
    fields = (lookup.fields for lookup in lookups_at(house.sandbox))
    entries = decision_journal(house.hass, house.account.entry_id).entries()
    return KnownOf(
        house.camera.asked,
        sum(each["camera_id"] == [CAMERA_SUBENTRY] for each in fields),
        sum(each.count for each in entries if each.camera.camera_id == CAMERA_SUBENTRY),
    )


async def assert_gone(house: House, account: Account, scanner: CameraScanner) -> None:
    """Make sure that nothing is left of the driveway's camera."""
    assert not scanner.is_busy
    assert not entities(house)
    assert not [state for state in house.hass.states.async_all() if "driveway_" in state.entity_id]
    devices = dr.async_entries_for_config_entry(dr.async_get(house.hass), house.account.entry_id)
    assert sorted(str(device.name) for device in devices) == ["Entrance", "Golf", "Snapshot Cloud"]
    for of_cameras in (account.scanners, account.cameras._scanning):
        assert [*of_cameras] == ["01ENTRANCE0000000000000000"]
    limiter = account.lookups._limiter
    assert (limiter._waiting, limiter._asking, limiter._choosing) == ([], {}, {})
    assert not [task for task in asyncio.all_tasks() if "Driveway" in task.get_name()]
    assert not house.issues()


def entities(house: House) -> list[str]:
    """Return the entities of the driveway's camera."""
    registered = er.async_get(house.hass).entities.values()
    return [each.entity_id for each in registered if each.config_subentry_id == CAMERA_SUBENTRY]
