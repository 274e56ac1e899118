"""What one platform of the older integration was told, in this integration's words.

Keys, defaults and what they did are those of its code, where that and its description differ.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
import re
from typing import Final

from yarl import URL

from ..api.endpoint import CLOUD_URL, ServiceKind, UrlError, normalise_url
from ..api.engine import Rule
from .old_yaml import Elsewhere, OldYamlError, Value

OLD_PLATFORM: Final = "platerecognizer"
_COMPONENT: Final = "image_processing"

_TOKEN_KEYS: Final = ("api_token", "api_key")
"""Its code reads the first one; its description names the second one, too."""

_CAMERA: Final = re.compile(r"camera\.[a-z0-9_]+", re.ASCII)
_TRUE: Final = frozenset({"1", "true", "yes", "on", "enable"})
_FALSE: Final = frozenset({"0", "false", "no", "off", "disable", "none", "normal", ""})
_NO_REGIONS: Final = frozenset({"", "None"})
"""The second one is the older integration's default, as a text."""


_OTHER_KEYS: Final = {
    "save_file_folder": "pictures",
    "save_timestamped_file": "pictures",
    "always_save_latest_file": "pictures",
    "always_save_latest_jpg": "pictures",
    "confidence": "confidence",
    "scan_interval": "scan_interval",
    "entity_namespace": "entity_namespace",
}
"""Those without a counterpart, each with why."""

KEYS: Final = frozenset(
    {
        "platform",
        "source",
        "server",
        "regions",
        "region",
        "mmc",
        "detection_rule",
        "watched_plates",
        *_TOKEN_KEYS,
        *_OTHER_KEYS,
    }
)
"""All that a platform can have, with those of Home Assistant for any platform."""

_LONGEST_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was given, or where it stands. Only ever compared, never shown."""

    text: str = field(repr=False)
    is_secret: bool
    """Whether `text` is its name in secrets.yaml."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the engine was told."""

    regions: tuple[str, ...]
    mmc: bool
    detection_rule: Rule
    region: Rule


@dataclass(frozen=True, slots=True)
class OldCamera:
    """A camera that was read, and what its entity was called if not by default."""

    entity_id: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that isn't taken over."""

    key: str
    """As it stands in the YAML."""
    reason: str
    """Key of the sentence that says what to use instead."""
    value: str = ""
    """What of it, if not all; shortened."""


@dataclass(frozen=True, slots=True)
class OldPlatform:
    """One entry of the YAML."""

    kind: ServiceKind
    url: str | None
    """The base address; None of an SDK whose address isn't told or is none."""
    token: Token | None
    recognition: Recognition
    cameras: tuple[OldCamera, ...]
    plates: tuple[str, ...]
    """Those that were watched, as they were written."""
    leftovers: tuple[Leftover, ...]


def old_platforms(tree: Value) -> list[OldPlatform]:
    """Find what belongs to the older integration, in a part of a configuration or a whole one.

    Raises:
        OldYamlError: nothing does, or what would is in another file.
    """
    if not isinstance(tree, dict | list):
        raise OldYamlError("old_yaml_no_mapping")
    found = [
        _Reader(each).platform()
        for each in _listed(tree)
        if isinstance(each, dict) and each.get("platform") == OLD_PLATFORM
    ]
    if not found:
        raise OldYamlError("old_yaml_nothing_old")
    return found


def _listed(tree: dict[str, Value] | list[Value]) -> Iterator[Value]:
    """Yield what may be platforms."""
    if isinstance(tree, list):
        yield from tree
    elif "platform" in tree:
        yield tree
    else:
        for key, value in tree.items():
            # Home Assistant takes "image_processing driveway" for another part of the same.
            if key.split(" ", 1)[0] == _COMPONENT:
                yield from _several(key, value)


def _several(key: str, value: Value) -> list[Value]:
    """Return a list as it is, and anything else as one of its own.

    Raises:
        OldYamlError: it or something in it stands in another file.
    """
    items: list[Value] = value if isinstance(value, list) else [] if value is None else [value]
    if any(isinstance(each, Elsewhere) and not each.is_secret for each in items):
        raise OldYamlError("old_yaml_included", key=key)
    return items


