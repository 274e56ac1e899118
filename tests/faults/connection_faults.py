"""What may happen on the way to the API and back."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from gzip import compress
from ssl import SSLContext
from typing import Final

from custom_components.plate_recognizer.const import AccountKind

from .api_faults import SAMPLE, each
from .breaking import does, is_gone, is_late, loses_names, redirects
from .case import Breaks, Case, one_scan
from .certificates import Authority
from .house import House
from .wire import drips, floods, hangs_up, head_of, says, sends, stalls

_BEGUN: Final = head_of(200, len(SAMPLE)) + SAMPLE[: len(SAMPLE) // 2]
_CHUNKED: Final = head_of(200, Transfer_Encoding="chunked")

_Case = partial(Case, group="connection")


def _speaks(tls: Callable[[Authority], SSLContext | None]) -> Breaks:
    """Have the server show another certificate, or none."""

    @asynccontextmanager
    async def breaks(house: House) -> AsyncIterator[None]:
        with house.outside.wire.speaks(tls(house.outside.authority)):
            yield

    return breaks


CONNECTION_FAULTS: list[Case] = [
    _Case(
        name="No answer in time",
        breaks=each((is_late(stalls()), is_late(stalls(b"HTTP/1.1 200 OK\r\nX-Half-Of-")))),
        decision="timed_out",
        logged="timed_out",
    ),
    _Case(
        name="Half of the answer in time, then nothing, or a byte now and then",
        breaks=each((is_late(stalls(_BEGUN)), is_late(drips(head_of(200))))),
        decision="timed_out",
        logged="timed_out",
    ),
    _Case(
        name="Dropped before the answer",
        breaks=each((does(hangs_up), does(sends(b"HTTP/1.1 200 OK\r\nContent-")))),
        decision="connection_lost",
        logged="connection_lost: ",
    ),
    _Case(
        name="Dropped after the head of the answer, or in the middle of it",
        breaks=each((does(sends(head_of(200, len(SAMPLE)))), does(sends(_BEGUN)))),
        decision="unreadable_answer",
        logged=r"unreadable_answer \(HTTP 200\): an answer that was cut off",
    ),
    _Case(
        name="A length that is too short, or none",
        breaks=each(
            (
                does(sends(head_of(200, 100), SAMPLE)),
                does(sends(head_of(200, Content_Length="-1"), SAMPLE)),
                does(sends(head_of(200, Content_Length="many"), SAMPLE)),
            )
        ),
        decision="unreadable_answer",
        logged="unreadable_answer",
    ),
    _Case(
        name="Chunks that are none, or never end",
        breaks=each(does(sends(_CHUNKED, rest)) for rest in (b"many\r\n", b"5\r\n{\r\n", SAMPLE)),
        decision="unreadable_answer",
        logged=r"unreadable_answer",
    ),
    _Case(
        name="An encoding that is none, or that nobody knows",
        breaks=each(
            does(says(200, body, Content_Encoding=encoding))
            for encoding, body in (("gzip", SAMPLE), ("deflate", b"x"), ("rot13", b"{erfhygf: []}"))
        ),
        decision="unreadable_answer",
        logged="unreadable_answer",
    ),
    _Case(
        name="A gzip bomb of 100 MB",
        breaks=does(says(200, compress(b"0" * 100_000_000), Content_Encoding="gzip")),
        decision="unreadable_answer",
        logged=r"unreadable_answer \(HTTP 200\): an answer of more than 1048576 bytes",
    ),
    _Case(
        name="No HTTP at all, or broken HTTP",
        breaks=each(
            does(act)
            for act in (
                sends(b"SSH-2.0-OpenSSH_9.9\r\n"),
                sends(b"HTTP/1.1 abc\r\n\r\n"),
                sends(b"HTTP/1.1 200 OK\r\nX\r\n\r\n"),
                sends(b"\x00" * 1000),
                sends(head_of(200, X_Long="x" * 100_000)),
                floods(b"HTTP/1.1 200 ", 10),
            )
        ),
        decision="unreadable_answer",
        logged="unreadable_answer: ",
    ),
    _Case(
        name="Nobody listens",
        breaks=is_gone,
        decision="unreachable",
        logged="unreachable: Cannot connect to host localhost",
    ),
    _Case(
        name="The name isn't found",
        breaks=loses_names,
        decision="unreachable",
        logged="unreachable: Cannot connect to host localhost.*DNS",
    ),
    *(
        _Case(
            name=f"TLS: {what}",
            breaks=_speaks(tls),
            decision="unreachable",
            logged="unreachable: Cannot connect to host localhost",
        )
        for what, tls in (
            ("signed by itself", lambda authority: authority.self_signed("localhost")),
            ("of another host", lambda authority: authority.server("other.example")),
            ("expired", lambda authority: authority.expired("localhost")),
            ("none, plain HTTP", lambda _authority: None),
        )
    ),
    _Case(
        name="A redirect elsewhere: HTTP 301, 302, 303, 307, 308. No token goes there",
        breaks=each(map(redirects, (301, 302, 303, 307, 308))),
        decision="unreadable_answer",
        logged=r"unreadable_answer \(HTTP 30\d\): redirect to http://localhost",
    ),
    _Case(
        name="The server's clock is wrong by decades",
        breaks=each(
            does(says(201, SAMPLE.replace(b"2020-10-12", day), Date=date))
            for day, date in (
                (b"1970-01-01", "Thu, 01 Jan 1970 00:00:00 GMT"),
                (b"2099-12-31", "Thu, 31 Dec 2099 00:00:00 GMT"),
                (b"0000-99-99", "today"),
            )
        ),
        meanwhile=one_scan,
        decision=None,
        plates=("NHK552",),
        logged=None,
    ),
]


SDK_FAULTS: list[Case] = [
    Case(
        account=AccountKind.SDK,
        group="SDK",
        name="HTTP 503",
        breaks=does(says(503)),
        decision="server_error",
        logged=r"server_error \(HTTP 503\)",
    ),
    Case(
        account=AccountKind.SDK,
        group="SDK",
        name="Nobody listens",
        breaks=is_gone,
        decision="unreachable",
        logged="unreachable: Cannot connect",
    ),
    Case(
        account=AccountKind.SDK,
        group="SDK",
        name="A redirect elsewhere, of a lookup",
        breaks=redirects(307),
        decision="unreadable_answer",
        logged=r"redirect to http",
    ),
    Case(
        account=AccountKind.SDK,
        group="SDK",
        name="HTTP 403, twice, and `/info/` knows nothing of it",
        breaks=does(says(403, b'{"detail": "No."}')),
        decision="refused",
        logged=r"refused \(HTTP 403\): No\.",
    ),
]
