"""Decides what linking remembers of a document: its wording, its facts, its credits and its accounts.

ReadDocument -> Profile, a pure function of it. Compares no documents; without the document at hand, everything else works on profiles.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

from sijill.data import load_pattern, load_table
from sijill.link.accounts import MAX_WORDS, tell_accounts
from sijill.link.facts import find_facts
from sijill.link.kinds import kinds_in
from sijill.link.packed import pack, unpack
from sijill.link.traces import mark_words, trace_sentences
from sijill.link.wording import count_words
from sijill.model.incident import Account, Profile
from sijill.model.register import ReadDocument
from sijill.text.names import fold_name
from sijill.text.sentences import split_sentences

PERMUTATIONS = 128  # 32 bands of 4: finds nearly every pair with a Jaccard of 0.5 and more
SEED = 20250306  # any number, fixed for ever: signatures of different seeds cannot be compared
SHINGLE_WORDS = 3
PRINT_ONE_IN = 2
MAX_PRINTS = 400  # the smallest: of a longer text the sample is thinner
LEAD_CHARS = 1_500
# The parts of a pattern that may stand for other letters, or for none.
_VARYING = re.compile(r"\(\?:[^()]*\)\??|\{name\}|\[[^\]]*\]\??|\\.\??|.\?|[$^]")
MAX_COMPARED_CHARS = 100_000  # of a text; a copy of more than this shows in its first part


class Told(NamedTuple):
    """What is kept of a text alone, whoever published it."""

    text_digest: str
    signature: bytes
    facts: tuple[str, ...]
    credits: tuple[str, ...]
    prints: bytes
    words: int
    terms: bytes
    traces: tuple[str, ...]
    marks: bytes


def profile_document(read: ReadDocument) -> Profile:
    """Keeps of a document what it takes to compare it, without its text."""
    document = read.document
    told = keep_of_text(document.text)
    return Profile(
        document_id=document.id,
        published=document.published.isoformat() if document.published else None,
        accounts=_accounts_of(read, told.facts),
        lead=lead_of(read),
        source=document.metadata.source,
        name=document.name,
        **told._asdict(),
    )


@lru_cache(maxsize=64)  # ten thousand copies of one text come one after the other
def keep_of_text(whole: str) -> Told:
    """The part of a profile that depends on nothing but the text."""
    text = whole[:MAX_COMPARED_CHARS]
    reported = strip_furniture(text)
    words = fold_name(reported).split()
    folded = fold_name(whole)
    traces = trace_sentences(reported)
    return Told(
        text_digest=hashlib.sha256(folded.encode()).hexdigest()[:32] if folded.strip() else "",
        signature=sign_words(words),
        facts=find_facts(text),
        credits=find_credits(text),
        prints=sample_prints(words),
        words=len(words),
        terms=count_words(fold_name(text).split()),
        traces=traces,
        marks=mark_words(traces),
    )


def profile_alone(read: ReadDocument) -> Profile:
    """Of a document that is compared with no other: what it tells, and where it was taken from."""
    document = read.document
    return Profile(
        document_id=document.id,
        published=document.published.isoformat() if document.published else None,
        text_digest="",
        signature=b"",
        facts=(),
        accounts=_accounts_of(read, ()),
        credits=find_credits(document.text[:MAX_COMPARED_CHARS]),
        lead=lead_of(read),
        source=document.metadata.source,
        name=document.name,
    )


def _accounts_of(read: ReadDocument, facts: tuple[str, ...]) -> tuple[Account, ...]:
    """What a document tells, and where nothing that was read can found an incident, that it tells something: its words may say of what."""
    told = tell_accounts(read)
    if any(account.founds for account in told):
        return told
    lead = lead_of(read)
    mute = Account(
        id=f"account-{hashlib.sha256(read.document.id.encode()).hexdigest()[:12]}", document_id=read.document.id, claim_ids=(),
        is_total=False, is_background=False, period=None, location=None, facts=facts, words=lead[:MAX_WORDS],
        in_scope=bool(kinds_in(lead)),
    )  # fmt: skip
    return (*told, mute)


def sign_words(words: list[str]) -> bytes:
    """MinHash signature over word 3-grams; empty for a text too short to have any."""
    if len(words) < SHINGLE_WORDS:
        return b""
    from rensa import RMinHash

    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update([" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)])
    return pack(sketch.digest())


def sample_prints(words: list[str]) -> bytes:
    """Hashes of runs of four words, one in two of them, the same ones wherever the run stands."""
    runs = zip(words, words[1:], words[2:], words[3:], strict=False)
    numbers = {crc32(" ".join(run).encode()) for run in runs}
    return pack(sorted(number for number in numbers if number % PRINT_ONE_IN == 0)[:MAX_PRINTS])


def share_of_shorter(left: bytes, right: bytes) -> tuple[int, float]:
    """How many prints two texts share, and which part of the shorter's that is; of a thinned sample only what both samples hold."""
    prints = [unpack(one).tolist() for one in (left, right)]
    bound = min((one[-1] for one in prints if len(one) == MAX_PRINTS), default=None)
    ours, theirs = ({one for one in some if bound is None or one <= bound} for some in prints)
    shared = len(ours & theirs)
    return shared, shared / max(1, min(len(ours), len(theirs)))


def strip_furniture(text: str) -> str:
    """The text without the sentences that its page puts around a report: rights, links, calls for tips."""
    pattern = load_pattern("linking", "furniture")
    kept = [text[start:end] for start, end in split_sentences(text) if not pattern.search(text, start, end)]
    return "\n".join(kept) if kept else text


def lead_of(read: ReadDocument) -> str:
    """The first sentences, up to about 1,500 characters."""
    spans = [span for span in read.reading.sentences if span[0] < LEAD_CHARS]
    text = read.document.text
    parts = [text[start:end] for start, end in spans] if spans else [text[:LEAD_CHARS]]
    return " ".join(" ".join(parts).split())[:LEAD_CHARS]


@cache
def _credit_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each pattern behind the letters that any match of it has, in small ones: most texts have none of them."""
    name = r"(?P<name>[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,4})"
    table = load_table("linking")["credits"]
    return tuple(
        (
            max(_VARYING.split(words), key=len).lower(),
            re.compile(f"(?i:{words})" if kind == "original" else words.replace("{name}", name), re.MULTILINE),
        )
        for kind in ("original", "carried", "dateline")
        for words in table[kind]
    )


def find_credits(text: str) -> tuple[str, ...]:
    """Lists what a text says of where it was taken from, in its own words.  "Read the original article here" """
    found: dict[str, None] = {}
    folded = text.lower()
    for letters, pattern in _credit_patterns():
        for match in pattern.finditer(text) if letters in folded else ():
            found[" ".join(match[0].split())[:80]] = None
            if len(found) >= 20:
                return tuple(found)
    return tuple(found)


def estimate_likeness(left: bytes, right: bytes) -> float:
    """Estimated Jaccard likeness of two texts' word 3-grams."""
    return float((unpack(left) == unpack(right)).mean()) if left and right else 0.0
