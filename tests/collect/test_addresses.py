"""Only public hosts are spoken to, however an address spells them."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from sijill.collect.addresses import check_address, follow, is_address, is_public, look_up
from sijill.errors import FetchRefused

NOT_PUBLIC = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
    "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1",
    "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1", "2002:7f00:1::1", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_addresses_inside_a_network_are_not_public(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2002:808:808::1", "::ffff:8.8.8.8"]
)
def test_addresses_of_the_internet_are_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fe80::1%25eth0]",
        "0",
        "127.0.0.1.",
    ],
)
def test_a_private_address_is_refused_in_every_spelling(host: str) -> None:
    with pytest.raises(
        FetchRefused, match=r"is no public address and is not fetched; set collect.allow_private_addresses"
    ) as refused:
        check_address(f"http://{host}/", allow_private=False)
    assert refused.value.permanent
    assert check_address(f"http://{host}/", allow_private=True).scheme == "http"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org",
        "data://text",
        "javascript://x",
        "HTTPX://example.org/",
    ],
)
def test_only_the_webs_own_schemes_are_fetched(url: str) -> None:
    with pytest.raises(FetchRefused, match="only http and https are fetched; save the document and add the file"):
        check_address(url, allow_private=True)


def test_credentials_are_refused_and_never_repeated() -> None:
    for url in ("https://user:secret@example.org/a", "https://secret@example.org/a", "https://@example.org/"):
        with pytest.raises(FetchRefused, match="user name or password") as refused:
            check_address(url, allow_private=False)
        assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    ["http://", "http:///path", "http://exa mple.org/", "http://example.org/a\r\nHost: x", "http://example.org:99999/", "http://[::1", "http://a\\b/",
     "http://exam<ple.org/", "http://" + "a" * 9000, "http://\u2028/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        check_address(url, allow_private=True)


def test_an_address_is_taken_apart_as_it_goes_over_the_wire() -> None:
    address = check_address("HTTP://Bücher.example:8080/größe%20x?q=é&b=[1]#part", allow_private=False)
    assert (address.host, address.port, address.authority) == (
        "xn--bcher-kva.example",
        8080,
        "xn--bcher-kva.example:8080",
    )
    assert address.target == "/gr%C3%B6%C3%9Fe%20x?q=%C3%A9&b=[1]"
    assert check_address("https://example.org", allow_private=False).authority == "example.org"
    assert check_address("http://[2606:2800::1]/", allow_private=False).authority == "[2606:2800::1]"


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "//10.0.0.1/x",
        "http://user:pw@example.org/",
        "gopher://x/",
        "http://[::1",
    ],
)
def test_a_redirect_is_checked_like_any_address(location: str) -> None:
    start = check_address("https://example.org/a/b", allow_private=False)
    with pytest.raises(FetchRefused, match=r"^https://example\.org/a/b: it leads on to"):
        follow(start, location, allow_private=False)


def test_a_relative_redirect_stays_on_its_host() -> None:
    start = check_address("https://example.org/a/b", allow_private=False)
    assert follow(start, "../c d?x=1#y", allow_private=False).url == "https://example.org/c%20d?x=1"
    assert follow(start, "/gr\xc3\xb6\xc3\x9fe", allow_private=False).target == "/gr%C3%B6%C3%9Fe"


def resolve_to(monkeypatch: pytest.MonkeyPatch, *ips: str) -> list[str]:
    asked: list[str] = []

    def answer(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_a_name_is_looked_up_once_and_one_private_answer_refuses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    address = check_address("http://rebind.example/", allow_private=False)
    asked = resolve_to(monkeypatch, "93.184.216.34", "127.0.0.1")
    with pytest.raises(FetchRefused, match=r"rebind\.example is no public address"):
        look_up(address, allow_private=False, max_seconds=5)
    assert asked == ["rebind.example"]
    assert look_up(address, allow_private=True, max_seconds=5) == ["93.184.216.34", "127.0.0.1"]


def test_a_name_that_is_not_found_may_be_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(FetchRefused, match=r"the host gone.example is not found") as refused:
        look_up(check_address("http://gone.example/", allow_private=False), allow_private=False, max_seconds=5)
    assert not refused.value.permanent


def test_addresses_are_told_from_paths() -> None:
    assert is_address("https://example.org") and is_address("FTP://x")
    assert not is_address("reports/a.txt") and not is_address("C:\\reports") and not is_address("-")
