"""The recorded outcome of a scan, with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why a scan ended as it did.

    The values are states of the `decision` sensor and keys of its translations. Those for
    failures of the API are the slugs of `api.errors`.
    """

    SIGHTED = "sighted"
    NOTHING_FOUND = "nothing_found"

    RECEIVES_ONLY = "receives_only"
    """A scan was asked for, and the camera has no picture: webhooks say what it sees."""
    SCANNING_OFF = "scanning_off"
    """An interval scan was due, and the camera's switch is off."""
    BUSY = "busy"
    """An interval scan was due while another scan was under way."""
    DAILY_CAP_REACHED = "daily_cap_reached"
    """An interval scan was due, and today's lookups for them are spent."""

    PACED = "paced"
    """An interval scan had something new, and the rest of the quota is spread over time."""
    RESERVED = "reserved"
    """An interval scan had something new, and the rest of the quota is kept for triggered ones."""

    NO_CHANGE = "no_change"
    """The picture shows nothing that an earlier lookup hasn't answered already."""
    FOLLOWED = "followed"
    """What is new is a vehicle that has just come, and drives on to where it will stand."""
    HELD_BACK = "held_back"
    """A burst waits for a better picture of what is new."""
    WAITED_TOO_LONG = "waited_too_long"
    """The lookup's turn didn't come before its picture was too old."""

    COOLDOWN = "cooldown"
    """A trigger came so soon after the last burst that it is part of the same event."""

    SAME_PICTURE = "same_picture"
    """The camera gave a picture again that the burst had looked up already."""
    CAMERA_FAILED = "camera_failed"
    BROKEN_PICTURE = "broken_picture"

    STOPPED = "stopped"
    """The camera was changed, reloaded or removed meanwhile."""

    TOKEN_REFUSED = "token_refused"  # noqa: S105 - a reason, not a secret
    NO_CREDITS = "no_credits"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    THROTTLED = "throttled"
    BAD_REQUEST = "bad_request"
    SERVER_ERROR = "server_error"
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    CONNECTION_LOST = "connection_lost"
    UNREADABLE_ANSWER = "unreadable_answer"


ANSWERED = frozenset({Reason.SIGHTED, Reason.NOTHING_FOUND})
"""The reasons that say: the API answered. All others change no entity."""

SKIPPED = frozenset(
    {
        Reason.RECEIVES_ONLY,
        Reason.SCANNING_OFF,
        Reason.BUSY,
        Reason.DAILY_CAP_REACHED,
        Reason.PACED,
        Reason.RESERVED,
        Reason.NO_CHANGE,
        Reason.FOLLOWED,
        Reason.HELD_BACK,
        Reason.WAITED_TOO_LONG,
        Reason.COOLDOWN,
        Reason.SAME_PICTURE,
    }
)
"""The reasons for leaving a scan or a frame out before anything is asked of the API."""

LASTING = frozenset({Reason.SCANNING_OFF, Reason.DAILY_CAP_REACHED, Reason.PACED, Reason.RESERVED})
"""Those that hold for the next scans, too, until something is changed or the day is over."""

HOPELESS = frozenset(
    {
        Reason.TOKEN_REFUSED,
        Reason.NO_CREDITS,
        Reason.REFUSED,
        Reason.BAD_REQUEST,
        Reason.TOO_LARGE,
    }
)
"""The reasons for which the next frame of a burst would fare no better."""

FREE = SKIPPED | {
    Reason.CAMERA_FAILED,
    Reason.BROKEN_PICTURE,
    Reason.TOKEN_REFUSED,
    Reason.NO_CREDITS,
    Reason.REFUSED,
    Reason.TOO_LARGE,
    Reason.THROTTLED,
    Reason.BAD_REQUEST,
    Reason.UNREACHABLE,
}
"""The reasons with which surely no lookup was billed: nothing was sent, or it was refused."""

_MAY_REPEAT: Final = frozenset(Reason) - FREE | {Reason.BAD_REQUEST}


def may_repeat_a_plate(reason: Reason) -> bool:
    """Say whether a server's words about a failure may hold a plate.

    Not where a lookup was refused, or failed before it began: nobody had read a picture then. An
    error page or a strange answer may tell what was read; and one that complains about what it was
    sent may repeat anything of it.
    """
    return reason in _MAY_REPEAT


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one scan."""

    reason: Reason

    taken_at: datetime
    """When the frame was asked for, UTC."""

    details: Mapping[str, str | int | float] = field(default_factory=dict)
    """The numbers and words behind the reason, such as `vehicles` or the server's `detail`."""

    @property
    def answered(self) -> bool:
        """Whether the API answered."""
        return self.reason in ANSWERED

    @property
    def skipped(self) -> bool:
        """Whether the scan, or this frame of it, was left out."""
        return self.reason in SKIPPED

    @property
    def may_have_cost(self) -> bool:
        """Whether a lookup may have been billed, also where nothing came of it."""
        return self.reason not in FREE

    def without(self, detail: str) -> Decision:
        """Return it without one of its details."""
        kept = {key: value for key, value in self.details.items() if key != detail}
        return replace(self, details=kept)
