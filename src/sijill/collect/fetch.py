"""Decides how a document is fetched from the web: to checked addresses only, and bounded in redirects, bytes and seconds.

Address -> chunks of the body as the server means them to be read, its content type and encoding; or FetchRefused.
Takes no cookies, runs no scripts, uses no proxy and sends nothing but the request.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from threading import Timer

from sijill.collect.addresses import Address, check_address, follow, look_up
from sijill.config import Collect
from sijill.errors import FetchRefused

REDIRECTS = {301, 302, 303, 307, 308}
# Asking again may help: the server is busy, or refuses for now.
PASSING = {408, 425, 429, 500, 502, 503, 504}
CHUNK_BYTES = 1 << 16
ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/plain, application/jsonl, text/csv, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer whose body is still to be read, once, from chunks."""

    url: str  # the last address, after redirects
    content_type: str
    charset: str | None
    chunks: Iterator[bytes]


@contextmanager
def fetch(url: str, settings: Collect) -> Iterator[Page]:
    """Opens a web page; raises FetchRefused, here or while the body is read, when a bound is passed or the server fails."""
    deadline = _Deadline(settings.fetch_timeout_s)
    with ExitStack() as stack:
        stack.callback(deadline.cancel)
        with _explained(url, deadline):
            address, answer = _find_page(url, settings, deadline, stack)
            page = _open_page(url, address, answer, settings, deadline)
        yield page


def _find_page(
    url: str, settings: Collect, deadline: _Deadline, stack: ExitStack
) -> tuple[Address, http.client.HTTPResponse]:
    """Follows redirects, each checked anew, to the first answer that is none."""
    address = check_address(url, allow_private=settings.allow_private_addresses)
    for _ in range(settings.fetch_max_redirects + 1):
        answer = stack.enter_context(_ask(address, settings, deadline))
        location = answer.getheader("Location")
        if answer.status not in REDIRECTS or not location:
            return address, answer
        address = follow(address, location, allow_private=settings.allow_private_addresses)
    raise FetchRefused(f"{url}: more than {settings.fetch_max_redirects} redirects; add the address that it leads to")


class _Deadline:
    """Ends the connection at hand when the time for one document is over, also one that sends a byte now and then."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.is_over = False
        self._ends_at = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left_s(self) -> float:
        return max(0.001, self._ends_at - time.monotonic())

    def guard(self, connection: socket.socket) -> None:
        self._socket = connection
        if self.is_over:
            self._end()

    def cancel(self) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        if self._socket is not None:
            with suppress(OSError):
                # The plain call, also of an encrypted socket: its reader sits in another thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@contextmanager
def _ask(address: Address, settings: Collect, deadline: _Deadline) -> Iterator[http.client.HTTPResponse]:
    """Sends one request to a checked network address and opens the answer."""
    connection = _connect(address, settings, deadline)
    try:
        connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", address.authority)
        connection.putheader("User-Agent", settings.user_agent)
        connection.putheader("Accept", ACCEPT)
        connection.putheader("Accept-Encoding", "gzip, identity")
        connection.putheader("Connection", "close")
        connection.endheaders()
        with connection.getresponse() as answer:
            yield answer
    finally:
        connection.close()


def _connect(address: Address, settings: Collect, deadline: _Deadline) -> http.client.HTTPConnection:
    """Connects to one of the addresses that were checked, never to what the name means by then."""
    allow_private = settings.allow_private_addresses
    found = look_up(address, allow_private=allow_private, max_seconds=deadline.left_s)
    plain = _connect_first(found, address, deadline)
    deadline.guard(plain)
    try:
        if address.scheme == "https":
            context = _trusted_context()
            plain = wrapped = context.wrap_socket(plain, server_hostname=address.host, do_handshake_on_connect=False)
            deadline.guard(wrapped)
            wrapped.do_handshake()
    except BaseException:
        plain.close()
        raise
    connection = http.client.HTTPConnection(address.host, address.port)
    connection.sock = plain
    return connection


def _connect_first(found: list[str], address: Address, deadline: _Deadline) -> socket.socket:
    """A connection to the first network address that answers."""
    fault: OSError | None = None
    for ip in found:
        try:
            return socket.create_connection((ip, address.port), timeout=deadline.left_s)
        except OSError as refused:
            fault = refused
    raise fault or OSError("no address")


def _trusted_context() -> ssl.SSLContext:
    """Certificates are checked against those of the system; where it has none, against those that come with certifi."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and not _system_certificates():
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _system_certificates() -> bool:
    paths = ssl.get_default_verify_paths()
    return bool(paths.cafile or paths.capath)


