"""What a user may type as a service's address."""

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.endpoint import (
    CLOUD_URL,
    ServiceKind,
    UrlError,
    normalise_url,
)


@pytest.mark.parametrize(
    "typed",
    [
        "https://api.platerecognizer.com",
        "https://api.platerecognizer.com/",
        "https://api.platerecognizer.com/v1/plate-reader/",
        "https://api.platerecognizer.com/v1/plate-reader",
        "  HTTPS://API.PlateRecognizer.com:443 ",
        "api.platerecognizer.com/v1/plate-reader/",
    ],
)
def test_every_way_to_write_the_cloud_is_the_same_address(typed: str) -> None:
    assert normalise_url(typed, "cloud") == CLOUD_URL


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("192.0.2.7:8080", "http://192.0.2.7:8080"),
        ("localhost:8080/alpr", "http://localhost:8080"),
        ("http://NAS.local:80/v1/plate-reader/", "http://nas.local"),
        ("https://nas.local:8443", "https://nas.local:8443"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080"),
        ("http://bücher.example", "http://xn--bcher-kva.example"),
        ("http://proxy/Plates/sdk/", "http://proxy/Plates/sdk"),
        ("http://proxy/sdk/v1/plate-reader/", "http://proxy/sdk"),
        ("http://proxy/alpr/v1/plate-reader/", "http://proxy/alpr"),
        ("http://proxy/a%20b/", "http://proxy/a%20b"),
        ("http://proxy/myalpr", "http://proxy/myalpr"),
    ],
)
def test_an_sdk_address_is_brought_into_its_base_form(typed: str, base: str) -> None:
    assert normalise_url(typed, "sdk") == base


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "https://",
        "https:///v1/plate-reader/",
        "ftp://nas.local",
        "https://user:word@nas.local",
        "https://user@nas.local",
        "https://nas.local/?token=1",
        "https://nas.local/#there",
        "https://nas.local:0",
        "https://nas.local:99999",
        "https://nas.local:port",
        "https://nas local",
        "https://nas.local/a b",
        "https://nas.local/\x00",
        "http://[::1",
        "http://\u00b8",
        "http://nas%20local",
    ],
)
@pytest.mark.parametrize("kind", ["cloud", "sdk"])
def test_what_is_no_plain_web_address_is_refused(typed: str, kind: ServiceKind) -> None:
    with pytest.raises(UrlError) as caught:
        normalise_url(typed, kind)

    assert caught.value.slug == "url_invalid"


@pytest.mark.parametrize("typed", ["http://api.platerecognizer.com", "http://127.0.0.1.example"])
def test_a_cloud_token_does_not_cross_the_network_in_clear(typed: str) -> None:
    with pytest.raises(UrlError) as caught:
        normalise_url(typed, "cloud")

    assert caught.value.slug == "url_not_https"


@pytest.mark.parametrize(
    "typed", ["http://127.0.0.1:8001", "http://127.9.9.9", "http://[::1]:8001", "http://localhost"]
)
def test_a_cloud_on_this_machine_may_be_without_https(typed: str) -> None:
    assert normalise_url(typed, "cloud") == typed


@given(
    typed=st.text() | st.from_regex(r"https?://[^/]+(/.*)?"), kind=st.sampled_from(["cloud", "sdk"])
)
def test_a_normal_form_is_normal_already(typed: str, kind: ServiceKind) -> None:
    try:
        base = normalise_url(typed, kind)
    except UrlError:
        return
    assert normalise_url(base, kind) == base
    assert not base.endswith("/")
