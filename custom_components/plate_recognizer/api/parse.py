"""From decoded answers to models. What is optional never fails: of a wrong type, it is None."""

from collections.abc import Mapping
from typing import Any, Final

from .errors import UnreadableAnswer
from .models import Recognition, SdkInfo, Statistics, Usage
from .parse_detection import parse_detection
from .values import count, label, mapping, moment, number, text, within
from .wording import is_secret, shorten, words_in

_LARGEST_SIDE: Final = 2**20
"""Pixels; no picture is that wide."""
_LONGEST_VERSION: Final = 64
"""Characters; it is shown with the account."""
_KNOWN: Final = frozenset(
    (
        *("processing_time", "results", "filename", "version", "camera_id", "timestamp"),
        *("image_width", "image_height", "usage", "error"),
    )
)


def parse_recognition(body: object) -> Recognition:
    """Read the answer to a lookup, of either mode, or the `data` of a webhook.

    Raises:
        UnreadableAnswer: it is no object, reports an error, or has no list of objects as
            `results`.
    """
    answer = _answer(body)
    results = answer.get("results")
    if not isinstance(results, list):
        raise UnreadableAnswer("the answer has no list of results")
    if not all(isinstance(result, dict) for result in results):
        raise UnreadableAnswer("a result in the answer is no object")
    camera_id, usage = label(answer.get("camera_id")), _usage(answer)
    return Recognition(
        detections=tuple(parse_detection(result) for result in results),
        processing_time=number(answer.get("processing_time")),
        camera_id=None if camera_id == "null" else camera_id,  # the SDK's way to say "none"
        timestamp=text(answer.get("timestamp")),
        filename=text(answer.get("filename")),
        version=label(answer.get("version")),
        image_width=within(answer.get("image_width"), 1, _LARGEST_SIDE),
        image_height=within(answer.get("image_height"), 1, _LARGEST_SIDE),
        usage=None if usage == Usage() else usage,
        # As far as is known, no lookup carries the licence key; if one does, it isn't kept.
        extra={
            key: value for key, value in answer.items() if key not in _KNOWN and not is_secret(key)
        },
    )


def parse_statistics(body: object) -> Statistics:
    """Read the cloud's statistics.

    Raises:
        UnreadableAnswer: they are no object, report an error, or say nothing of usage.
    """
    answer = _answer(body)
    if "usage" not in answer:
        raise UnreadableAnswer("the answer has no usage")
    usage = mapping(answer.get("usage"))
    return Statistics(
        usage=_usage(answer),
        month=within(usage.get("month"), 1, 12),
        year=within(usage.get("year"), 1, 9999),
        resets_on=moment(usage.get("resets_on")),
    )


def parse_info(body: object) -> SdkInfo:
    """Read what an SDK says about itself, except its licence key.

    Raises:
        UnreadableAnswer: it is no object, reports an error, or says neither version nor usage:
            many a server that is no SDK answers some JSON at any address.
    """
    answer = _answer(body)
    if "version" not in answer and "usage" not in answer:
        raise UnreadableAnswer("the answer has neither a version nor a usage")
    webhooks = answer.get("webhooks")
    targets = webhooks if isinstance(webhooks, list) else []
    version = label(answer.get("version"))
    return SdkInfo(
        version=version and version[:_LONGEST_VERSION],
        usage=_usage(answer),
        webhooks=tuple(target for target in map(text, targets) if target is not None),
    )


def reported_error(body: object) -> str | None:
    """Find the error that an answer may report although its status is one of success."""
    error = mapping(body).get("error")
    return None if error is None else words_in({"error": error})


def _answer(body: object) -> Mapping[str, Any]:
    if not isinstance(body, dict):
        raise UnreadableAnswer("the answer is no JSON object")
    if (words := reported_error(body)) is not None:
        raise UnreadableAnswer(shorten(words))
    return body


def _usage(answer: Mapping[str, Any]) -> Usage:
    """Read calls and limit; lookups and statistics name the limit differently."""
    usage = mapping(answer.get("usage"))
    limit = count(usage.get("max_calls"))
    return Usage(
        calls=count(usage.get("calls")),
        limit=count(answer.get("total_calls")) if limit is None else limit,
    )
