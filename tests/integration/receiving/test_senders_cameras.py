"""Cameras that a sender names: taken in by the user, and set up without a picture."""

from homeassistant.config_entries import SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.receiving.inbox import Outcome
from custom_components.plate_recognizer.receiving.unknown_cameras import unknown_camera_issue_id
from sandbox.process import SandboxProcess
from tests.integration.answers import plate
from tests.integration.conftest import (
    CAMERA_SUBENTRY,
    EMPTY_CAMERA_FORM,
    camera_subentry,
    cloud_entry,
    set_up,
)

from .conftest import (
    SECRET,
    WEBHOOK_ID,
    Sender,
    SenderTo,
    received_camera,
    receiver_entry,
    stream_payload,
)


@pytest.fixture
async def sender(hass: HomeAssistant, sender_to: SenderTo) -> Sender:
    """Sends to an account that has no camera yet."""
    assert await async_setup_component(hass, "repairs", {})
    return await sender_to(receiver_entry())


def asked_of(hass: HomeAssistant) -> list[str]:
    """Return the names of the cameras that the user is asked about."""
    issues = ir.async_get(hass).issues.values()
    return [
        (each.translation_placeholders or {})["camera"]
        for each in issues
        if each.translation_key == "webhook_camera_unknown"
    ]


async def test_an_unknown_camera_is_adopted_in_the_ui(
    hass: HomeAssistant, sender: Sender, hass_client: ClientSessionGenerator
) -> None:
    payload = stream_payload(plate("ab12cde"), camera="North Gate")
    assert await sender.send(payload) is Outcome.UNKNOWN_CAMERA
    assert asked_of(hass) == ["North Gate"]
    issue_id = unknown_camera_issue_id(sender.account.entry_id, "North Gate")

    client = await hass_client()
    start = {"handler": "plate_recognizer", "issue_id": issue_id}
    flow = await (await client.post("/api/repairs/issues/fix", json=start)).json()
    assert flow["step_id"] == "adopt"
    url = f"/api/repairs/issues/fix/{flow['flow_id']}"
    answer = await client.post(url, json={"name": "Gate", "place": "Driveway"})
    assert (await answer.json())["type"] == "create_entry"
    await hass.async_block_till_done()

    (camera,) = sender.account.subentries.values()
    assert camera.title == "Gate"
    assert camera.data == {"webhook_camera": "North Gate", "name": "Gate", "place": "Driveway"}
    assert not asked_of(hass)
    assert await sender.send(payload) is Outcome.TAKEN_IN, "what came too early may come again"
    assert hass.states.get("sensor.gate_plate") is not None


async def test_a_camera_that_is_filled_in_elsewhere_is_asked_about_no_more(
    hass: HomeAssistant, sender: Sender
) -> None:
    await sender.send(stream_payload(camera="North Gate"))
    await sender.send(stream_payload(camera="Yard"))
    form = await add_camera(hass, sender.account)
    assert form["data_schema"] is not None
    (names,) = [
        selector.config["options"]
        for key, selector in form["data_schema"].schema.items()
        if key == "webhook_camera"
    ]
    assert names == ["North Gate", "Yard"]

    result = await fill_in(hass, form, webhook_camera="north gate ")

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "north gate"
    assert asked_of(hass) == ["Yard"]


async def test_a_sender_with_a_name_for_each_picture_asks_of_some_only(
    hass: HomeAssistant, sender: Sender
) -> None:
    await sender.send(stream_payload(camera="x" * 500))
    assert not asked_of(hass)

    for number in range(30):
        await sender.send(stream_payload(camera=f"picture {number}"))

    assert len(asked_of(hass)) == len(sender.inbox.unknown_names) == 20
    await sender.send(stream_payload(camera="picture 10"))
    await sender.send(stream_payload(camera="gate"))
    expected = [f"picture {number}" for number in (*range(12, 30), 10)]
    assert list(sender.inbox.unknown_names) == [*expected, "gate"]
    assert sorted(asked_of(hass)) == sorted(sender.inbox.unknown_names)


