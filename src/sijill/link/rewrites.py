"""Decides whether one document tells another in other words: by the rare words, names and figures that both have, sentence by sentence.

Two profiles with their traces, how many families have each word, and how near their openings are in meaning -> a Telling with its score
and the words that carry it. Knows no wording (families.py, wording.py) and no incident.

Independent reports of one event share its place, its victims' names, its official and what he was quoted with; a rewrite shares nearly all
that is rare in its source, in the same sentences, also the details that nobody writes in capitals. So what counts is the share of both
texts' rarity that is common to them, how much of it stands together in one sentence of each, and the meaning of the openings; words that
both quote count for nothing.

Two outlets that write from one release share its names, figures and course as well, but each adds persons, places and numbers that it found
itself. A rewrite changes words and leaves things out; it adds no name and no figure. So what each has that the other lacks speaks against a
derivation: they have one origin (voices.py), and are no family. Where a text credits the other's outlet, it may put a context of its own
around what it took.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from math import log2
from typing import Any

from sijill.link.packed import count_groups, unpack_all
from sijill.link.rarity import MIN_FAMILIES, class_of
from sijill.link.sharing import find_sharing
from sijill.link.traces import RARITY_BITS, Trace, hash_word, read_traces
from sijill.model.incident import Profile

# What ordinary English says of a word counts as much as this many families of the register: with five reports it decides, with ten thousand
# the register does.
AS_MANY_AS = 200
FREE_BITS = 4.0  # what one text in 16 has tells nothing
NAME_SHARE = 0.5  # independent reports share names before anything else; .3 loses the heaviest rewrites
TOGETHER_BITS = 1.5  # at least so much for a word to count where two stand in one sentence
# Calibrated on the development half of eval/families.py, and on how many of 1,270 more pairs of one incident are said to be one text.
LEAST_BITS = 20.0
LEAST_WORDS = 0.15  # of these bits in words that are no names: independent reports may share every name
LEAST_MUTUAL = 0.28  # the two sample reports that are one text have .31, the other nine pairs at most .19
LEAST_SHARE_CREDITED = 0.5
SCORE_AT = 1.77
CREDIT = 0.2
AGAINST_OWN = 1.0  # times the share of names and figures that each of the two has for itself
FOR_CHANCE = 2.0  # bits: a page prints a name or two that belong to no report
FOR_ORDER = 0.25
FOR_DOUBLED, USUAL_BITS = (
    0.2,
    26.0,
)  # with each doubling of what is common: much of it is more than chance, whatever its share
MIN_ORDERED = 5  # words, to speak of an order
PASSAGE_WORDS = 4  # telling words of a sentence that both have word for word: a statement that both print
EXAMPLES = 8
# Which pairs are compared: they share so many words that one text in 256 has and no more than a few families of the register.
KEYS_SHARED = 3
KEY_RARITY = 8
MAX_HOLDERS = 16


@dataclass(frozen=True, slots=True)
class Telling:
    """What two texts have in common, in bits of rarity and as shares from 0 to 1.

    mutual: of the text that has more; of_shorter: of the one that has less; together: how much of one text's rarity stands in sentences
    that have a counterpart in the other; order: how much of the common words stands in the same order, 0 as by chance; own: how much of
    the names and figures of the text that adds fewer the other lacks; own_words: the rarest of these, words: of the common ones.
    """

    bits: float
    word_bits: float
    mutual: float
    of_shorter: float
    together: float
    order: float
    own: float
    own_words: tuple[str, ...]
    words: tuple[str, ...]
    is_credited: bool = False

    @property
    def may_be_rewrite(self) -> bool:
        """True where it is worth asking how near the openings are in meaning."""
        credited = self.is_credited and self.of_shorter >= LEAST_SHARE_CREDITED
        return (
            (credited or self.mutual >= LEAST_MUTUAL)
            and self.bits >= LEAST_BITS
            and self.word_bits >= LEAST_WORDS * self.bits
        )

    def score(self, meaning: float) -> float:
        """The sum of what speaks for a rewrite; SCORE_AT and more is one."""
        share = max(self.mutual, LEAST_MUTUAL) if self.is_credited else self.mutual
        much = FOR_DOUBLED * log2(max(self.bits, 1.0) / USUAL_BITS)
        told = share + self.together + FOR_ORDER * self.order + meaning + much
        return round(told + (CREDIT if self.is_credited else -AGAINST_OWN * self.own), 4)


class Tellings:
    """Compares texts by their traces; the traces of each are read once."""

    def __init__(self, profiles: Iterable[Profile], family_of: Mapping[str, str]) -> None:
        self._profiles = {one.document_id: one for one in profiles}
        self._texts: dict[str, _Text] = {}
        self._families = len(set(family_of.values()))
        self._marks, self._owners = unpack_all([one.marks for one in self._profiles.values()])
        self._held = _Held(self._marks >> RARITY_BITS, self._owners, [family_of[one] for one in self._profiles])
        self._bits: dict[tuple[int, int], float] = {}

    def _text(self, document: str) -> _Text:
        """The traces of a document, read once; most documents are never asked for."""
        if document not in self._texts:
            rarity, names = _read_words(self._profiles[document])
            held = self._held.count(rarity) if self._families >= MIN_FAMILIES else dict.fromkeys(rarity, 0)
            self._texts[document] = _Text(self._profiles[document], rarity, names, held)
        return self._texts[document]

    def find_pairs(self) -> list[tuple[str, str]]:
        """Pairs of documents that share some rare words."""
        documents = list(self._profiles)
        rare = self._marks & ((1 << RARITY_BITS) - 1) >= KEY_RARITY
        words, owners = self._marks[rare] >> RARITY_BITS, self._owners[rare]
        pairs = find_sharing(words, owners, at_least=KEYS_SHARED, max_holders=MAX_HOLDERS)
        return [(documents[left], documents[right]) for left, right in pairs]

    def compare(self, left: str, right: str, *, is_credited: bool) -> Telling:
        """What two documents have in common."""
        ours, theirs = self._text(left), self._text(right)
        bits = {
            word: self._weigh(ours.held[word], rarity, word in ours.names or word in theirs.names, of=2)
            for word, rarity in ours.rarity.items()
            if word in theirs.rarity
        }
        weights = sorted((self._total(ours), self._total(theirs)))
        # To leave out what both quote makes the share smaller still.
        worth = is_credited or sum(bits.values()) >= LEAST_MUTUAL * max(weights[1], 1.0)
        if worth:
            passages = ours.passages & theirs.passages
            repeated = ours.list_repeated(passages) & theirs.list_repeated(passages)
            left_out = sum(bits.pop(word) for word in sorted(repeated & bits.keys()))
            weights = [weight - left_out for weight in weights]
        total = sum(bits.values())
        mutual = total / max(weights[1], 1.0)
        worth = is_credited or mutual >= LEAST_MUTUAL
        own, own_words = self._tell_own(ours, theirs) if worth else (0.0, ())
        return Telling(
            bits=round(total, 2),
            word_bits=round(sum(bits[word] for word in bits if word not in ours.names and word not in theirs.names), 2),
            mutual=round(min(mutual, 1.0), 4),
            of_shorter=round(min(total / max(weights[0], 1.0), 1.0), 4),
            together=max(self._together(ours, theirs, bits), self._together(theirs, ours, bits)) if worth else 0.0,
            order=measure_order(ours.rarity, theirs.rarity, [word for word in bits if bits[word] >= TOGETHER_BITS])
            if worth
            else 0.0,
            own=own,
            own_words=own_words,
            words=tuple(sorted(bits, key=lambda word: (-bits[word], word))[:EXAMPLES]),
            is_credited=is_credited,
        )

    def _tell_own(self, left: _Text, right: _Text) -> tuple[float, tuple[str, ...]]:
        """Which names and figures each has for itself: the share of the text that adds fewer, and the rarest of both.

        Each names a mayor of its own beside the same four persons -> about .2; B names nobody whom A does not -> 0
        """
        shares, words = [], []
        for text, other in ((left, right), (right, left)):
            bits = {
                word: self._weigh(text.held[word], text.rarity[word], is_name=False, of=1) for word in text.particulars
            }
            added = {word: weight for word, weight in bits.items() if word not in other.rarity}
            shares.append(sum(added.values()) / (sum(bits.values()) + FOR_CHANCE))
            words += sorted(added, key=lambda word: (-added[word], word))[: EXAMPLES // 2]
        return round(min(shares), 4), tuple(words)

    def _total(self, text: _Text) -> float:
        if text.total is None:
            text.total = sum(
                self._weigh(text.held[word], rarity, word in text.names, of=1) for word, rarity in text.rarity.items()
            )
        return text.total

    def _weigh(self, held: int, rarity: int, is_name: bool, *, of: int) -> float:
        """Bits: how few texts have a word, beside the `of` that are compared. held: how many families have it.

        A word that one text in 1,024 has -> 6 bits, a name half; one that eight more families of the register have -> less.
        """
        others = max(0, held - of)
        others = 1 << class_of(others) if others else 0  # in classes, so that one document more moves few
        if (rarity, others) not in self._bits:
            families = self._families if self._families >= MIN_FAMILIES else 0
            share = (AS_MANY_AS * 2.0**-rarity + others) / (AS_MANY_AS + families)
            self._bits[rarity, others] = max(0.0, -log2(share) - FREE_BITS)
        return self._bits[rarity, others] * (NAME_SHARE if is_name else 1.0)

    def _together(self, text: _Text, other: _Text, bits: Mapping[str, float]) -> float:
        """The share of a text's rarity that stands in sentences of which one sentence of the other has at least two telling words."""
        places = defaultdict(list)
        for number, said in enumerate(other.sentences):
            for word in {one.word for one in said}:
                if bits.get(word, 0.0) >= TOGETHER_BITS:
                    places[word].append(number)
        whole = met = 0.0
        for said in text.sentences:
            words = {one.word: one for one in said}
            own = sum(
                bits.get(word, 0.0) or self._weigh(text.held[word], one.rarity, word in text.names, of=1)
                for word, one in words.items()
            )
            found: Counter[int] = Counter()
            weight: Counter[int] = Counter()
            for word in words:
                for number in places.get(word, ()):
                    found[number] += 1
                    weight[number] += bits[word]  # type: ignore[assignment]
            best = max((weight[number] for number in found if found[number] > 1), default=0.0)
            whole += own
            met += min(best, own)
        return round(met / max(whole, 1.0), 4)


