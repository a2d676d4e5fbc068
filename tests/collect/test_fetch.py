"""Fetching is bounded in redirects, bytes and seconds, and what goes wrong is said with its remedy."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sijill.collect import fetch as fetching
from sijill.collect.fetch import fetch
from sijill.config import Collect
from sijill.errors import FetchRefused
from sijill.model.document import MediaType
from tests.collect.files import Taken, take, write_pdf
from tests.collect.servers import drip, respond, serve

OWN = Collect(allow_private_addresses=True, fetch_timeout_s=10)
REPORT = b"Twelve people died in Orvale on Friday, the council said."
PAGE = b"<html><head><title>Raid</title></head><body><article><p>" + REPORT + b"</p></article></body></html>"


def get(url: str, settings: Collect = OWN) -> bytes:
    with fetch(url, settings) as page:
        return b"".join(page.chunks)


def refuse(url: str, settings: Collect = OWN) -> FetchRefused:
    with pytest.raises(FetchRefused) as refused:
        get(url, settings)
    assert url in str(refused.value)
    return refused.value


def take_pages(tmp_path: Path, *urls: str, **settings: Any) -> Taken:
    return take(tmp_path, *urls, settings=OWN.model_copy(update=settings))


def test_a_page_becomes_a_document_of_its_address(tmp_path: Path) -> None:
    with serve({"/news/raid-on-orvale.html?a=1": respond(PAGE, content_type="text/html; charset=utf-8")}) as server:
        taken = take_pages(tmp_path, f"{server}/news/raid-on-orvale.html?a=1#comments")
    document = taken.only
    assert (document.name, document.text) == ("raid-on-orvale", REPORT.decode())
    assert document.metadata.url == f"{server}/news/raid-on-orvale.html?a=1"
    assert (document.media_type, document.published, document.metadata.title) == (MediaType.HTML, None, "Raid")
    assert taken.problems == []


@pytest.mark.parametrize(
    ("path", "content_type", "body", "media_type"),
    [
        ("/raid", "text/plain; charset=windows-1252", "Orvâle: 12 dead".encode("cp1252"), MediaType.TEXT),
        ("/raid.pdf", "application/octet-stream", write_pdf(["Orvale: 12 dead"]), MediaType.PDF),
        ("/raid", "application/pdf", write_pdf(["Orvale: 12 dead"]), MediaType.PDF),
        ("/raid.jsonl", "text/plain", b'{"text": "Orvale: 12 dead"}', MediaType.JSONL),
        ("/", "text/csv", b"text\nOrvale: 12 dead\n", MediaType.CSV),
    ],
)
def test_what_is_fetched_is_read_as_what_it_is(
    tmp_path: Path, path: str, content_type: str, body: bytes, media_type: MediaType
) -> None:
    with serve({path: respond(body, content_type=content_type)}) as server:
        document = take_pages(tmp_path, server + path).only
    assert document.media_type is media_type
    assert document.text.replace("â", "a") == "Orvale: 12 dead"


def test_a_picture_is_no_document(tmp_path: Path) -> None:
    with serve({"/a.jpg": respond(b"\xff\xd8\xff\xe0" + bytes(99), content_type="image/jpeg")}) as server:
        assert take_pages(tmp_path, f"{server}/a.jpg").kinds == ["binary"]


def test_redirects_are_followed_up_to_the_bound(tmp_path: Path) -> None:
    pages = {f"/{number}": respond(status="302 Found", location=f"/{number + 1}") for number in range(5)}
    with serve({**pages, "/5": respond(REPORT, content_type="text/plain")}) as server:
        assert get(f"{server}/0") == REPORT
        refused = refuse(f"{server}/0", OWN.model_copy(update={"fetch_max_redirects": 4}))
        assert "more than 4 redirects" in str(refused)
        assert take_pages(tmp_path, f"{server}/0").only.metadata.url == f"{server}/0"


def test_a_redirect_loop_ends() -> None:
    with serve({"/": respond(status="301 Moved", location="/")}) as server:
        assert "more than 5 redirects" in str(refuse(f"{server}/"))


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://user:pw@127.0.0.1/"])
def test_no_redirect_leads_out_of_the_web(location: str) -> None:
    with serve({"/": respond(status="302 Found", location=location)}) as server:
        assert "it leads on to an address that is not fetched" in str(refuse(f"{server}/"))


def test_a_redirect_from_a_public_host_to_a_private_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve({"/": respond(status="302 Found", location="http://inside.example/secret")}) as server:
        port = int(server.rpartition(":")[2])
        answers = {"public.example": "93.184.216.34", "inside.example": "10.0.0.5"}
        connected: list[str] = []
        connect, look_up_really = socket.create_connection, socket.getaddrinfo

        def look_up(host: str, at: int, *rest: Any, **named: Any) -> list[Any]:
            if host not in answers:
                return look_up_really(host, at, *rest, **named)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[host], at))]

        def connect_to(where: tuple[str, int], **options: Any) -> socket.socket:
            connected.append(where[0])
            return connect(("127.0.0.1", port), **options)

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr(socket, "create_connection", connect_to)
        refused = refuse("http://public.example/", Collect())
    assert "it leads on elsewhere. http://inside.example/secret: inside.example is no public address" in str(refused)
    assert connected == ["93.184.216.34"]


def test_private_addresses_are_refused_unless_allowed(tmp_path: Path) -> None:
    with serve({"/": respond(REPORT, content_type="text/plain")}) as server:
        taken = take(tmp_path, f"{server}/", settings=Collect())
        assert taken.kinds == ["not_fetched"]
        assert taken.fault.says.startswith(f"{server}/: 127.0.0.1 is no public address and is not fetched")
        assert take_pages(tmp_path, f"{server}/").kinds == []


@pytest.mark.parametrize("headers", [{}, {"content_length": "99999999999"}, {"transfer_encoding": "chunked"}])
def test_more_bytes_than_the_bound_are_not_taken(headers: dict[str, str]) -> None:
    body = b"dead " * 200_000
    if "transfer_encoding" in headers:
        body = b"f4240\r\n" + body + b"\r\n0\r\n\r\n"
    with serve({"/": respond(body, content_type="text/plain", **headers)}) as server:
        refused = refuse(f"{server}/", OWN.model_copy(update={"fetch_max_mb": 0.5}))
    assert "larger than 0.5 MB; raise collect.fetch_max_mb" in str(refused)


def test_packed_answers_are_unpacked() -> None:
    with serve({"/": respond(gzip.compress(REPORT), content_encoding="gzip")}) as server:
        assert get(f"{server}/") == REPORT


def test_a_gzip_bomb_is_noticed_before_it_unfolds() -> None:
    bomb = gzip.compress(bytes(300_000_000), 9)
    with serve({"/": respond(bomb, content_encoding="gzip")}) as server:
        tracemalloc.start()
        refused = refuse(f"{server}/", OWN.model_copy(update={"fetch_max_mb": 1}))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert "larger than 1 MB" in str(refused)
    assert peak < 5_000_000


@pytest.mark.parametrize(
    "answer",
    [
        respond(gzip.compress(REPORT)[:-9], content_encoding="gzip"),
        respond(zlib.compress(REPORT), content_encoding="gzip"),
        respond(REPORT, content_length="5000"),
        respond(b"5\r\ndead ", transfer_encoding="chunked"),
        b"SSH-2.0-OpenSSH\r\n",
        b"",
    ],
)  # fmt: skip
def test_an_answer_that_breaks_off_is_no_answer(answer: bytes) -> None:
    with serve({"/": answer}) as server:
        refused = refuse(f"{server}/")
    assert "try again later" in str(refused)
    assert not refused.permanent


def test_an_encoding_that_was_not_asked_for_is_said() -> None:
    with serve({"/": respond(REPORT, content_encoding="br")}) as server:
        assert "the server sends 'br', which was not asked for" in str(refuse(f"{server}/"))


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n", respond(content_length="999")]
)
def test_a_server_that_drips_is_left_in_time(start: bytes) -> None:
    with serve(lambda _, connection: drip(connection, start)) as server:
        began = time.monotonic()
        refused = refuse(f"{server}/", OWN.model_copy(update={"fetch_timeout_s": 0.6}))
        assert time.monotonic() - began < 5
    assert "no whole answer within 0.6 s; try again, or raise collect.fetch_timeout_s" in str(refused)
    assert not refused.permanent


def certify(tmp_path: Path) -> Path:
    """A certificate that localhost signed for itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path / "localhost.pem"
    pem = serialization.Encoding.PEM
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(pem, *plain) + certificate.public_bytes(pem))
    return path