async def test_a_camera_is_added_once_by_two_dialogs(
    hass: HomeAssistant, sender: Sender, hass_client: ClientSessionGenerator
) -> None:
    await sender.send(stream_payload(camera="North Gate"))
    client = await hass_client()
    issue_id = unknown_camera_issue_id(sender.account.entry_id, "North Gate")
    start = {"handler": "plate_recognizer", "issue_id": issue_id}
    flows = [
        await (await client.post("/api/repairs/issues/fix", json=start)).json() for _ in range(2)
    ]

    answers = [
        await (
            await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={"name": "Gate"})
        ).json()
        for flow in flows
    ]

    assert answers[0]["type"] == "create_entry"
    assert answers[1]["errors"] == {"base": "webhook_camera_taken"}
    assert len(sender.account.subentries) == 1


async def test_a_removed_account_takes_what_it_asked_before_a_restart_with_it(
    hass: HomeAssistant, sender: Sender
) -> None:
    await sender.send(stream_payload(camera="North Gate"))
    sender.inbox.unknown_names.clear()  # as after a restart; the registry keeps who was ignored

    await hass.config_entries.async_remove(sender.account.entry_id)

    assert not ir.async_get(hass).issues


async def test_a_webhook_that_names_no_camera_is_nobodys(
    hass: HomeAssistant, sender: Sender
) -> None:
    assert await sender.send({"data": {"results": []}}) is Outcome.UNKNOWN_CAMERA
    assert not asked_of(hass)


async def test_an_account_that_is_gone_has_nothing_to_adopt(
    hass: HomeAssistant, sender: Sender, hass_client: ClientSessionGenerator
) -> None:
    await sender.send(stream_payload(camera="North Gate"))
    client = await hass_client()
    issue_id = unknown_camera_issue_id(sender.account.entry_id, "North Gate")
    start = {"handler": "plate_recognizer", "issue_id": issue_id}
    flow = await (await client.post("/api/repairs/issues/fix", json=start)).json()

    await hass.config_entries.async_remove(sender.account.entry_id)

    answer = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={"name": "Gate"})
    assert (await answer.json())["reason"] == "account_removed"


async def add_camera(hass: HomeAssistant, account: MockConfigEntry) -> SubentryFlowResult:
    return await hass.config_entries.subentries.async_init(
        (account.entry_id, "camera"), context={"source": SOURCE_USER}
    )


async def fill_in(
    hass: HomeAssistant, form: SubentryFlowResult, **fields: object
) -> SubentryFlowResult:
    result = await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"scores": {}, **fields}
    )
    await hass.async_block_till_done()
    return result


class TestAReceiversCamera:
    """It has no picture, so its form asks for none."""

    async def test_it_is_set_up_and_changed(self, hass: HomeAssistant, sender: Sender) -> None:
        form = await add_camera(hass, sender.account)
        assert form["step_id"] == "received"
        result = await fill_in(
            hass, form, webhook_camera="cam-1", place="Drive", webhook_arrivals=True
        )
        assert result["type"] is FlowResultType.CREATE_ENTRY
        (camera,) = sender.account.subentries.values()
        assert camera.data == {
            "webhook_camera": "cam-1",
            "webhook_arrivals": True,
            "webhook_timeout": 10,
            "name": "cam-1",
            "place": "Drive",
            "min_score": 0.7,
            "min_dscore": 0.3,
            "sure_score": 0.9,
        }

        form = await sender.account.start_subentry_reconfigure_flow(hass, camera.subentry_id)
        assert form["data_schema"] is not None
        shown = {
            str(key): (key.description or {}).get("suggested_value")
            for key in form["data_schema"].schema
        }
        assert shown == {
            "webhook_camera": "cam-1",
            "webhook_arrivals": True,
            "webhook_timeout": 10,
            "name": "cam-1",
            "place": "Drive",
            "scores": None,
        }
        result = await fill_in(hass, form, webhook_camera="cam-2", name="Gate", webhook_timeout=3)
        assert result["reason"] == "reconfigure_successful"
        assert sender.account.subentries[camera.subentry_id].title == "Gate"
        scanner = sender.account.runtime_data.scanners[camera.subentry_id]
        assert scanner.settings.webhook.camera == "cam-2"
        assert scanner.settings.webhook.timeout.total_seconds() == 180

    @pytest.mark.parametrize(
        ("name", "problem"),
        [(" ", "webhook_camera_missing"), ("GATE-CAM", "webhook_camera_taken")],
    )
    async def test_a_name_that_tells_nothing_is_refused(
        self, hass: HomeAssistant, name: str, problem: str
    ) -> None:
        account = await set_up(hass, receiver_entry(received_camera()))

        result = await fill_in(hass, await add_camera(hass, account), webhook_camera=name)

        assert result["errors"] == {"webhook_camera": problem}


