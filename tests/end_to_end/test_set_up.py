"""Setting up in a real Home Assistant, over the same calls as the user interface makes."""

import pytest

from sandbox.demo.account import DemoAccount
from sandbox.home import Flow, FlowKind, Home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]


def test_the_dialog_goes_from_the_menu_over_token_and_recognition_to_the_cameras(
    home: Home, background: BackgroundLoop, sandbox: SandboxProcess
) -> None:
    async def steps() -> list[str | None]:
        flow = Flow(home.rest, FlowKind.ENTRY, "plate_recognizer")
        step = await flow.start()
        seen = [step.step_id]
        for fields in (
            {"next_step_id": "cloud"},
            {"token": "another", "advanced": {"url": sandbox.url}},
            {"regions": ["gb", "zz-anything"], "mmc": False, "engine": {}},
        ):
            step = await flow.answer(step, fields)
            seen.append(step.step_id)
        return seen

    sandbox.set_account(token="another")
    try:
        assert background.run(steps()) == ["user", "cloud", "recognition", "cameras"]
    finally:
        sandbox.reset()


def test_a_wrong_token_is_told_beside_its_field(
    home: Home, background: BackgroundLoop, sandbox: SandboxProcess
) -> None:
    async def refused() -> tuple[str | None, object]:
        flow = Flow(home.rest, FlowKind.ENTRY, "plate_recognizer")
        step = await flow.answer(await flow.start(), {"next_step_id": "cloud"})
        step = await flow.answer(step, {"token": "wrong", "advanced": {"url": sandbox.url}})
        return step.step_id, step.errors

    assert background.run(refused()) == ("cloud", {"token": "token_refused"})


def test_the_same_account_is_not_set_up_twice(
    home: Home, background: BackgroundLoop, account: DemoAccount, sandbox: SandboxProcess
) -> None:
    async def again() -> tuple[str, object]:
        flow = Flow(home.rest, FlowKind.ENTRY, "plate_recognizer")
        step = await flow.answer(await flow.start(), {"next_step_id": "cloud"})
        step = await flow.answer(step, {"token": sandbox.token, "advanced": {"url": sandbox.url}})
        return step.type, step.answer["reason"]

    assert background.run(again()) == ("abort", "already_configured")


def test_each_chosen_camera_becomes_a_device_with_entities_named_after_it(
    account: DemoAccount,
) -> None:
    ids = {camera.entity("sensor", "plate") for camera in account.cameras}

    assert ids == {"sensor.driveway_plate", "sensor.gate_plate", "sensor.street_plate"}
    for camera in account.cameras:
        assert len({entity.device_id for entity in camera.entities}) == 1


def test_the_account_shows_how_many_lookups_are_used(
    home: Home, background: BackgroundLoop, account: DemoAccount
) -> None:
    async def read() -> dict[str | None, str]:
        states = await home.rest.states()
        return {
            entity.translation_key: states[entity.entity_id].state
            for entity in account.entities
            if entity.domain == "sensor"
        }

    shown = background.run(read())

    assert shown["lookups_limit"] == "2500"
    assert int(shown["lookups_used"]) + int(shown["lookups_remaining"]) == 2500
