"""Answers by which the API refuses a request, as its documentation words them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType


class RefusedError(Exception):
    """The request is refused, or sent elsewhere, with this status and body.

    A text is sent as it is, an object as JSON.
    """

    def __init__(
        self,
        status: int,
        body: Mapping[str, object] | str,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body
        self.headers = headers


def refused_with_detail(status: int, detail: str) -> RefusedError:
    """Refuse as the API does for whole requests: ``{"detail": …, "status_code": …}``."""
    return RefusedError(status, {"detail": detail, "status_code": status})


def refused_fields(errors: Mapping[str, Sequence[str]]) -> RefusedError:
    """Refuse a form in Django REST's style: the field's name with its list of complaints."""
    return RefusedError(400, errors)


def too_large() -> RefusedError:
    """Refuse a body over the limit; the key is ``error``, as seen in the field."""
    return RefusedError(413, {"error": "Invalid file. See …/upload-limit/"})


def no_credits() -> RefusedError:
    """Refuse for a used-up quota; the wording isn't recorded anywhere."""
    return refused_with_detail(403, "You do not have enough credits to perform this request.")


def throttled(seconds: int) -> RefusedError:
    """Refuse for too many requests in a second."""
    unit = "second" if seconds == 1 else "seconds"
    return refused_with_detail(
        429, f"Request was throttled. Expected available in {seconds} {unit}."
    )
