"""The font that comes with the integration is there, with its licence and how it was made."""

from .files import INTEGRATION

FONTS = INTEGRATION / "fonts"


def test_the_font_stands_beside_its_licence_and_its_making() -> None:
    assert {path.name for path in FONTS.iterdir()} == {
        "DejaVuSans-Bold.ttf",
        "LICENSE",
        "README.md",
    }
    licence = (FONTS / "LICENSE").read_text()
    assert "Bitstream Vera Fonts Copyright" in licence
    assert "Arev Fonts Copyright" in licence


def test_the_font_is_not_larger_than_it_has_to_be() -> None:
    assert (FONTS / "DejaVuSans-Bold.ttf").stat().st_size < 250_000
