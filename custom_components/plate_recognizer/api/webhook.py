"""What a webhook of Snapshot or Stream says."""

# ruff: noqa: N818 - an outcome, as those of `errors` are

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .errors import UnreadableAnswer
from .models import Recognition
from .parse import parse_recognition, reported_error
from .parse_detection import is_of_vehicle_mode
from .values import label, mapping, mappings, text

_STREAM_EVENT: Final = "recognition"
"""Snapshot's is `image.done`. Both were seen in the field; the reference has only the latter."""
_ONLY_FROM_STREAM: Final = frozenset(("source_url", "position_sec", "user_data", "speed"))
"""Fields of a result that Snapshot was never seen to send."""


class NotUnderstood(Exception):
    """JSON, but no webhook of either sender. The text says why, and holds nothing of the JSON.

    `slug` says it for translations: `no_object`, `no_data`, `error_reported` or `no_results`.
    """

    def __init__(self, slug: str, why: str) -> None:
        super().__init__(why)
        self.slug: Final = slug


@dataclass(frozen=True, slots=True)
class WebhookRecognition:
    """What one webhook says."""

    recognition: Recognition
    """Of its `data`; without detections where nothing was found, which is sent as well."""
    camera_names: tuple[str, ...]
    """What its sender may call the camera, likeliest first: `data.camera_id`, then `hook.id`, which
    is Stream's name of the camera and Snapshot's number of the hook."""
    event: str | None
    """`hook.event`, verbatim: `image.done`, `recognition` or one that nobody has seen yet."""
    is_stream: bool
    """Whether Stream sent it: it says so by its event, or by a field that only Stream sends."""
    sees_all: bool
    """Whether vehicles without a plate would be among the results: they have the shape of vehicle
    mode. Without results nobody can tell, and it is False."""


def parse_webhook(payload: object) -> WebhookRecognition:
    """Read a webhook; one that is nothing but the answer to a lookup will do.

    Raises:
        NotUnderstood: it is no object, has neither `data` nor `results`, or its data is no answer
            to a lookup or reports an error.
    """
    if not isinstance(payload, dict):
        raise NotUnderstood("no_object", "it is no JSON object")
    data, hook = _data(payload), mapping(payload.get("hook"))
    if reported_error(data) is not None:
        raise NotUnderstood("error_reported", "it reports an error")
    try:
        recognition = parse_recognition(data)
    except UnreadableAnswer as err:  # an error is ruled out: the words are our own
        raise NotUnderstood("no_results", err.detail) from None
    event, results = text(hook.get("event")), mappings(data.get("results"))
    return WebhookRecognition(
        recognition=recognition,
        camera_names=_names(recognition.camera_id, label(hook.get("id"))),
        event=event,
        is_stream=event == _STREAM_EVENT
        or any(not _ONLY_FROM_STREAM.isdisjoint(result) for result in results),
        sees_all=any(is_of_vehicle_mode(result) for result in results),
    )


def _data(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    if "data" not in payload and "results" in payload:
        return payload
    data = payload.get("data")
    if not isinstance(data, dict):
        raise NotUnderstood("no_data", "it has no object as data, nor results")
    return data


def _names(*names: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name is not None and name != "null"))
