"""A form with at most one file, as it goes over the wire.

aiohttp's own form writes each line of each part by itself and reads the file in pieces. Handing
it three blocks instead makes a lookup of half a megabyte faster by a third, and copies nothing.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class FormFile:
    """The file of a form."""

    name: str
    """Of the form's field."""
    filename: str
    content_type: str
    content: bytes | memoryview


class MultipartForm:
    """Text fields, then a file if any, as `multipart/form-data`. To be sent once or more."""

    def __init__(self, fields: Iterable[tuple[str, str]], file: FormFile | None = None) -> None:
        boundary = uuid4().hex
        texts = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in fields
        )
        head = texts if file is None else f"{texts}--{boundary}\r\n{_head_of(file)}"
        # Half of a surrogate pair is no text; it becomes a question mark, as nothing can carry it.
        self._head = head.encode(errors="replace")
        self._content = b"" if file is None else file.content
        self._tail = f"{'' if file is None else '\r\n'}--{boundary}--\r\n".encode()
        self.headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(self._head) + len(self._content) + len(self._tail)),
        }
        """What the request must say of its body."""

    async def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        """Give the body's blocks."""
        yield self._head
        yield self._content
        yield self._tail


def _head_of(file: FormFile) -> str:
    return (
        f'Content-Disposition: form-data; name="{file.name}"; filename="{file.filename}"\r\n'
        f"Content-Type: {file.content_type}\r\n\r\n"
    )
