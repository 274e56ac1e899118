"""A lookup as the form that is posted."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from .engine import EngineConfig
from .multipart import FormFile, MultipartForm
from .picture import LookupPicture, PictureFile, PictureText, PictureUrl

UPLOAD_LIMIT: Final = 3_000_000
"""Bytes of a whole request body that the cloud takes ("3 MB", read in the narrower way)."""
FORM_RESERVE: Final = 20_000
"""Bytes kept free for the form around the picture: a field takes some 90 bytes beside its own
text, so this leaves room for more than a hundred regions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupRequest:
    """One picture to be looked up."""

    picture: LookupPicture
    camera_id: str | None
    """Comes back in the answer, and names the detection zones set up at the vendor."""
    taken_at: datetime
    """When the picture was taken, with a zone."""
    nonce: str
    """Letters and digits that mark this lookup in its file name, which comes back in the answer
    and in webhooks. A picture that is no file has no name to bear it."""
    regions: tuple[str, ...]
    """Region codes, verbatim."""
    mmc: bool
    """Ask for make, model, color and orientation: a paid extra."""
    engine: EngineConfig


def lookup_form(request: LookupRequest) -> MultipartForm:
    """Write the form of a lookup, with exactly one picture. What is at its default is left out."""
    file, named = _picture(request)
    fields = [
        *(("regions", region) for region in request.regions),
        ("camera_id", request.camera_id),
        ("timestamp", _timestamp(request.taken_at)),
        ("mmc", "true" if request.mmc else None),
        ("config", request.engine.to_config()),
        *named,
    ]
    return MultipartForm([(name, value) for name, value in fields if value is not None], file)


def _picture(request: LookupRequest) -> tuple[FormFile | None, list[tuple[str, str]]]:
    """Return the file of a picture that is one, or else the field that it goes into."""
    match request.picture:
        case PictureFile(content, content_type):
            name = f"{request.nonce}.{_suffix(content_type)}"
            return FormFile("upload", name, content_type, content), []
        case PictureText(base64):
            return None, [("upload", base64)]
        case PictureUrl(url):
            return None, [("upload_url", url)]


def _timestamp(moment: datetime) -> str:
    """Write UTC in the reference's manner, which bears no zone, to the millisecond."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


def _suffix(content_type: str) -> str:
    _, _, subtype = content_type.partition("/")
    return "jpg" if subtype == "jpeg" else subtype
