"""Takes a lookup's form apart: multipart or urlencoded, as the API accepts both."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web
from aiohttp.http import HttpProcessingError

from .refusal import refused_with_detail

_UNREADABLE = (ValueError, LookupError, RuntimeError, HttpProcessingError)
"""What aiohttp raises for a form, a character set, a part's encoding and header out of order."""


@dataclass(frozen=True, slots=True)
class File:
    """A file in a multipart form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a request, each with everything that was sent under its name."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[File]] = field(default_factory=dict)
    size: int = 0
    """Bytes of the whole body."""


async def read_form(request: web.Request) -> Form:
    """Read the body to its end, however large it is: whoever is refused shall hear why.

    Raises:
        RefusedError: 415 for another kind of body, 400 for one that can't be taken apart.
    """
    readers = {
        "multipart/form-data": _multipart,
        "application/x-www-form-urlencoded": _urlencoded,
    }
    form = Form()
    if reader := readers.get(request.content_type):
        try:
            async for name, value in reader(request):
                if isinstance(value, File):
                    form.files.setdefault(name, []).append(value)
                else:
                    form.fields.setdefault(name, []).append(value)
        except _UNREADABLE as err:
            raise refused_with_detail(400, f"Form parse error - {err}") from err
    else:
        await request.release()
        raise refused_with_detail(
            415, f'Unsupported media type "{request.content_type}" in request.'
        )
    return Form(form.fields, form.files, request.content.total_bytes)


async def _multipart(request: web.Request) -> AsyncIterator[tuple[str, str | File]]:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise ValueError("a part has no name")
        content = bytes(await part.read(decode=True))
        if part.filename:
            yield part.name, File(part.filename, content)
        else:
            yield part.name, content.decode()


async def _urlencoded(request: web.Request) -> AsyncIterator[tuple[str, str | File]]:
    for name, value in (await request.post()).items():
        if isinstance(value, str):
            yield name, value
