"""What may be wrong with the free question for an account's usage."""

from collections.abc import Iterable
from functools import partial
import json
from typing import Final

from custom_components.plate_recognizer.const import AccountKind

from .api_faults import HTML, each, give_token
from .breaking import INFO, STATISTICS, does, is_late, redirects
from .case import Breaks, Case
from .house import House
from .wire import Act, floods, hangs_up, head_of, says, sends, stalls

_TELLS: Final = ("_used", "_remaining", "_limit", "_quota_resets", "_quota_low", "_runs_out")
"""Ends of the names of the account's entities: they are unavailable, or unknown."""

_GOES_ON: Final = "CD34EFG"
"""The plate of a vehicle that comes meanwhile."""


async def _ask_thrice(house: House) -> None:
    """Ask three times, as the hours pass."""
    for _ in range(3):
        await house.ask_usage()


async def _ask(house: House) -> None:
    await house.ask_usage()


_Case = partial(
    Case,
    meanwhile=_ask_thrice,
    decision=None,
    comes=_GOES_ON,
    tells=_TELLS,
    recovery=_ask,
    recovers="within a minute, ever more rarely up to an hour",
)


def _wrong(path: str, *answers: object) -> Iterable[Breaks]:
    return (does(says(200, json.dumps(answer).encode()), path) for answer in answers)


def _failing(path: str) -> Iterable[tuple[str, tuple[Breaks, ...]]]:
    """Yield what is wrong, and how."""
    ways: tuple[tuple[str, tuple[Act, ...]], ...] = (
        ("HTTP 404, 429, 500, 502, 503", tuple(map(says, (404, 429, 500, 502, 503)))),
        ("Dropped before or in the answer", (hangs_up, sends(head_of(200, 1000)))),
        (
            "HTTP 200 with a web page, nothing, `null`, 100 MB",
            (says(200, HTML), says(200), says(200, b"null"), floods(head_of(200), 100)),
        ),
    )
    for name, acts in ways:
        yield name, tuple(does(act, path) for act in acts)
    yield "No answer in time", (is_late(stalls(), path),)
    yield "A redirect elsewhere. No token goes there", (redirects(302, path),)


_ODD_COUNTS: Final[tuple[object, ...]] = (
    None,
    7,
    "many",
    [],
    True,
    {"calls": None, "max_calls": None},
)
_ODD_USAGES: Final[tuple[object, ...]] = (
    *({"usage": odd} for odd in _ODD_COUNTS),
    {"usage": {"calls": -1}, "total_calls": -1},
    {"usage": {"calls": 10**400, "max_calls": 10**400}, "total_calls": 10**400},
    {"usage": {"calls": float("nan"), "max_calls": float("inf")}, "total_calls": float("nan")},
    {"usage": {"calls": [1], "month": "May", "year": -1, "resets_on": 5}, "total_calls": {}},
    {"version": {}, "usage": [], "webhooks": [5]},
    {"version": [], "webhooks": 5, "usage": {}},
    {"usage": {"calls": 1, "resets_on": "0000-99-99"}, "total_calls": 2500},
    {"usage": {"calls": 1, "resets_on": "9999-12-31T23:59:59-23:59"}, "total_calls": 2500},
)

_OF: Final = (
    ("statistics", AccountKind.CLOUD, STATISTICS),
    ("SDK's `/info/`", AccountKind.SDK, INFO),
)

USAGE_FAULTS: list[Case] = [
    *(
        _Case(group=group, account=kind, name=name, breaks=each(breaks), logged="Error fetching ")
        for group, kind, path in _OF
        for name, breaks in _failing(path)
    ),
    *(
        _Case(
            group=group,
            account=kind,
            name="HTTP 401, 403",
            breaks=each(does(says(status, b'{"detail": "No."}'), path) for status in (401, 403)),
            logged="Authentication failed while fetching ",
            reauth=True,
            recovery=give_token,
            recovers="when the token is given, also the same one",
        )
        for group, kind, path in _OF
    ),
    *(
        _Case(
            group=group,
            account=kind,
            name="Wrong types, negative and gigantic numbers, dates that are none",
            breaks=each(_wrong(path, *_ODD_USAGES)),
            logged=None,
            recovers="at the next question, within the hour",
        )
        for group, kind, path in _OF
    ),
]
