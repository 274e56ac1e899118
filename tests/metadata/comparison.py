"""What a translation must have in common with the English texts."""

from collections import Counter
from collections.abc import Iterator, Mapping
import re
from typing import Any, Final

from .alike import ALIKE
from .translation_schema import placeholders

SAME_COUNT: Final = {
    "code": r"`[^`]*`",
    "links": r"!?\[|\]\([^)]*\)",
    "list items": r"(?m)^\s*(?:[-*+]|\d+\.) ",
    "paragraphs": r"\n\s*\n",
    "table cells": r"\|",
    "emphasis": r"\*",
}
"""Markdown: what has to be in both texts equally often, and the same."""

_ICU_QUOTE: Final = r"'(?=\{)|(?<=\})'"
"""A straight apostrophe beside a brace: the frontend takes it for a quotation mark."""
_STRAIGHT: Final = r"""['"]"""
_MENTIONED: Final = '(")'
"""The mark itself, where it is what a file has to have."""
UNUSUAL: Final = {
    "de": rf"{_STRAIGHT}|[”«»]",
    "fr": rf"{_STRAIGHT}|[„“”]|(?<!\xa0)[;?»%]|(?<!\xa0)!(?!\[)|«(?!\xa0)",
    "es": rf"{_STRAIGHT}|[„“”]",
    "nl": rf"{_STRAIGHT}|[„«»]",
}
"""Marks that the language doesn't write so."""


def flat(tree: Mapping[str, Any], *above: str) -> dict[str, str]:
    """Return the texts of a tree by their paths, in their order."""
    texts: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            texts |= flat(value, *above, key)
        else:
            texts[".".join((*above, key))] = value
    return texts


def faults(
    english: Mapping[str, Any], translation: Mapping[str, Any], language: str
) -> Iterator[str]:
    """Say what a translation hasn't got in common with the English texts, or got too much."""
    wanted, given = flat(english), flat(translation)
    yield from (f"{path} is missing" for path in wanted.keys() - given.keys())
    yield from (f"{path} isn't in English" for path in given.keys() - wanted.keys())
    if wanted.keys() == given.keys() and list(wanted) != list(given):
        first = next(one for one, other in zip(wanted, given, strict=True) if one != other)
        yield f"{first} stands in another place"
    for path in wanted.keys() & given.keys():
        for fault in _of_text(wanted[path], given[path], language):
            yield f"{path} {fault}"


def idle(english: Mapping[str, Any], translation: Mapping[str, Any], language: str) -> set[str]:
    """Return the texts that may be alike and aren't."""
    wanted, given = flat(english), flat(translation)
    return ALIKE[language] - {text for path, text in wanted.items() if given.get(path) == text}


def _of_text(english: str, text: str, language: str) -> Iterator[str]:
    if not text.strip():
        yield "is empty"
    if set(placeholders(english)) != set(placeholders(text)):
        yield "has other placeholders"
    for what, pattern in SAME_COUNT.items():
        if Counter(_marks(pattern, english)) != Counter(_marks(pattern, text)):
            yield f"has other {what}"
    if re.search(_ICU_QUOTE, text):
        yield "has a straight apostrophe beside braces"
    if re.search(UNUSUAL[language], text.replace(_MENTIONED, "")):
        yield "has marks that aren't written so"
    if text == english and text not in ALIKE[language] and _has_words(text):
        yield "is the same as in English"


def _marks(pattern: str, text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(pattern, text))


def _has_words(text: str) -> bool:
    """Say whether anything can be translated besides what stands in braces."""
    return re.search(r"[^\W\d_]", re.sub(r"\{\w*\}", "", text)) is not None