class TestACameraOfAnAccountWithAnApi:
    """It may have a picture, a sender, or both."""

    async def test_it_needs_one_of_them(self, hass: HomeAssistant, cloud: SandboxProcess) -> None:
        account = await set_up(hass, cloud_entry(cloud))
        form = await add_camera(hass, account)

        result = await hass.config_entries.subentries.async_configure(
            form["flow_id"], EMPTY_CAMERA_FORM
        )
        assert result["errors"] == {"camera_entity_id": "nothing_to_read"}

        result = await hass.config_entries.subentries.async_configure(
            form["flow_id"], {**EMPTY_CAMERA_FORM, "webhook": {"webhook_camera": "cam-1"}}
        )
        await hass.async_block_till_done()
        assert result["type"] is FlowResultType.CREATE_ENTRY, "there is no picture to be tested"
        (camera,) = account.subentries.values()
        assert "camera_entity_id" not in camera.data
        assert camera.title == "cam-1"

    @pytest.mark.usefixtures("camera")
    async def test_a_name_that_another_camera_has_is_refused(
        self, hass: HomeAssistant, cloud: SandboxProcess
    ) -> None:
        account = await set_up(hass, cloud_entry(cloud, camera_subentry(webhook_camera="cam-1")))
        form = await add_camera(hass, account)

        result = await hass.config_entries.subentries.async_configure(
            form["flow_id"], {**EMPTY_CAMERA_FORM, "webhook": {"webhook_camera": "cam-1"}}
        )

        assert result["errors"] == {"webhook": "webhook_camera_taken"}

    @pytest.mark.usefixtures("camera")
    async def test_one_that_is_given_a_sender_is_asked_about_no_more(
        self, hass: HomeAssistant, cloud: SandboxProcess, sender_to: SenderTo
    ) -> None:
        entry = cloud_entry(cloud, camera_subentry())
        data = {**entry.data, "webhook_id": WEBHOOK_ID, "webhook_secret": SECRET}
        sender = await sender_to(
            MockConfigEntry(
                domain=entry.domain,
                data=data,
                options={"webhook": True},
                subentries_data=[camera_subentry()],
            )
        )
        payload = stream_payload(plate("ab12cde"))
        assert await sender.send(payload) is Outcome.UNKNOWN_CAMERA
        assert asked_of(hass) == ["gate-cam"]
        subentry = sender.account.subentries[CAMERA_SUBENTRY]
        told = {**subentry.data, "webhook_camera": "Gate-Cam"}

        hass.config_entries.async_update_subentry(sender.account, subentry, data=told)
        await hass.async_block_till_done()

        assert not asked_of(hass)
        assert await sender.send(payload) is Outcome.TAKEN_IN

    @pytest.mark.usefixtures("camera")
    async def test_one_that_loses_its_picture_loses_what_needs_it(
        self, hass: HomeAssistant, cloud: SandboxProcess
    ) -> None:
        account = await set_up(hass, cloud_entry(cloud, camera_subentry(webhook_camera="cam-1")))
        assert hass.states.get("button.driveway_scan") is not None

        subentry = account.subentries[CAMERA_SUBENTRY]
        data = {key: value for key, value in subentry.data.items() if key != "camera_entity_id"}
        hass.config_entries.async_update_subentry(account, subentry, data=data)
        await hass.async_block_till_done()

        registry = er.async_get(hass)
        for entity_id in (
            "button.driveway_scan",
            "switch.driveway_scanning",
            "sensor.driveway_lookup_duration",
        ):
            assert registry.async_get(entity_id) is None, entity_id
            assert hass.states.get(entity_id) is None, entity_id
        assert hass.states.get("sensor.driveway_plate") is not None
