"""Checks a lookup's form strictly, and refuses it as the API would: 400, field by field.

Stricter than the API may be: a stand-in that lets a slip pass hides it. So unknown fields are
refused, among them ``region``, which one example of the reference prints instead of ``regions``.
"""

from base64 import b64decode
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from yarl import URL

from .engine_config import EngineConfig, parse_engine_config
from .form import File, Form
from .refusal import refused_fields

BAD_IMAGE = (
    "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
)
_KNOWN_FIELDS = frozenset(
    ("upload", "upload_url", "regions", "camera_id", "timestamp", "mmc", "config")
)
_NO_IMAGE = File("", b"")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the picture is to be fetched from: on this machine."""

    url: URL


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """A lookup as it was asked for."""

    image: File | Address
    camera_id: str | None
    taken_at: datetime | None
    """The ``timestamp`` sent, aware, in UTC."""
    mmc: bool
    config: EngineConfig


def check_lookup(form: Form) -> LookupRequest:
    """Return the lookup that the form asks for.

    Whether the image opens is found out when it is read.

    Raises:
        RefusedError: 400, with every complaint under its field's name.
    """
    check = _FormCheck(form)
    regions = check.repeatable("regions")
    request = LookupRequest(
        image=check.image(),
        camera_id=check.single("camera_id", str),
        taken_at=check.single("timestamp", _utc_time),
        mmc=check.single("mmc", _boolean) or False,
        config=check.single("config", lambda text: parse_engine_config(text, regions))
        or EngineConfig(),
    )
    check.unknown_fields()
    if check.errors:
        raise refused_fields(check.errors)
    return request


class _FormCheck:
    """Goes through one form and collects what is wrong with it."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.errors: dict[str, list[str]] = {}

    def _complain(self, name: str, *texts: str) -> None:
        self.errors.setdefault(name, []).extend(texts)

    def repeatable(self, name: str) -> list[str]:
        """Return all values of a field."""
        values = self._form.fields.get(name, [])
        if "" in values:
            self._complain(name, "This field may not be blank.")
        return values

    def single[T](self, name: str, parse: Callable[[str], T]) -> T | None:
        """Return a field's value; None where it isn't sent or isn't right."""
        values = self.repeatable(name)
        if len(values) > 1:
            self._complain(name, "Send this field once.")
        if not values or name in self.errors:
            return None
        try:
            return parse(values[0])
        except ValueError as err:
            self._complain(name, *map(str, err.args))
            return None

    def image(self) -> File | Address:
        """Return the picture or its address, an empty one where there is something wrong."""
        uploads = self._form.files.get("upload", []) + self._form.fields.get("upload", [])
        match uploads, "upload_url" in self._form.fields:
            case [], False:
                self._complain("non_field_errors", "Either upload or upload_url is required.")
            case [], True:
                return self.single("upload_url", _address) or _NO_IMAGE
            case _, True:
                self._complain("non_field_errors", "Send only one of upload and upload_url.")
            case [File() | str() as upload], False:
                return self._image_in(upload)
            case _:
                self._complain("upload", "Send exactly one image.")
        return _NO_IMAGE

    def _image_in(self, upload: File | str) -> File:
        try:
            image = upload if isinstance(upload, File) else _decoded(upload)
        except binascii.Error, ValueError:
            self._complain("upload", "The submitted data was neither a file nor base64 text.")
            return _NO_IMAGE
        if not image.content:
            self._complain("upload", "The submitted file is empty.")
        return image

    def unknown_fields(self) -> None:
        """Complain about every field that the API doesn't know, and files in the wrong place."""
        for name in self._form.fields.keys() - _KNOWN_FIELDS:
            hint = " Did you mean regions?" if name == "region" else ""
            self._complain(name, f"Unknown parameter.{hint}")
        for name in self._form.files.keys() - {"upload"}:
            self._complain(name, "A file was sent here; only upload takes one.")


def _decoded(text: str) -> File:
    return File("upload", b64decode(text, validate=True))


def _address(text: str) -> Address:
    """Return an address of this machine. The service fetches from anywhere, the sandbox doesn't."""
    try:
        url = URL(text)
    except ValueError:
        url = URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError("Enter a valid URL.")
    if not _is_loopback(url.host):
        raise ValueError("This sandbox fetches from this machine only: send upload instead.")
    return Address(url)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("Must be a valid boolean: true or false.")
    return text == "true"


def _utc_time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or "T" not in text:
        raise ValueError(
            "Datetime has wrong format. Use one of these formats instead: "
            "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][Z]."
        )
    if moment.utcoffset() not in (None, timedelta()):
        raise ValueError("Datetime must be in UTC.")
    return moment.replace(tzinfo=UTC)
