"""Bytes are read as what they are, not as what they are named."""

from __future__ import annotations

import time

import pytest

from sijill.collect.media import PDF, tell_media_type
from sijill.model.document import MediaType


@pytest.mark.parametrize(
    ("suffix", "content_type", "head", "expected"),
    [
        (".txt", "", b"Twelve dead", MediaType.TEXT),
        (".md", "", b"# Twelve dead", MediaType.MARKDOWN),
        (".HTML", "", b"Twelve dead", MediaType.HTML),
        (".json", "", b'{"text": "x"}', MediaType.JSONL),
        ("", "", b"Twelve dead", MediaType.TEXT),
        ("", "", b'  {"text": "x"}\n', MediaType.JSONL),
        ("", "", b"%PDF-1.7", MediaType.PDF),
        ("", "", b"\xef\xbb\xbf <!-- saved --><!DOCTYPE html>", MediaType.HTML),
        (".txt", "", b"<html><body>", MediaType.HTML),
        (".md", "", b"<html><body>", MediaType.MARKDOWN),
        (".txt", "", b'{"text": "x"}', MediaType.TEXT),
        (".txt", "", b"%PDF-1.7", PDF),
        (".pdf", "", b"\r\n\r\n%PDF-1.4\n1 0 obj", MediaType.PDF),
        (".pdf", "text/html; charset=x".split(";")[0], b"<p>gone</p>", MediaType.HTML),
        ("", "text/html", b"%PDF-1.7", MediaType.PDF),
        ("", "application/octet-stream", b"%PDF-1.7", MediaType.PDF),
        (".jsonl", "text/plain", b"{}", MediaType.JSONL),
        (".txt", "", b"PK\x03\x04rest", "a ZIP archive (as Word, Excel and OpenDocument files are)"),
        (".txt", "", b"\x89PNG\r\n\x1a\n", "a PNG image"),
        ("", "image/jpeg", b"\xff\xd8\xff\xe0", "a JPEG image"),
        (".doc", "", b"{\\rtf1", "a rich text (RTF) file"),
    ],
)
def test_first_bytes_go_before_the_name(suffix: str, content_type: str, head: bytes, expected: MediaType | str) -> None:
    assert tell_media_type(suffix, content_type, head) == expected


def test_a_head_full_of_comments_is_told_at_once() -> None:
    start = time.monotonic()
    assert tell_media_type("", "", b"<!---->" * 600) is MediaType.TEXT
    assert time.monotonic() - start < 1
