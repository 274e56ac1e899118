"""What a dashboard is told of the accounts, at once and after each change."""

from typing import Any

from homeassistant.auth.permissions.const import CAT_ENTITIES
from homeassistant.auth.permissions.merge import merge_policies
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from sandbox.process import SandboxProcess

from ..answers import plate
from ..conftest import (
    CAMERA_SUBENTRY,
    add_cameras,
    camera_subentry,
    cloud_entry,
    scan,
    set_up,
    vehicle_subentry,
)
from .conftest import Look, Viewer

YARD = "01YARD00000000000000000000"


async def until(viewer: Viewer, is_so: Any) -> dict[str, Any]:  # noqa: ANN401 - a predicate
    """Return the next overview of which something is true."""
    while not is_so(overview := await viewer.overview()):
        pass
    return overview


def here(overview: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    return [
        (place["place"], visit["plate"], visit["status"])
        for account in overview["accounts"]
        for place in account["places"]
        for visit in place["here"]
    ]


async def test_an_overview_is_told_at_once(account: MockConfigEntry, owner: Viewer) -> None:
    await owner.ask("overview/subscribe")

    [told] = (await owner.overview())["accounts"]

    assert (told["title"], told["kind"], told["may_edit"]) == ("Snapshot Cloud", "cloud", True)
    assert told["places"] == [{"place": "Driveway", "here": []}]
    [camera] = told["cameras"]
    assert camera == {
        "subentry_id": CAMERA_SUBENTRY,
        "name": "Driveway",
        "place": "Driveway",
        "camera_entity_id": "camera.driveway",
        "scan_entity_id": "image_processing.driveway_plates",
        "button_entity_id": "button.driveway_scan",
        "picture_entity_id": "image.driveway_picture",
        "scanning": True,
        "decision": None,
    }


async def test_the_quota_is_told_with_what_is_left(account: MockConfigEntry, owner: Viewer) -> None:
    await owner.ask("overview/subscribe")

    quota = (await owner.overview())["accounts"][0]["quota"]

    assert quota["used"] + quota["left"] == quota["limit"] > 0
    assert quota["state"] == "fine"
    assert quota["resets_at"] is not None


async def test_who_comes_is_told_without_being_asked_for(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, owner: Viewer
) -> None:
    await owner.ask("overview/subscribe")
    assert here(await owner.overview()) == []
    cloud.answer([plate("xy98zzz")])

    await scan(hass)

    overview = await until(owner, here)
    assert here(overview) == [("Driveway", "XY98ZZZ", "stranger")]
    [visit] = overview["accounts"][0]["places"][0]["here"]
    assert visit["arrival_reason"] == "first_scan"
    overview = await until(owner, lambda each: each["accounts"][0]["cameras"][0]["decision"])
    assert overview["accounts"][0]["cameras"][0]["decision"]["reason"] == "sighted"


async def test_a_known_vehicle_is_told_by_its_name(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object, look: Look
) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE", may_open=True)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))
    owner = await look()
    cloud.answer([plate("ab12cde")])
    await scan(hass)

    await owner.ask("overview/subscribe")

    overview = await until(owner, here)
    [visit] = overview["accounts"][0]["places"][0]["here"]
    assert (visit["name"], visit["may_open"]) == ("Golf", True)
    assert visit["subentry_id"] == golf["subentry_id"]


async def test_where_strangers_are_masked_no_plate_of_theirs_is_told(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object, look: Look
) -> None:
    options = {"privacy": {"strangers": "masked"}}
    await set_up(hass, cloud_entry(cloud, camera_subentry(), options=options))
    owner = await look()
    cloud.answer([plate("xy98zzz")])
    await scan(hass)

    await owner.ask("overview/subscribe")

    overview = await until(owner, here)
    [visit] = overview["accounts"][0]["places"][0]["here"]
    assert visit["is_masked"]
    assert "XY98ZZZ" not in str(overview).upper()


async def test_a_switch_a_new_camera_and_a_reload_are_told(
    hass: HomeAssistant, account: MockConfigEntry, owner: Viewer
) -> None:
    await owner.ask("overview/subscribe")
    await owner.overview()

    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.driveway_scanning"}, blocking=True
    )
    await until(owner, lambda each: each["accounts"][0]["cameras"][0]["scanning"] is False)
    await hass.config_entries.async_unload(account.entry_id)
    await until(owner, lambda each: each["accounts"] == [])
    await hass.config_entries.async_setup(account.entry_id)

    assert await until(owner, lambda each: each["accounts"])


async def test_after_the_end_of_a_subscription_nobody_listens(
    hass: HomeAssistant, account: MockConfigEntry, owner: Viewer
) -> None:
    listeners = account.runtime_data.visits._state_listeners
    before = len(listeners)
    answer = await owner.ask("overview/subscribe")
    await owner.overview()
    assert len(listeners) == before + 1

    await owner.socket.send_json_auto_id(
        {"type": "unsubscribe_events", "subscription": answer["id"]}
    )

    assert (await owner.socket.receive_json())["success"]
    assert len(listeners) == before


async def test_a_guest_sees_the_cameras_that_are_shared_and_no_quota(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    look: Look,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    await add_cameras(hass, "Driveway", "Yard")
    await set_up(
        hass, cloud_entry(cloud, camera_subentry(), camera_subentry("Yard", subentry_id=YARD))
    )
    shared = {CAT_ENTITIES: {"entity_ids": {"image_processing.yard_plates": {"read": True}}}}
    hass_read_only_user.mock_policy(merge_policies([shared]))
    cloud.answer([plate("xy98zzz")])
    await scan(hass, "driveway")
    cloud.answer([plate("ab12cde")])
    await scan(hass, "yard")

    guest = await look(access_token=hass_read_only_access_token)
    await guest.ask("overview/subscribe")

    overview = await until(guest, here)
    [told] = overview["accounts"]
    [camera] = told["cameras"]
    assert camera["name"] == "Yard"
    assert camera["scan_entity_id"] is None, "they may look, and not scan"
    assert here(overview) == [("Yard", "AB12CDE", "stranger")]
    assert (told["may_edit"], told["quota"]) == (False, None)


async def test_a_guest_with_whom_nothing_is_shared_sees_nothing(
    hass: HomeAssistant,
    account: MockConfigEntry,
    look: Look,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    hass_read_only_user.mock_policy({})

    guest = await look(access_token=hass_read_only_access_token)
    await guest.ask("overview/subscribe")

    assert (await guest.overview())["accounts"] == []
