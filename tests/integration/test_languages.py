"""In every language: Home Assistant serves its texts, and what we compose is in the home's own."""

# ruff: noqa: RUF001 - French and Dutch write such an apostrophe

import json
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import media_source
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

import custom_components.plate_recognizer as integration
from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess
from tests.metadata.comparison import flat
from tests.migration.old_texts import FULL

from .action import act
from .answers import box, plate
from .camera_dialog import read, tested, words
from .conftest import choose, scan
from .fake_camera import FakeCamera

TEXTS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text())
    for path in sorted((Path(integration.__file__).parent / "translations").glob("*.json"))
}
LANGUAGES = sorted(TEXTS.keys() - {"en"})


@pytest.fixture(autouse=True)
async def _noon(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-07-01T12:00:00+00:00")


@pytest.mark.parametrize("category", TEXTS["en"])
async def test_home_assistant_serves_every_text_of_every_language(
    hass: HomeAssistant, category: str
) -> None:
    for language, texts in TEXTS.items():
        served = await async_get_translations(hass, language, category, {DOMAIN})

        prefix = f"component.{DOMAIN}.{category}"
        assert served == {f"{prefix}.{path}": text for path, text in flat(texts[category]).items()}


@pytest.mark.parametrize(
    ("language", "summary", "meanings"),
    [
        (
            "de",
            (
                "Zwischen 12:00 und 12:02: Driveway hat 3 Bilder aufgenommen: 2 ohne Fahrzeug; 1 "
                "mit Fahrzeugen. Driveway hat einmal kein Bild aufgenommen: die Kamera lieferte "
                "keines (1). Wer gesehen wurde, meldet die Aktion „Sichtungen abrufen“."
            ),
            ("Driveway lieferte kein Bild.", "Falls eines da war: War das Kennzeichen mindestens"),
        ),
        (
            "fr",
            (
                "Période examinée\xa0: de 12:00 à 12:02. La caméra Driveway a pris 3 images\xa0: "
                "aucun véhicule visible (2)\xa0; véhicules visibles (1). Une fois, la caméra "
                "Driveway n’a pas pris d’image\xa0: la caméra n’en a pas fourni (1). L’action "
                "«\xa0Obtenir les observations\xa0» dit qui a été vu."
            ),
            ("La caméra Driveway n’a pas fourni d’image.", "au moins 25 pixels de haut"),
        ),
        (
            "es",
            (
                "Entre 12:00 y 12:02: Driveway tomó 3 imágenes: 2 sin ningún vehículo; 1 con "
                "vehículos. Driveway no tomó ninguna imagen una vez: la cámara no dio ninguna (1). "
                "La acción «Obtener avistamientos» dice a quién se vio."
            ),
            ("Driveway no ha dado ninguna imagen.", "al menos 25 píxeles de alto"),
        ),
        (
            "nl",
            (
                "Tussen 12:00 en 12:02: Driveway heeft 3 foto’s gemaakt: 2 zonder voertuig; 1 met "
                "voertuigen. Driveway heeft één keer geen foto gemaakt: de camera gaf er geen (1). "
                "De actie “Waarnemingen opvragen” meldt wie er is gezien."
            ),
            ("Driveway gaf geen foto.", "minstens 25 pixels hoog"),
        ),
    ],
)
async def test_why_nothing_was_recognised_is_told_in_the_homes_language(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    language: str,
    summary: str,
    meanings: tuple[str, str],
) -> None:
    hass.config.language = language
    cloud.answer([plate("ab12cde")])
    for clock in ("12:00", "12:01", "12:02"):
        freezer.move_to(f"2026-07-01T{clock}:00+00:00")
        await scan(hass)
    camera.picture = RuntimeError("lens cap")
    await scan(hass)

    answer = await act(hass, "get_decisions", since="2026-07-01T12:00:00+00:00")

    assert answer["summary"] == summary
    for meaning, entry in zip(meanings, answer["decisions"], strict=False):
        assert meaning in entry["meaning"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_a_dialog_found_is_told_in_the_homes_language(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, language: str
) -> None:
    hass.config.language = language
    cloud.answer([{**plate("ab12cde", 0.5), "box": box(20, 50, 80, 66)}])

    notes = read(words(await choose(hass, await tested(hass, account), "lookup"))["notes"])

    common = TEXTS[language]["common"]
    assert common["plate_small"].format(plate="AB12CDE", height="16", least="25") in notes
    assert common["plate_unsure"].format(plate="AB12CDE", score="0.50", min_score="0.7") in notes
    assert TEXTS["en"]["common"]["plate_small"].partition("; ")[2] not in notes


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_migration_is_proposed_in_the_homes_language(
    hass: HomeAssistant, account: MockConfigEntry, language: str
) -> None:
    hass.config.language = language

    answer = await act(hass, "propose_migration", yaml=FULL)

    common = TEXTS[language]["common"]
    assert common["move_recognition"].format(number="1") in answer["steps"]
    assert common["move_vehicles"] in answer["steps"]
    assert answer["steps"][-1] == common["move_end"]
    assert answer["not_taken_over"][0]["instead"] == common["old_key_pictures"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_shelves_of_the_media_browser_are_named_in_the_homes_language(
    hass: HomeAssistant, account: MockConfigEntry, language: str
) -> None:
    assert await async_setup_component(hass, media_source.DOMAIN, {})
    hass.config.language = language

    shelf = await media_source.async_browse_media(hass, f"media-source://{DOMAIN}")

    common = TEXTS[language]["common"]
    shelves = {each["title"] for each in shelf.as_dict()["children"]}
    assert shelves <= set(common.values())
    assert shelves.isdisjoint(TEXTS["en"]["common"].values())
