"""The picture of a lookup, in the three manners in which the API takes one."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from yarl import URL


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that is uploaded."""

    content: bytes | memoryview
    """Encoded, as it is sent."""
    content_type: str
    """Like `image/jpeg`."""


@dataclass(frozen=True, slots=True)
class PictureText:
    """A picture that is sent as text: a third more bytes than as a file."""

    base64: str
    """The encoded picture, in the usual alphabet."""


@dataclass(frozen=True, slots=True)
class PictureUrl:
    """A picture that the server fetches itself."""

    url: str
    """As `picture_url` has checked it."""


type LookupPicture = PictureFile | PictureText | PictureUrl


class PictureUrlError(ValueError):
    """An address from which no server should fetch a picture.

    `slug` is `picture_url_invalid` (no address of the web) or `picture_url_with_credentials` (a
    user or a password would be told to the server, and stand in its logs).
    """

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def picture_url(text: str) -> PictureUrl:
    """Take an address for that of a picture; a query is often part of one.

    Raises:
        PictureUrlError: it is unfit.
    """
    typed = text.strip()
    try:
        parsed = URL(typed)
        host, port = parsed.host, parsed.explicit_port
        authority = urlsplit(typed).netloc  # as it is sent; URL leaves out empty user names
    except ValueError as err:
        raise PictureUrlError("picture_url_invalid") from err
    is_plain = typed.isprintable() and " " not in typed
    if parsed.scheme not in {"http", "https"} or not host or port == 0 or not is_plain:
        raise PictureUrlError("picture_url_invalid")
    if "@" in authority:
        raise PictureUrlError("picture_url_with_credentials")
    return PictureUrl(typed)