def test_certificates_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = certify(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serve({"/": respond(REPORT)}, context) as server:
        url = server.replace("127.0.0.1", "localhost") + "/"
        assert "its certificate cannot be trusted (self-signed certificate)" in str(refuse(url))
        monkeypatch.setattr(fetching, "_trusted_context", lambda: ssl.create_default_context(cafile=certificate))
        assert get(url) == REPORT
        assert "its certificate cannot be trusted" in str(refuse(f"{server}/"))  # the right server under another name


def test_a_server_that_says_nothing_during_the_handshake_is_left_in_time() -> None:
    with serve(lambda _, connection: drip(connection, b"")) as server:
        began = time.monotonic()
        refuse(server.replace("http:", "https:") + "/", OWN.model_copy(update={"fetch_timeout_s": 0.6}))
        assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("status", "permanent"),
    [("404 Not Found", True), ("403 Forbidden", True), ("503 Busy", False), ("429 Slow", False)],
)
def test_what_the_server_answers_is_said(status: str, permanent: bool) -> None:
    with serve({"/": respond(b"sorry", status=status)}) as server:
        refused = refuse(f"{server}/")
    assert f"the server answers {status}" in str(refused)
    assert refused.permanent is permanent


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken_port:
        port = taken_port.getsockname()[1]
    taken = take_pages(tmp_path, f"http://127.0.0.1:{port}/")
    assert taken.kinds == ["not_fetched"]
    assert "the connection failed" in taken.fault.says


def test_a_page_that_fails_leaves_nothing_and_the_rest_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT)
    with serve({"/": respond(REPORT, content_length="5000")}) as server:
        taken = take_pages(tmp_path, f"{server}/", str(tmp_path / "a.txt"))
    assert (taken.names, taken.kinds) == (["a"], ["not_fetched"])
    assert len([path for path in (tmp_path / "register" / "archive").rglob("*") if path.is_file()]) == 1