def measure_order(ours: Iterable[str], theirs: Iterable[str], common: Iterable[str]) -> float:
    """The longest run of common words in the same order, as a share: 1 where all are, 0 where no more than chance puts there.

    Of n words in random order some 2 * sqrt(n) - 1.7 * n ** (1 / 6) stand in order.
    """
    shared = set(common)
    place = {word: number for number, word in enumerate(theirs)}
    ends: list[int] = []
    for word in ours:
        if word in shared:
            at = bisect_left(ends, place[word])
            ends[at : at + 1] = [place[word]]
    n = len(shared)
    chance = 2 * n**0.5 - 1.77 * n ** (1 / 6)
    return round(max(0.0, (len(ends) - chance) / (n - chance)), 4) if n > MIN_ORDERED else 0.0


class _Held:
    """How many families have each word. words, owners: of all texts, one after the other; families: by owner."""

    def __init__(self, words: Any, owners: Any, families: Sequence[str]) -> None:
        import numpy as np

        numbers = {name: number for number, name in enumerate(dict.fromkeys(families))}
        family = np.array([numbers[name] for name in families], dtype=np.int64)
        self._words, self._families, _ = count_groups(words, family[owners])

    def count(self, words: Iterable[str]) -> dict[str, int]:
        import numpy as np

        asked = list(words)
        at = np.searchsorted(self._words, np.array([hash_word(word) for word in asked], dtype=np.int64))
        return dict(zip(asked, self._families[at].tolist(), strict=True))


