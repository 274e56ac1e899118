"""Sentences that a dialog puts together: in the language of this Home Assistant.

A dialog's own texts are translated where they are shown. What depends on what was found has to be
translated here, and is handed to them as a placeholder.
"""

from collections.abc import Mapping
import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:/@])")


async def async_sentence(
    hass: HomeAssistant, category: str, key: str, placeholders: Mapping[str, str]
) -> str:
    """Return a sentence of the translations as Markdown, with its braces filled in.

    Args:
        hass: whose language it is in.
        category: `common` or `exceptions`.
        key: within the category, such as `plate_small` or `camera_failed.message`.
        placeholders: for each name in braces the text that stands there, whoever it is from:
            Markdown shows it as it is.
    """
    texts = await async_get_translations(hass, hass.config.language, category, {DOMAIN})
    words = {name: plain(text) for name, text in placeholders.items()}
    return texts[f"component.{DOMAIN}.{category}.{key}"].format_map(words)


def alert(sentence: str, kind: str = "warning") -> str:
    """Return a sentence as a coloured box, which the frontend's Markdown knows."""
    return f'<ha-alert alert-type="{kind}">{sentence}</ha-alert>'


def plain(text: str) -> str:
    """Return text from outside so that Markdown shows it as it is, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
