"""The journal of requests to the API: what came, and how it was answered."""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Literal, Self

from ..plate_read import ImageSize
from .account import Authorization
from .faults import FaultKind
from .form import File, Form
from .health import Question
from .manner import Endpoint

_KEPT_REQUESTS = 1000

type AnsweredBy = Literal["read", "scripted", "account", "refusal", "fault", "health"]
"""Where the answer came from: the picture, a test's script, the account, a check, a fault, or how
the SDK is."""


@dataclass(slots=True, kw_only=True)
class RequestRecord:
    """One request; it is filled in while the request is worked on."""

    number: int
    """Counts from 1 since the start or the last reset."""
    endpoint: Endpoint | Question | None
    """None: an address that the API doesn't have."""
    method: str
    path: str
    authorization: Authorization
    """Whether the header was there and right; never the token itself."""
    fields: dict[str, list[str]] = field(default_factory=dict)
    """The form's text fields, but for a picture in base64."""
    file_name: str | None = None
    file_size: int | None = None
    """Bytes of the picture as it came, base64 decoded."""
    sha256: str | None = None
    image: ImageSize | None = None
    status: int | None = None
    """HTTP status of the answer; None where the connection was dropped instead."""
    answered_by: AnsweredBy | None = None
    fault: FaultKind | None = None
    billed: bool = False
    duration: float = 0.0
    """Seconds until the answer was ready, before a fault's delay."""

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Return the record that was sent as JSON by :meth:`Journal.to_json`."""
        record = cls(**data)  # type: ignore[arg-type]  # as this class wrote it
        if isinstance(data["image"], Mapping):
            record.image = ImageSize(**data["image"])
        return record

    def note_form(self, form: Form) -> None:
        """Keep what the form says, and what identifies the picture."""
        self.fields = {name: form.fields[name] for name in form.fields if name != "upload"}
        if uploads := form.files.get("upload"):
            self._note_image(uploads[0])

    def note_decoded(self, image: File) -> None:
        """Keep what identifies a picture that came as text."""
        if self.sha256 is None:
            self._note_image(image)

    def _note_image(self, image: File) -> None:
        self.file_name, self.file_size = image.name, len(image.content)
        self.sha256 = sha256(image.content).hexdigest()


class Journal:
    """The last thousand requests."""

    def __init__(self) -> None:
        self._records: deque[RequestRecord] = deque(maxlen=_KEPT_REQUESTS)
        self._count = 0

    def next_number(self) -> int:
        """Return the number of a request that has just come in."""
        self._count += 1
        return self._count

    def add(self, record: RequestRecord) -> None:
        """Keep the request, which is about to be answered."""
        self._records.append(record)

    def to_json(self) -> list[dict[str, object]]:
        """Return the requests in the order in which they were answered."""
        return [asdict(record) for record in self._records]
