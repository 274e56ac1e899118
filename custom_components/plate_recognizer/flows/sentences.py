"""Sentences that a dialog puts together: in the language of this Home Assistant.

A dialog's own texts are translated where they are shown. What depends on what was found has to be
translated here, and is handed to them as a placeholder.
"""

from html import escape
import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:/@])")


async def async_sentence(
    hass: HomeAssistant, category: str, key: str, placeholders: dict[str, str]
) -> str:
    """Return a sentence of the translations, with what stands in its braces filled in.

    Args:
        hass: whose language it is in.
        category: `common` or `exceptions`.
        key: within the category, such as `plate_small` or `camera_failed.message`.
        placeholders: plain text for each name in braces.
    """
    texts = await async_get_translations(hass, hass.config.language, category, {DOMAIN})
    return texts[f"component.{DOMAIN}.{category}.{key}"].format_map(placeholders)


def alert(sentence: str, kind: str = "warning") -> str:
    """Return a sentence as a coloured box, which the frontend's Markdown knows."""
    return f'<ha-alert alert-type="{kind}">{escape(sentence)}</ha-alert>'


def plain(text: str) -> str:
    """Return text from outside so that Markdown shows it as it is, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
