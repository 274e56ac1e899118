"""Texts that would be a command somewhere: in SQL, in a template, in Markdown, in a path."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.template import Template
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from sandbox.process import SandboxProcess
from tests.integration.action import act
from tests.integration.answers import plate
from tests.integration.camera_dialog import read, tested, words
from tests.integration.conftest import choose, scan
from tests.integration.fake_camera import FakeCamera

SQL = ("' OR '1'='1", "x'; DROP TABLE sightings; --", '" OR 1=1 --', "%", "_______")


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("field", ["plate", "place"])
async def test_nothing_is_found_or_deleted_by_a_piece_of_sql(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera, field: str
) -> None:
    cloud.answer([plate("xy98zzz")])
    await scan(hass)

    for text in SQL:
        if field == "place" or any(map(str.isalnum, text)):
            assert (await act(hass, "get_sightings", **{field: text}))["sightings"] == []

    assert len((await act(hass, "get_sightings"))["sightings"]) == 1


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("text", ["{{ 7 * 6 }}", "{% for i in range(9) %}"])
async def test_a_plate_that_is_a_template_stays_what_it_is(
    hass: HomeAssistant, cloud: SandboxProcess, text: str
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate(text)])
    await scan(hass)
    (event,) = events

    message = Template("A stranger: {{ data.plate }}", hass)

    said = message.async_render({"data": event.data}, parse_result=False)
    assert said == f"A stranger: {text.upper()}"


async def test_a_plate_is_no_link_and_no_picture_in_the_test_of_a_camera(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    text = "![](//EVIL.EXAMPLE)<IMG SRC=X>"
    cloud.answer([plate(text)])

    shown = words(await choose(hass, await tested(hass, account), "lookup"))["rows"]

    assert text in read(shown)
    assert "![" not in shown
    assert "](" not in shown
