"""A model behind an address is believed only where the text bears it out; whatever else it answers costs no document."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from sijill.config import Limits, Read, Settings
from sijill.errors import ConfigError
from sijill.model.claim import CountClaim, Reading
from sijill.model.problem import Problem
from sijill.pipeline import document_of, keys_of
from sijill.read import read, reader_of

TEXT = (
    "Gunmen stormed the market of Belhazi on Monday. The governor of Ostren said at least 12 people were killed and 30 wounded.\n"
    "A clinic had counted between six and eight bodies in the morning. In May 4 soldiers died there."
)
KILLED = {
    "quote": "at least 12 people were killed", "outcome": "killed", "count": {"wording": "at least 12", "min": 12, "max": None},
    "victims": "civilian", "scope": "incident", "stance": "reported", "attributed_to": ["The governor of Ostren"],
}  # fmt: skip
Answer = Callable[[BaseHTTPRequestHandler], None]


def completion(claims: object) -> bytes:
    content = claims if isinstance(claims, str) else json.dumps({"claims": claims})
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def sends(body: bytes, status: int = 200, length: int | None = None) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def never_ends(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" ")
            time.sleep(0.02)
    except OSError:
        return


def says_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)


@contextmanager
def served(answer: Answer, asked: list[Any] | None = None) -> Iterator[Read]:
    """A model behind an address of this machine, and the settings that choose it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if asked is not None:
                asked.append((self.path, dict(self.headers), json.loads(body)))
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield Read(reader="endpoint", endpoint=address, model="tester", endpoint_timeout_s=0.5, endpoint_max_mb=0.1)
    finally:
        server.shutdown()
        server.server_close()


def read_with(answer: Answer, text: str = TEXT) -> tuple[Reading, tuple[Problem, ...]]:
    with served(answer) as settings:
        return read(document_of(text, published=None, source=None, name="case"), settings, Limits())


def test_a_claim_that_its_text_bears_out_stands_with_its_words() -> None:
    reading, problems = read_with(sends(completion([KILLED])))
    (claim,) = reading.claims
    assert problems == ()
    assert isinstance(claim, CountClaim)
    assert (claim.count.min, claim.count.max, claim.count_span.quote) == (12, None, "at least 12")
    assert TEXT[claim.span.start : claim.span.end] == claim.span.quote == KILLED["quote"]
    assert [speaker.name for speaker in claim.attributed_to] == ["The governor of Ostren"]
    assert claim.reader == reading.reader == "endpoint:tester@1"


def test_an_answer_fenced_as_code_is_read() -> None:
    fenced = f"```json\n{json.dumps({'claims': [KILLED]})}\n```"
    assert len(read_with(sends(completion(fenced)))[0].claims) == 1


def test_the_same_claim_twice_is_one() -> None:
    assert len(read_with(sends(completion([KILLED, KILLED])))[0].claims) == 1


def changed(**fields: object) -> dict[str, object]:
    return {**KILLED, **fields}


def counted(wording: object, low: object, high: object) -> dict[str, object]:
    return changed(count={"wording": wording, "min": low, "max": high})


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (changed(quote="at least 13 people were killed"), "endpoint_quote_not_in_text"),
        (changed(quote="on Monday. The governor"), "endpoint_quote_too_long"),
        (counted("twelve", 12, None), "endpoint_count_not_in_quote"),
        (counted("at least 12", 12, 12), "endpoint_count_differs"),
        (counted("12", 12, 12), "endpoint_count_differs"),
        (counted("people", 12, None), "endpoint_count_differs"),
        (changed(quote="12 people were killed", count={"wording": "12", "min": 12, "max": 12}), "endpoint_count_differs"),
        (counted("at least 12", 10**30, None), "endpoint_claim_malformed"),
        (counted("at least 12", 12.5, None), "endpoint_claim_malformed"),
        (counted("at least 12", "12", None), "endpoint_claim_malformed"),
        (counted("at least 12", True, None), "endpoint_claim_malformed"),
        (counted("at least 12", -12, None), "endpoint_claim_malformed"),
        (changed(outcome="slain"), "endpoint_claim_malformed"),
        (changed(scope="war"), "endpoint_claim_malformed"),
        (changed(stance="sure"), "endpoint_claim_malformed"),
        (changed(attributed_to=["the bishop of Velmar"]), "endpoint_speaker_not_in_text"),
        (changed(attributed_to=[" "]), "endpoint_speaker_not_in_text"),
        ("killed: 12", "endpoint_claim_malformed"),
        (None, "endpoint_claim_malformed"),
        ([[]], "endpoint_claim_malformed"),
    ],
)  # fmt: skip
def test_what_the_text_does_not_bear_out_is_a_problem_and_no_claim(claim: object, kind: str) -> None:
    reading, problems = read_with(sends(completion([claim, KILLED])))
    assert [problem.kind for problem in problems] == [kind]
    assert [one.span.quote for one in reading.claims] == [KILLED["quote"]]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (sends(b"<html>busy</html>"), "endpoint_unreadable"),
        (sends(b""), "endpoint_unreadable"),
        (sends(b"\xff\xfe\x00"), "endpoint_unreadable"),
        (sends(b'{"choices": []}'), "endpoint_unreadable"),
        (sends(b"[" * 90_000), "endpoint_unreadable"),
        (sends(completion("Certainly! Here are the claims.")), "endpoint_unreadable"),
        (sends(completion('{"claims": [{"quote": "at le')), "endpoint_unreadable"),
        (sends(completion('{"claims": [NaN]}')), "endpoint_unreadable"),
        (sends(completion('{"claims": [' + "9" * 6_000 + "]}")), "endpoint_unreadable"),
        (sends(completion("[" * 80_000)), "endpoint_unreadable"),
        (sends(completion('{"claims": "none"}')), "endpoint_unreadable"),
        (sends(completion([None] * 501)), "endpoint_too_long"),
        (sends(completion([KILLED]), length=5_000), "endpoint_failed"),
        (sends(b"x" * 200_000), "endpoint_too_long"),
        (sends(b"out of memory", status=500), "endpoint_failed"),
        (sends(b"", status=302), "endpoint_failed"),
        (never_ends, "endpoint_timeout"),
        (says_nothing, "endpoint_timeout"),
    ],
)  # fmt: skip
def test_whatever_the_endpoint_answers_the_document_is_kept_and_the_problem_named(answer: Answer, kind: str) -> None:
    start = time.monotonic()
    reading, problems = read_with(answer)
    assert time.monotonic() - start < 5
    assert reading.claims == ()
    assert reading.sentences
    assert [problem.kind for problem in problems] == [kind]


