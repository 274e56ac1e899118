"""Reading YAML that somebody pasted: as texts, lists and mappings, and nothing that it asks for.

Nothing is constructed, included or looked up: the text is taken apart into what stands in it. So a
plate such as `0123` stays what was typed, where YAML would make a number of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

MOST_CHARACTERS: Final = 50_000
"""Of the text: several times what a whole configuration.yaml has as a rule."""

_DEEPEST: Final = 20
_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_NO_TAG: Final = "!"

_KEPT_APART: Final = "!secret"
"""What Home Assistant writes before a name in secrets.yaml."""


class OldYamlError(Exception):
    """A text in which nothing of the older integration can be read.

    `slug` names the problem for translations: `old_yaml_too_long` (most), `old_yaml_unreadable`
    (line), `old_yaml_no_characters`, `old_yaml_too_deep` (line), `old_yaml_alias` (line),
    `old_yaml_included` (key), `old_yaml_no_mapping` or `old_yaml_nothing_old`. `placeholders`
    holds what stands in the brackets: never anything from the text that could be a token.
    """

    def __init__(self, slug: str, **placeholders: str) -> None:
        super().__init__(slug)
        self.slug = slug
        self.placeholders = placeholders


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A value that the text only refers to, such as `!secret plate_token`."""

    tag: str
    name: str = field(repr=False)

    @property
    def is_secret(self) -> bool:
        """Whether it stands in secrets.yaml."""
        return self.tag == _KEPT_APART


type Value = str | Elsewhere | list[Value] | dict[str, Value] | None


def parse_old_yaml(text: str) -> Value:
    """Take YAML apart. Numbers and booleans stay the texts that they are written as.

    Raises:
        OldYamlError: it is too long, too deep, no YAML, several documents, or has aliases, by
            which a short text can grow without end.
    """
    if len(text) > MOST_CHARACTERS:
        raise OldYamlError("old_yaml_too_long", most=f"{MOST_CHARACTERS:,}")
    try:
        return _document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error.problem_mark) from None
    except yaml.YAMLError, ValueError, OverflowError:  # also an escape that is no character
        raise OldYamlError("old_yaml_no_characters") from None


def _document(events: Iterator[yaml.Event]) -> Value:
    value: Value = None
    has_begun = False
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if has_begun:
                raise _unreadable(event.start_mark)
            has_begun = True
        elif isinstance(event, yaml.NodeEvent):
            value = _value(event, events, 0)
    return value


def _value(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Value:
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if depth == _DEEPEST:
        raise OldYamlError("old_yaml_too_deep", line=_line(event.start_mark))
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Value] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_value(inner, events, depth + 1))
        return items
    if isinstance(event, yaml.MappingStartEvent):
        mapping: dict[str, Value] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            if not isinstance(inner, yaml.ScalarEvent | yaml.AliasEvent):
                raise _unreadable(inner.start_mark)
            key = _value(inner, events, depth + 1)
            mapping[str(key)] = _value(next(events), events, depth + 1)
        return mapping
    raise OldYamlError("old_yaml_alias", line=_line(event.start_mark))


def _scalar(event: yaml.ScalarEvent) -> Value:
    tag: str | None = event.tag
    if tag is not None and tag.startswith("!") and tag != _NO_TAG:
        return Elsewhere(tag, event.value)
    text: str = event.value
    text.encode()  # half a character, as an escape can be, couldn't be answered
    return None if event.style is None and text in _NULL else text


def _unreadable(mark: yaml.Mark) -> OldYamlError:
    return OldYamlError("old_yaml_unreadable", line=_line(mark))


def _line(mark: yaml.Mark) -> str:
    return str(mark.line + 1)
