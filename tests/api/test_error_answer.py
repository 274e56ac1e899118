"""Which error an answer outside 2xx becomes, and what it tells."""

from hypothesis import given, strategies as st
from multidict import CIMultiDict
import pytest

from custom_components.plate_recognizer.api.error_answer import error_from_answer
from custom_components.plate_recognizer.api.errors import (
    BadRequest,
    ConnectionLost,
    NoCredits,
    Refused,
    ServerError,
    SnapshotError,
    Throttled,
    TimedOut,
    TokenRefused,
    TooLarge,
    Unreachable,
    UnreadableAnswer,
)
from custom_components.plate_recognizer.api.wording import DETAIL_LIMIT

from .recorded import raw

CLASS_OF = {
    **dict.fromkeys(range(300, 400), UnreadableAnswer),
    **dict.fromkeys(range(400, 500), BadRequest),
    **dict.fromkeys(range(500, 600), ServerError),
    401: Refused,
    403: Refused,
    408: ServerError,
    413: TooLarge,
    425: ServerError,
    429: Throttled,
}


def error_of(status: int, body: bytes = b"", **headers: str) -> SnapshotError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_from_answer(status, CIMultiDict(named), body)


def wait_of(body: bytes = b"", **headers: str) -> float:
    error = error_of(429, body, **headers)
    assert isinstance(error, Throttled)
    return error.retry_after


@pytest.mark.parametrize(("status", "expected"), CLASS_OF.items())
def test_the_status_alone_decides_the_class(status: int, expected: type[SnapshotError]) -> None:
    error = error_of(status, b'{"detail": "Invalid token, too large, throttled."}')

    assert type(error) is expected
    assert error.status == status


def test_a_status_of_no_known_kind_is_unreadable() -> None:
    assert type(error_of(999)) is UnreadableAnswer


def test_each_kind_of_failure_has_its_own_slug() -> None:
    slugs = {kind: kind.slug for kind in SnapshotError.__subclasses__()}

    assert slugs == {
        TokenRefused: "token_refused",
        NoCredits: "no_credits",
        Refused: "refused",
        TooLarge: "too_large",
        Throttled: "throttled",
        BadRequest: "bad_request",
        ServerError: "server_error",
        TimedOut: "timed_out",
        Unreachable: "unreachable",
        ConnectionLost: "connection_lost",
        UnreadableAnswer: "unreadable_answer",
    }


def test_an_error_in_a_log_says_what_it_knows() -> None:
    assert str(Refused("Go away.", status=403)) == "refused (HTTP 403): Go away."
    assert str(TimedOut()) == "timed_out"


@pytest.mark.parametrize(
    ("name", "status", "detail"),
    [
        ("field-error-403-invalid-token.json", 403, "Invalid token."),
        (
            "field-error-403-no-credits.json",
            403,
            "You do not have enough credits to perform this request.",
        ),
        ("field-error-413-too-large.json", 413, "Invalid file. See …/upload-limit/"),
        (
            "field-error-400-non-field-errors.json",
            400,
            "Either upload or upload_url is required.",
        ),
        ("field-error-400-upload-field.json", 400, "upload: The submitted file is empty."),
        ("field-error-502-not-json.html", 502, "502 Bad Gateway 502 Bad Gateway proxy"),
        (
            "ref-error-429-throttled.json",
            429,
            "Request was throttled. Expected available in 1 second.",
        ),
    ],
)
def test_the_servers_words_are_found_where_it_puts_them(
    name: str, status: int, detail: str
) -> None:
    assert error_of(status, raw(name)).detail == detail


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", ""),
        (b"{}", ""),
        (b"null", ""),
        (b'"Nope."', "Nope."),
        (b'["No.", 7, "Never."]', "No. Never."),
        (b'{"detail": 7, "status_code": 400}', ""),
        (b'{"config": {"mode": ["Unknown mode."]}}', "config: Unknown mode."),
        (b'{"mmc": ["Not enabled."], "error": "Refused."}', "Refused. mmc: Not enabled."),
        (b"\xff\xfe\xfa", "\ufffd\ufffd\ufffd"),
        (b"one\r\n\x1b[31mtwo\x00", "one [31mtwo"),
        (b"fish &amp; chips", "fish & chips"),
        (b"[" * 100_000, "[" * (DETAIL_LIMIT - 1) + "…"),
    ],
)
def test_words_are_one_short_printable_line_whatever_the_body(body: bytes, detail: str) -> None:
    assert error_of(400, body).detail == detail


def test_a_redirect_says_where_to() -> None:
    assert error_of(302, Location="https://elsewhere.example/").detail == (
        "redirect to https://elsewhere.example/"
    )


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b'{"detail": "Invalid token SECRET-7."}', {}),
        (b"<b>secret-7</b>", {}),
        (b'{"SECRET-7": ["unknown"]}', {}),
        (b"x" * (DETAIL_LIMIT - 4) + b"SECRET-7", {}),
        (b"", {"Location": "https://elsewhere.example/?token=SECRET-7"}),
    ],
)
def test_a_repeated_token_does_not_reach_the_detail(body: bytes, headers: dict[str, str]) -> None:
    for status in (302, 400, 429, 500):
        error = error_from_answer(status, CIMultiDict(headers), body, secrets=("SECRET-7",))

        assert "SECR" not in str(error).upper()


