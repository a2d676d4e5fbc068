"""Decides in which encoding a text is written, and says when it had to assume one.

Bytes -> Decoding (encoding, and a doubt in words), or the reason why they are no text. Every encoding that is assumed leaves ASCII digits
and letters as they are, so that a wrong assumption can spoil a name but never a number. Changes nothing else in the text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

UTF8 = "utf-8"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 65_536
# Text holds a stray one at most; of random bytes one in nine is a control character.
MAX_CONTROL_SHARE = 0.02
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1b\x1a") + b"\x7f"
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# A page may state any codec that Python knows; only those that keep ASCII as it is are believed.
_BELIEVED = re.compile(
    r"utf-8|iso8859-\d+|cp125\d|cp874|cp866|koi8-[rut]|gb2312|gbk|gb18030|big5|big5hkscs|euc_jp|euc_kr|cp949|mac-\w+|ascii"
)
# The six letters that make up about half of running text.
_COMMON_LETTERS = {"cp1256": "اليمون", "cp1251": "оеаинт"}


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to decode; errors is "strict" or "replace"; doubt says what was assumed, None where nothing was."""

    encoding: str
    errors: str = "strict"
    doubt: tuple[str, str] | None = None  # (kind of problem, in words)


def decode_text(raw: bytes, stated: str | None = None) -> tuple[str, Decoding] | str:
    """Decodes a whole text; in words why not where the bytes are no text."""
    found = find_decoding([raw], stated)
    if isinstance(found, str):
        return found
    text = raw.decode(found.encoding, found.errors)
    if "\x00" in text:
        return f"it holds {text.count(chr(0)):,} NUL characters: it is no text"
    if found.doubt is None and found.errors == "replace" and (bad := text.count("\ufffd")):
        says = f"{bad:,} characters cannot be read as {found.encoding} and are shown as \N{REPLACEMENT CHARACTER}"
        found = replace(found, doubt=("bad_bytes", f"{says}; save the file again as UTF-8 if names look wrong"))
    return text, found


def find_decoding(chunks: Iterable[bytes], stated: str | None = None) -> Decoding | str:
    """Finds the encoding of bytes that arrive in chunks; in words why not where they are no text.

    A byte-order mark decides; then UTF-8 if the bytes are UTF-8; then what the page or server states; then an assumption.
    """
    census = _Census()
    for chunk in chunks:
        census.add(chunk)
    census.finish()
    if census.bom:
        return _trust_mark(census)
    if census.nulls:
        return (
            census.wide_decoding() or f"it holds {census.nulls:,} NUL bytes: no text, or in an encoding without a mark"
        )
    if census.controls > 1 and census.controls > MAX_CONTROL_SHARE * census.length:
        return f"{census.controls:,} of its {census.length:,} bytes are control characters: it is no text"
    if not census.bad:
        return Decoding(UTF8)
    if (codec := _believed(stated)) and codec != UTF8:
        return Decoding(codec, "replace")
    if census.bad <= census.wide:
        return Decoding(UTF8, "replace", ("bad_bytes", _describe_bad(census)))
    return _assume(census.sample)


def _trust_mark(census: _Census) -> Decoding:
    if census.bom == "utf-8-sig" and census.bad:
        return Decoding("utf-8-sig", "replace", ("bad_bytes", _describe_bad(census)))
    return Decoding(census.bom, "replace")


def _describe_bad(census: _Census) -> str:
    what = "one place is" if census.bad == 1 else f"{census.bad:,} places are"
    return (
        f"{what} not UTF-8 (the first at byte {census.first_bad:,}) and shown as \N{REPLACEMENT CHARACTER}; "
        "save the file again as UTF-8 if names look wrong"
    )


def _believed(stated: str | None) -> str | None:
    """The codec that a page or server states, if it can be believed.  "ISO-8859-1" -> cp1252, as browsers do; "utf-7" -> None"""
    try:
        name = codecs.lookup((stated or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if _BELIEVED.fullmatch(name) else None


def _assume(sample: bytes) -> Decoding:
    """Takes scripts whose words are wholly non-ASCII for Arabic or Cyrillic, by their commonest letters; all else for Western European."""
    runs = _HIGH_RUN.findall(sample)
    codec = "cp1252"
    if sum(map(len, runs)) > 2 * len(runs):
        high = b"".join(runs)
        shares = {name: _share(high.decode(name, "replace"), letters) for name, letters in _COMMON_LETTERS.items()}
        likeliest = max(shares, key=lambda name: shares[name])
        codec = likeliest if shares[likeliest] > 0.25 else codec
    label = codec.replace("cp", "windows-")
    says = (
        f"it is not UTF-8 and states no encoding; {label} was assumed. Save the file again as UTF-8 if names look wrong"
    )
    return Decoding(codec, "replace", ("encoding_assumed", says))


def _share(text: str, letters: str) -> float:
    lowered = text.lower()
    return sum(lowered.count(letter) for letter in letters) / max(1, len(lowered))


class _Census:
    """What was seen of the bytes so far: length, NULs, control characters, and how they fare as UTF-8."""

    def __init__(self) -> None:
        self.length = self.nulls = self.controls = 0
        self.bad = 0  # places that are not UTF-8
        self.wide = 0  # characters of two bytes and more that are
        self.first_bad = 0
        self.bom = ""
        self.sample = b""  # bytes around what is not UTF-8
        self._head = b""
        self._decoder = codecs.getincrementaldecoder(UTF8)("replace")

    def add(self, chunk: bytes) -> None:
        if not self.length:
            self.bom = next((name for mark, name in BOMS if chunk.startswith(mark)), "")
            self._head = chunk[:4096]
        self.nulls += chunk.count(0)
        self.controls += len(chunk) - len(chunk.translate(None, _CONTROL))
        if not chunk.isascii() or self._decoder.getstate()[0]:
            self._count_wide(chunk)
        self.length += len(chunk)

    def finish(self) -> None:
        """A character that the last bytes begin and nothing completes is a bad place, too."""
        if begun := self._decoder.getstate()[0]:
            self.first_bad = self.first_bad if self.bad else self.length - len(begun)
            self.bad += 1

    def _count_wide(self, chunk: bytes) -> None:
        """Counts characters beyond ASCII, and places that are none."""
        begun = len(self._decoder.getstate()[0])
        decoded = self._decoder.decode(chunk)
        marks = decoded.count("\ufffd")
        bad = max(0, marks - chunk.count(b"\xef\xbf\xbd"))
        if bad and not self.bad:
            self.first_bad = self.length - begun + len(decoded[: decoded.index("\ufffd")].encode())
        if bad and len(self.sample) < SAMPLE_BYTES:
            self.sample += b" ".join(_HIGH_RUN.findall(chunk[: 4 * SAMPLE_BYTES]))[:SAMPLE_BYTES]
        self.bad += bad
        self.wide += len(decoded) - marks - sum(map(len, re.findall(r"[\x00-\x7f]+", decoded)))

    def wide_decoding(self) -> Decoding | None:
        """UTF-16 without a mark: every other byte of Latin text is NUL."""
        even, odd = self._head[0::2].count(0), self._head[1::2].count(0)
        half = len(self._head) // 2
        for codec, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
            if half and zeros > 0.6 * half and not others:
                says = f"it has no byte-order mark; {codec.upper()} was assumed. Save the file again as UTF-8"
                return Decoding(codec, "replace", ("encoding_assumed", says))
        return None