def _open_page(
    url: str, address: Address, answer: http.client.HTTPResponse, settings: Collect, deadline: _Deadline
) -> Page:
    """Checks an answer's head before a byte of its body is taken."""
    if answer.status != 200:
        remedy = (
            "try again later"
            if answer.status in PASSING
            else "check the address, or save the document and add the file"
        )
        says = f"{url}: the server answers {answer.status} {answer.reason}; {remedy}"
        raise FetchRefused(says, permanent=answer.status not in PASSING)
    max_bytes = int(settings.fetch_max_mb * 1_000_000)
    announced = answer.getheader("Content-Length", "")
    if announced.isdecimal() and int(announced[:20]) > max_bytes:
        raise _too_large(url, settings)
    content_type = answer.headers.get_content_type() if answer.getheader("Content-Type") else ""
    charset = answer.headers.get_param("charset")
    chunks = _read_body(url, answer, settings, deadline)
    return Page(address.url, content_type, charset if isinstance(charset, str) else None, chunks)


def _read_body(url: str, answer: http.client.HTTPResponse, settings: Collect, deadline: _Deadline) -> Iterator[bytes]:
    """The body, unpacked, a piece at a time and never more of it than the bound."""
    max_bytes = int(settings.fetch_max_mb * 1_000_000)
    seen = 0
    with _explained(url, deadline):
        for chunk in _unpack(url, _read_packed(answer, deadline), answer.getheader("Content-Encoding", "")):
            seen += len(chunk)
            if seen > max_bytes:
                raise _too_large(url, settings)
            yield chunk


def _read_packed(answer: http.client.HTTPResponse, deadline: _Deadline) -> Iterator[bytes]:
    """The body as sent; an end before its announced length, or one that the deadline made, is no end."""
    while chunk := answer.read(CHUNK_BYTES):
        yield chunk
    if deadline.is_over:
        raise TimeoutError
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)


def _unpack(url: str, chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Undoes gzip a bounded piece at a time, so that a bomb is noticed before it has unfolded."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip"):
        raise FetchRefused(
            f"{url}: the server sends {encoding[:40]!r}, which was not asked for; save the document and add the file"
        )
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    for chunk in chunks:
        packed = chunk
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, CHUNK_BYTES)
            packed = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise zlib.error("the packed answer breaks off")


def _too_large(url: str, settings: Collect) -> FetchRefused:
    return FetchRefused(
        f"{url}: larger than {settings.fetch_max_mb:g} MB; raise collect.fetch_max_mb in sijill.toml, "
        "or save the document and add the file"
    )


@contextmanager
def _explained(url: str, deadline: _Deadline) -> Iterator[None]:
    """Turns what goes wrong on the way into FetchRefused."""
    try:
        yield
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as fault:
        raise _explain(url, fault, deadline) from fault
    except FetchRefused as refusal:
        if str(refusal).startswith(url):
            raise
        raise FetchRefused(f"{url}: it leads on elsewhere. {refusal}", permanent=refusal.permanent) from refusal


def _explain(url: str, fault: Exception, deadline: _Deadline) -> FetchRefused:
    """Says what went wrong on the way, in the caller's words."""
    if deadline.is_over or isinstance(fault, TimeoutError):
        says = (
            f"no whole answer within {deadline.seconds:g} s; try again, or raise collect.fetch_timeout_s in sijill.toml"
        )
        return FetchRefused(f"{url}: {says}", permanent=False)
    if isinstance(fault, ssl.SSLCertVerificationError):
        return FetchRefused(
            f"{url}: its certificate cannot be trusted ({fault.verify_message}); save the document and add the file"
        )
    why = " ".join(str(fault).split())[:200] or type(fault).__name__
    return FetchRefused(f"{url}: the connection failed ({why}); try again later", permanent=False)