@pytest.mark.parametrize(
    "body",
    [
        b"/?token=a%2fb%22c%26d%2b7 refused",
        b"/?token=a/b%22c%26d%2B7 refused",
        b'{"detail": "a/b\\"c&d+7 refused',  # JSON that was cut off
        b"<b>a/b&quot;c&amp;d+7</b> refused",
        b"Basic YS9iImMmZCs3 refused",
    ],
)
def test_a_token_is_known_however_it_is_written(body: bytes) -> None:
    error = error_from_answer(400, {}, body, secrets=('a/b"c&d+7',))

    assert error.detail.endswith("refused")
    assert "***" in error.detail


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"license_key": "Lk7"}', "license_key: ***"),
        (b'{"a": {"license_key": "Lk7", "b": "c"}}', "a: c"),
        (b'{"version": "1", "license_key": "Lk7", ', '{"version": "1", "license_key": "***",'),
        (b"{'license_key': 'Lk7'}", "{'license_key': '***'}"),
        (b"Licence key: Lk7 (expired)", "Licence key: *** (expired)"),
        (b"LICENSE_KEY=Lk7", "LICENSE_KEY=***"),
        (b"<p>License key <b>ab-Lk7</b> is unknown</p>", "License key *** is unknown"),
        (b"The license key has expired.", "The license key has expired."),
    ],
)
def test_a_licence_key_does_not_reach_the_detail(body: bytes, detail: str) -> None:
    assert error_of(500, body).detail == detail


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1.0, b"1 second"), (7.0, b"7 seconds"), (0.5, b"0.5 seconds"), (3600.0, b"86400 seconds")],
)
def test_a_429_carries_the_wait_the_server_named(seconds: float, text: bytes) -> None:
    assert wait_of(b'{"detail": "Expected available in %s."}' % text) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("2", 2.0), (" 1.5 ", 1.5), ("0", 0.0), ("999999", 3600.0), ("9" * 400, 3600.0)],
)
def test_a_429_prefers_the_retry_after_header(header: str, seconds: float) -> None:
    assert wait_of(b'{"detail": "available in 9 seconds"}', Retry_After=header) == seconds


@pytest.mark.parametrize("header", ["", "-1", "nan", "inf", "1e3", "٣", "soon", "2 apples"])
def test_a_429_passes_over_a_senseless_header(header: str) -> None:
    assert wait_of(b'{"detail": "available in 9 seconds"}', Retry_After=header) == 9.0


@pytest.mark.parametrize(
    ("until", "date", "seconds"),
    [
        ("Wed, 11 Feb 2026 09:14:12 GMT", "Wed, 11 Feb 2026 09:14:07 GMT", 5.0),
        ("Wed, 11 Feb 2026 10:14:12 +0100", "Wed, 11 Feb 2026 09:14:07 GMT", 5.0),
        ("Thu, 12 Feb 2026 09:14:07 GMT", "Wed, 11 Feb 2026 09:14:07 GMT", 3600.0),
        ("Wed, 11 Feb 2026 09:14:00 GMT", "Wed, 11 Feb 2026 09:14:07 GMT", 9.0),
        ("Wed, 11 Feb 2026 09:14:12 -0000", "Wed, 11 Feb 2026 09:14:07 GMT", 9.0),
        ("Wed, 11 Feb 2026 09:14:12 GMT", "", 9.0),
    ],
)
def test_a_429_with_a_date_waits_by_the_servers_clock(
    until: str, date: str, seconds: float
) -> None:
    body = b'{"detail": "available in 9 seconds"}'

    assert wait_of(body, Retry_After=until, Date=date) == seconds


def test_a_429_that_names_no_wait_gets_a_second() -> None:
    assert wait_of(b"<html>slow down</html>") == 1.0


@given(
    status=st.integers(100, 999),
    headers=st.dictionaries(st.sampled_from(["Retry-After", "Date", "Location"]), st.text()),
    body=st.binary()
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ).map(lambda value: repr(value).encode(errors="replace")),
)
def test_any_answer_becomes_an_error_of_ours(
    status: int, headers: dict[str, str], body: bytes
) -> None:
    error = error_from_answer(status, CIMultiDict(headers), body, secrets=("a",))

    assert type(error) in SnapshotError.__subclasses__()
    assert len(error.detail) <= DETAIL_LIMIT
    assert error.detail.isprintable()
    assert "a" not in error.detail.removeprefix("redirect")
    if isinstance(error, Throttled):
        assert 0 <= error.retry_after <= 3600
