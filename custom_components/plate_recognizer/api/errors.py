"""What can go wrong with a call, told apart by what the user can do about it."""

# ruff: noqa: N818 - the family is named by its base; "TokenRefusedError" would say it twice

from typing import ClassVar, override


class SnapshotError(Exception):
    """A call that gave no usable answer. The tree below is flat: each class is one remedy."""

    slug: ClassVar[str]
    """Stable name of the kind of failure, for translations."""

    def __init__(self, detail: str = "", *, status: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        """The server's words or, where it had none, ours. See `error_answer` for what they
        may contain."""
        self.status = status
        """HTTP status, None when no answer came."""

    @override
    def __str__(self) -> str:
        status = "" if self.status is None else f" (HTTP {self.status})"
        detail = f": {self.detail}" if self.detail else ""
        return f"{self.slug}{status}{detail}"


class TokenRefused(SnapshotError):
    """The account's token is wrong: only a new one helps."""

    slug = "token_refused"


class NoCredits(SnapshotError):
    """The quota of the period is used up: wait for its reset or upgrade."""

    slug = "no_credits"


class Refused(SnapshotError):
    """Refused for a reason that is neither the token nor the quota."""

    slug = "refused"


class TooLarge(SnapshotError):
    """The upload is over the server's limit: shrink it."""

    slug = "too_large"


class Throttled(SnapshotError):
    """Too many calls in a second: wait `retry_after`, then try again."""

    slug = "throttled"

    def __init__(
        self, detail: str = "", *, status: int | None = 429, retry_after: float = 1.0
    ) -> None:
        super().__init__(detail, status=status)
        self.retry_after = retry_after
        """Seconds, 0 to 3600."""


class BadRequest(SnapshotError):
    """The server does not accept what was sent: trying again is useless."""

    slug = "bad_request"


class ServerError(SnapshotError):
    """The server failed (5xx), or asks to be tried again (408, 425)."""

    slug = "server_error"


class TimedOut(SnapshotError):
    """No answer in time. A lookup may have been billed all the same."""

    slug = "timed_out"


class Unreachable(SnapshotError):
    """No connection: name not found, refused, or no trust in the certificate. Nothing was sent."""

    slug = "unreachable"


class ConnectionLost(SnapshotError):
    """The connection ended before an answer came. A lookup may have been billed all the same."""

    slug = "connection_lost"


class UnreadableAnswer(SnapshotError):
    """An answer that is none: not JSON, not its shape, a reported error, or a redirect."""

    slug = "unreadable_answer"
