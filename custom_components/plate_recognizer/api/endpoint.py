"""The address of a service: what a user may type, and what is kept of it."""

from ipaddress import ip_address
import re
from typing import Final, Literal

from yarl import URL

type ServiceKind = Literal["cloud", "sdk"]

CLOUD_URL: Final = "https://api.platerecognizer.com"
LOOKUP_PATH: Final = "/v1/plate-reader/"
STATISTICS_PATH: Final = "/v1/statistics/"
INFO_PATH: Final = "/info/"

_LOOKUP_TAILS: Final = (LOOKUP_PATH.rstrip("/"), "/alpr")
"""What a full lookup address ends with; the second one is the SDK's legacy path."""
_HOST: Final = re.compile(r"[\w.-]+|\[[0-9a-f:.]+\]", re.ASCII | re.IGNORECASE)
"""A name in its ASCII form, or an address. Some letters turn into ones that neither can have."""
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class UrlError(ValueError):
    """An address that no service can have, or that a token must not be sent to.

    `slug` is `url_invalid` (no web address, or with credentials, a query or a fragment) or
    `url_not_https` (the cloud's token would cross the network in clear).
    """

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def normalise_url(url: str, kind: ServiceKind) -> str:
    """Bring an address into the one form of its service's base address, without a slash at its end.

    Takes a base address or the full one of a lookup; a proxy's path before it is kept. Where no
    scheme is given, it is https for the cloud and http for an SDK.

    Raises:
        UrlError: the address is unfit.
    """
    typed = url.strip()
    if "://" not in typed:
        typed = f"{'https' if kind == 'cloud' else 'http'}://{typed}"
    try:
        parsed = URL(typed)
        host, port = parsed.host_subcomponent, parsed.explicit_port
    except ValueError as err:
        raise UrlError("url_invalid") from err
    if host is None or not _HOST.fullmatch(host) or not _is_plain(parsed, typed):
        raise UrlError("url_invalid")
    if kind == "cloud" and parsed.scheme != "https" and not _is_loopback(parsed):
        raise UrlError("url_not_https")
    shown_port = "" if port in (None, _DEFAULT_PORTS[parsed.scheme]) else f":{port}"
    return f"{parsed.scheme}://{host.lower()}{shown_port}{_base_path(parsed)}"


def _is_plain(url: URL, typed: str) -> bool:
    """Tell whether an address is nothing but scheme, host, port and path."""
    extras = (url.raw_user, url.raw_password, url.raw_query_string, url.raw_fragment)
    return (
        url.scheme in _DEFAULT_PORTS
        and not any(extras)
        and url.explicit_port != 0
        and typed.isprintable()
        and " " not in typed
    )


def _is_loopback(url: URL) -> bool:
    if url.host == "localhost":
        return True
    try:
        return ip_address(url.host or "").is_loopback
    except ValueError:
        return False


def _base_path(url: URL) -> str:
    path = url.raw_path.rstrip("/")
    tail = next((tail for tail in _LOOKUP_TAILS if path.endswith(tail)), "")
    return path.removesuffix(tail).rstrip("/")