def _read_words(profile: Profile) -> tuple[dict[str, int], frozenset[str]]:
    """The words of a text's traces, each with how rare it is, and which of them are names."""
    said = [one for sentence in profile.traces for one in sentence.split(" ")]
    return {one[2:]: int(one[0], 16) for one in said}, frozenset(one[2:] for one in said if one[1] in "nN")


@dataclass
class _Text:
    """A text's traces. rarity: word -> how rare it is in ordinary English; held: how many families of the register have it."""

    profile: Profile
    rarity: Mapping[str, int]
    names: frozenset[str]
    held: Mapping[str, int]
    total: float | None = None

    @cached_property
    def sentences(self) -> Sequence[Sequence[Trace]]:
        return read_traces(self.profile.traces)

    @cached_property
    def passages(self) -> AbstractSet[tuple[str, ...]]:
        """The words of each longer sentence."""
        return {words for one in self.sentences if len(words := _words_of(one)) >= PASSAGE_WORDS}

    @cached_property
    def particulars(self) -> Sequence[str]:
        """Names and figures: what a rewrite may leave out, and does not make up."""
        return list(
            dict.fromkeys(one.word for sentence in self.sentences for one in sentence if one.kind in ("n", "#"))
        )

    def list_repeated(self, passages: AbstractSet[tuple[str, ...]]) -> set[str]:
        """The words that stand in quotations and in these passages only."""
        inside: set[str] = set()
        outside: set[str] = set()
        for sentence in self.sentences:
            is_passage = bool(passages) and _words_of(sentence) in passages
            for trace in sentence:
                (inside if is_passage or trace.is_quoted else outside).add(trace.word)
        return inside - outside


def _words_of(sentence: Sequence[Trace]) -> tuple[str, ...]:
    return tuple(trace.word for trace in sentence)
