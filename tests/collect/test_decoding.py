"""A text's encoding is found or assumed aloud, and no assumption touches a digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.collect.decoding import Decoding, decode_text, find_decoding

WESTERN = "The “raid” on Orvâle killed 12 — Hélène Dupré said so."
ARABIC = "قتل 12 مدنيا في هجوم على القرية يوم الخميس وأصيب خمسة آخرون"
CYRILLIC = "12 человек убиты в нападении на деревню, сообщил совет"


def decode(raw: bytes, stated: str | None = None) -> tuple[str, str, str | None]:
    decoded = decode_text(raw, stated)
    assert not isinstance(decoded, str), decoded
    text, decoding = decoded
    return text, decoding.encoding, decoding.doubt[0] if decoding.doubt else None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_or_utf8_leaves_no_doubt_and_the_mark_is_no_text(encoding: str) -> None:
    assert decode(f"{WESTERN}\r\n{ARABIC}".encode(encoding))[::2] == (f"{WESTERN}\r\n{ARABIC}", None)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(WESTERN, "cp1252"), (ARABIC, "cp1256"), (CYRILLIC, "cp1251"), ("12 killed in a café", "cp1252")],
)
def test_a_legacy_encoding_is_assumed_aloud(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding, "encoding_assumed")


def test_the_assumed_encoding_is_named_with_the_remedy() -> None:
    found = find_decoding([ARABIC.encode("cp1256")])
    assert isinstance(found, Decoding) and found.doubt
    assert "windows-1256 was assumed" in found.doubt[1]
    assert "Save the file again as UTF-8" in found.doubt[1]


def test_utf16_without_a_mark_is_assumed_aloud() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(b"12 killed in Orvale, the council said".decode().encode(encoding)) == (
            "12 killed in Orvale, the council said", encoding, "encoding_assumed",
        )  # fmt: skip


def test_a_few_broken_bytes_do_not_make_utf8_another_encoding() -> None:
    raw = "Orvâle, Tamrîn, Bérou: 12".encode() + b"\xff dead"
    assert decode(raw) == ("Orvâle, Tamrîn, Bérou: 12\ufffd dead", "utf-8", "bad_bytes")
    found = find_decoding([raw])
    assert isinstance(found, Decoding) and found.doubt
    assert f"the first at byte {raw.index(0xFF)}" in found.doubt[1]


def test_a_text_cut_within_a_character_is_still_utf8() -> None:
    assert decode("Orvâle, Tamrîn, Béroué".encode()[:-1]) == ("Orvâle, Tamrîn, Bérou\ufffd", "utf-8", "bad_bytes")


def test_a_stated_encoding_is_believed_unless_the_bytes_are_utf8() -> None:
    assert decode(WESTERN.encode("cp1252"), "ISO-8859-1") == (WESTERN, "cp1252", None)
    assert decode(WESTERN.encode(), "windows-1252") == (WESTERN, "utf-8", None)


@pytest.mark.parametrize("stated", ["utf-7", "cp037", "rot13", "zlib", "no-such", "", "utf-16"])
def test_an_encoding_that_could_move_digits_is_not_believed(stated: str) -> None:
    assert "12" in decode(WESTERN.encode("cp1252"), stated)[0]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\x03" * 50,
        bytes(range(256)) * 4,
        b"\x01\x02\x03abc",
        b"Twelve dead\x00" * 3,
        b"\xff\xfe" + bytes(64),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_words(raw: bytes) -> None:
    assert isinstance(decode_text(raw), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.integers(1, 9))
def test_utf8_in_any_pieces_comes_back_as_it_was(text: str, size: int) -> None:
    raw = text.encode()
    found = find_decoding([raw[start : start + size] for start in range(0, len(raw), size)])
    assert found == Decoding("utf-8") or raw.startswith(b"\xef\xbb\xbf")


@given(st.binary(max_size=300), st.sampled_from([None, "windows-1251", "gb18030", "utf-7", "cp500", "utf-16"]))
def test_whatever_the_bytes_are_ascii_digits_stay_the_same(noise: bytes, stated: str | None) -> None:
    raw = b"12 dead " + noise.replace(b"\x00", b"") + b" 745 more"
    decoded = decode_text(raw, stated)
    if not isinstance(decoded, str):
        assert decoded[0].startswith("12 dead ")
        if stated != "gb18030":  # its characters of four bytes may take a digit that follows noise
            assert decoded[0].endswith(" 745 more")