def test_many_false_claims_do_not_bury_the_rest() -> None:
    _, problems = read_with(sends(completion([changed(quote=f"{n} died") for n in range(400)])))
    assert len(problems) == 21
    assert problems[-1].kind == "endpoint_claim_left_out"


def test_a_text_in_another_language_is_named_and_not_sent() -> None:
    text = "Hombres armados mataron a doce personas en el mercado de Belhazi el lunes, según dijo el gobernador de la provincia."
    asked: list[Any] = []
    with served(sends(completion([])), asked) as settings:
        _, problems = read(document_of(text, published=None, source=None, name="case"), settings, Limits())
    assert [problem.kind for problem in problems] == ["language_not_read"]
    assert asked == []


def test_the_key_is_taken_from_the_variable_that_the_settings_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTER_KEY", "s3cret")
    asked: list[Any] = []
    document = document_of(TEXT, published=None, source=None, name="case")
    with served(sends(completion([])), asked) as settings:
        read(document, settings.model_copy(update={"endpoint_key": "TESTER_KEY"}), Limits())
        with pytest.raises(ConfigError, match="UNSET_KEY"):
            read(document, settings.model_copy(update={"endpoint_key": "UNSET_KEY"}), Limits())
    ((path, headers, body),) = asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer s3cret"
    assert body["messages"][-1]["content"] == TEXT
    assert "s3cret" not in json.dumps(body)


def test_an_endpoint_that_is_not_there_is_the_callers_fault() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings = Read(reader="endpoint", endpoint=f"http://127.0.0.1:{unused.getsockname()[1]}/v1", model="tester")
        with pytest.raises(ConfigError, match="cannot be reached"):
            read(document_of(TEXT, published=None, source=None, name="case"), settings, Limits())


@pytest.mark.parametrize("status", [401, 404])
def test_an_endpoint_that_refuses_is_the_callers_fault(status: int) -> None:
    with pytest.raises(ConfigError, match=str(status)):
        read_with(sends(b"", status=status))


def test_texts_leave_the_machine_only_where_the_settings_say_so_twice() -> None:
    remote = {"reader": "endpoint", "endpoint": "https://models.example/v1", "model": "tester"}
    with pytest.raises(ValueError, match="endpoint_may_be_remote"):
        Read(**remote)  # type: ignore[arg-type]
    assert Read(**remote, endpoint_may_be_remote=True).is_remote  # type: ignore[arg-type]
    assert not Read(reader="endpoint", endpoint="http://[::1]:8080/v1", model="tester").is_remote
    assert not Read(endpoint="https://models.example/v1", model="tester").is_remote
    with pytest.raises(ValueError, match="needs endpoint"):
        Read(reader="endpoint", endpoint="file:///etc/passwd", model="tester")


def test_another_model_is_another_reader() -> None:
    local = {"reader": "endpoint", "endpoint": "http://127.0.0.1:1/v1"}
    one, other = (Settings(read=Read(**local, model=name)) for name in ("one", "other"))  # type: ignore[arg-type]
    assert len({keys_of(settings, None).reader for settings in (one, other, Settings())}) == 3
    assert reader_of(one.read) == "endpoint:one@1"