class _Reader:
    """Reads one platform, and keeps what it can't make use of."""

    def __init__(self, given: Mapping[str, Value]) -> None:
        self._given = given
        self._leftovers: list[Leftover] = []

    def platform(self) -> OldPlatform:
        kind, url = self._server()
        recognition = self._recognition()
        cameras, plates = self._cameras(), tuple(self._texts("watched_plates"))
        token = self._token()
        self._look_for_others()
        return OldPlatform(kind, url, token, recognition, cameras, plates, tuple(self._leftovers))

    def _leave(self, key: str, reason: str, value: str = "") -> None:
        self._leftovers.append(Leftover(key, reason, value[:_LONGEST_SHOWN]))

    def _server(self) -> tuple[ServiceKind, str | None]:
        if (text := self._text("server")) is None:
            return ("cloud", CLOUD_URL) if self._given.get("server") is None else ("sdk", None)
        try:
            url = normalise_url(text, "sdk")
        except UrlError:
            self._leave("server", "address")
            return "sdk", None
        is_cloud = URL(url).host == URL(CLOUD_URL).host
        return ("cloud", CLOUD_URL) if is_cloud else ("sdk", url)

    def _token(self) -> Token | None:
        for key in _TOKEN_KEYS:
            [value, *_] = [*_several(key, self._given.get(key)), None]
            if isinstance(value, Elsewhere):
                return Token(value.name, is_secret=True)
            if isinstance(value, str) and (text := value.strip()):
                return Token(text, is_secret=False)
        return None

    def _recognition(self) -> Recognition:
        # Verbatim: KN is a region of Egypt, kn a country.
        codes = (code for code in self._texts("regions") if code.strip() not in _NO_REGIONS)
        regions = tuple(dict.fromkeys(codes))
        rule = self._rule("region")
        if rule is Rule.STRICT and not regions:
            self._leave("region", "strict_without_regions")
            rule = Rule.NORMAL
        return Recognition(regions, self._is_on("mmc"), self._rule("detection_rule"), rule)

    def _rule(self, key: str) -> Rule:
        text = (self._text(key) or "").strip().lower()
        if text == Rule.STRICT:
            return Rule.STRICT
        if text not in _FALSE:
            self._leave(key, "unclear", text)
        return Rule.NORMAL

    def _is_on(self, key: str) -> bool:
        text = (self._text(key) or "").strip().lower()
        if text not in _TRUE | _FALSE:
            self._leave(key, "unclear", text)
        return text in _TRUE

    def _cameras(self) -> tuple[OldCamera, ...]:
        cameras: dict[str, OldCamera] = {}
        for each in _several("source", self._given.get("source")):
            source = each if isinstance(each, dict) else {}
            named, name = source.get("entity_id"), source.get("name")
            entity_id = named.strip().lower() if isinstance(named, str) else ""
            if not _CAMERA.fullmatch(entity_id):
                self._leave("source", "no_camera", entity_id)
                continue
            cameras.setdefault(
                entity_id, OldCamera(entity_id, name if isinstance(name, str) else None)
            )
        return tuple(cameras.values())

    def _text(self, key: str) -> str | None:
        """Return the text of a key that has one; anything else is left over."""
        [text, *more] = [*self._texts(key), None]
        if any(each is not None for each in more):
            self._leave(key, "unclear")
        return text

    def _texts(self, key: str) -> list[str]:
        texts: list[str] = []
        for each in _several(key, self._given.get(key)):
            if isinstance(each, str):
                texts.append(each)
            elif each is not None:
                is_secret = isinstance(each, Elsewhere)
                self._leave(key, "in_secrets" if is_secret else "unclear")
        return texts

    def _look_for_others(self) -> None:
        for key in self._given:
            if key in _OTHER_KEYS or key not in KEYS:
                self._leave(key[:_LONGEST_SHOWN], _OTHER_KEYS.get(key, "unknown_key"))
