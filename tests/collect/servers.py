"""Servers on loopback that behave as tests want: well, slowly, endlessly, or not at all."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = Callable[[str, socket.socket], None]


def respond(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """One whole HTTP answer; respond(b"x", content_type="text/plain")."""
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    if "content_length" not in headers and "transfer_encoding" not in headers:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def drip(connection: socket.socket, start: bytes, seconds: float = 20) -> None:
    """Sends one byte now and then, long after anyone should have stopped listening."""
    connection.sendall(start)
    for _ in range(int(seconds / 0.05)):
        connection.sendall(b"x")
        time.sleep(0.05)


@contextmanager
def serve(answer: Answer | dict[str, bytes], context: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that answers by path; gives its address without a path."""
    listener = socket.create_server(("127.0.0.1", 0))
    reply = answer if callable(answer) else lambda path, connection: connection.sendall(answer[path])

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=speak, args=(connection,), daemon=True).start()

    def speak(connection: socket.socket) -> None:
        with (
            suppress(OSError),
            context.wrap_socket(connection, server_side=True) if context else connection as connection,
        ):
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536)
            reply(request.split(b" ", 2)[1].decode(), connection)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        # Closing alone does not wake a thread that waits in accept.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
