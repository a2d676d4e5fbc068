"""Writes a headline out: the words of a headline -> the words of the sentence that it is short for.

"Man shot dead, wife, two sons hurt in raid" -> "A man was shot dead, a wife and two sons were hurt in raid". Headlines leave out articles
and "was", put a comma for "and" and the present for the past; the parser knows sentences. Does not parse, and asks nothing of what a
headline is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sijill.data import load_table, load_words
from sijill.model.claim import Outcome
from sijill.read.lexicon import Role, collective_count, harm_words, is_person_noun
from sijill.text.forms import verb_forms
from sijill.text.numbers import find_numbers

MAX_CHARS = 200
MIN_WORDS = 3
TITLE_CASE = 0.6  # the share of longer words with a capital from which capitals say nothing
MAX_SPEAKER = 5  # words before the colon behind a speaker
MAX_ASIDE = 8  # words of an aside between commas
MAX_PHRASE = 5  # words from the start of those counted to their noun
_STOPS = re.compile(r"[.!?…;:,][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One word as the parser is shown it. token: the word of the text that it stands for; added: it stands before that word."""

    shown: str | None  # None: as it was
    token: int
    added: bool = False
    joins: bool = False  # a comma that stands for "and"


def _listed(*tables: str) -> frozenset[str]:
    return load_words("headlines", *tables)


def is_headline(text: str) -> bool:
    """A short line that ends without a stop.  "12 killed in raid: police" """
    return len(text) <= MAX_CHARS and len(text.split()) >= MIN_WORDS and not _STOPS.search(text)


def write_out(words: Sequence[str], tags: Sequence[str], spaces: Sequence[bool]) -> list[Piece]:
    """The words of a headline with what it leaves out; tags: as the parser's tagger takes it as it stands."""
    line = _Line(_in_small_letters(words), tags, _numbers_in(words, spaces))
    be = line.left_out_be()
    pieces: list[Piece] = []
    for i in range(len(line.words)):
        if i in be:
            pieces.append(Piece(be[i], i, added=True))
        if line.lacks_article(i):
            pieces.append(Piece("a", i, added=True))
        if line.means_and(i):
            pieces.append(Piece("and", i, joins=True))
        else:
            changed = line.past_of(i) or line.says(i) or (line.words[i] if line.words[i] != words[i] else None)
            pieces.append(Piece(changed, i))
    return pieces


def _in_small_letters(words: Sequence[str]) -> list[str]:
    """Words that are no names in small letters, where most words have a capital; the first word keeps its own."""
    long = [word for word in words if word.isalpha() and len(word) > 3]
    if len(long) < 3 or sum(word[0].isupper() for word in long) < TITLE_CASE * len(long):
        return list(words)
    return [
        word.lower()
        if i and word.istitle() and (word.lower() in _listed("small") or _is_common(word.lower()))
        else word
        for i, word in enumerate(words)
    ]


def _is_common(word: str) -> bool:
    return word in harm_words() or is_person_noun(word) or bool(find_numbers(word))


def _numbers_in(words: Sequence[str], spaces: Sequence[bool]) -> frozenset[int]:
    """The words that are, or end, a number."""
    text, starts = "", []
    for word, space in zip(words, spaces, strict=True):
        starts.append(len(text))
        text += word + (" " if space else "")
    numbers = find_numbers(text)
    return frozenset(
        i
        for i, start in enumerate(starts)
        if any(n.start <= start < n.end for n in numbers) and words[i] not in _listed("pauses")
    )


@cache
def _past_forms() -> dict[str, str]:
    """The present forms of verbs that take those harmed as object, with their past: "wounds" -> "wounded"."""
    table = load_table("outcomes")
    verbs = (verb for outcome in Outcome for verb in table.get(outcome.value, {}).get("verbs", ()))
    forms = (verb_forms(verb) for verb in verbs)
    regular = {present: past for base, third, past, _ in forms for present in (base, third)}
    return {**regular, **load_table("headlines")["past"]}


@cache
def _participles() -> frozenset[str]:
    roles = (Role.OBJECT, Role.WEAK)
    return _listed("states") | {
        form for form, told in harm_words().items() if form.endswith("ed") and any(role in roles for _, role in told)
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """A headline's words and tags, and what stands where."""

    words: Sequence[str]
    tags: Sequence[str]
    numbers: frozenset[int]

    def lower(self, i: int) -> str:
        return self.words[i].lower() if 0 <= i < len(self.words) else ""

    def past_of(self, i: int) -> str | None:
        """The past of a verb of harm in the present that has an object: "kills 16" -> "killed"."""
        past = _past_forms().get(self.lower(i))
        if past is None or self.lower(i - 1) in _listed("not_done") or self.tags[i - 1 : i] == ["MD"]:
            return None
        if past == "died":
            return past
        if past == "gunned":
            return past if self.lower(i + 1) == "down" and self._begins_object(i + 2) else None
        noun_before = i > 0 and self.tags[i - 1] in ("DT", "JJ", "PRP$", "IN", "CD", "POS")
        return past if not noun_before and self._begins_object(i + 1) else None

    def _begins_object(self, i: int) -> bool:
        """True where a number or those harmed begin: "16", "at least 16", "top commander", "'bandits'"."""
        return (
            i in self.numbers
            or self.lower(i) in _listed("quantities")
            or self._person_from(i) is not None
            or self.lower(i) == "self"
        )

    def _person_from(self, i: int) -> int | None:
        """The person noun that ends a phrase which begins here, with only adjectives and nouns between."""
        for at in range(i, min(i + MAX_PHRASE, len(self.words))):
            if self._ends_with_person(at):
                return at
            if at not in self.numbers and not self.tags[at].startswith(
                ("JJ", "NN", "VBN", "CD", "HYPH", "``", "''", "POS")
            ):
                return None
        return None

    def _ends_with_person(self, i: int) -> bool:
        """A noun for people that no other noun or name goes on with: "chief" of "police chief", not "Mayor Ali"."""
        goes_on = i + 1 < len(self.words) and (
            (
                self.tags[i + 1].startswith("NN")
                and self.lower(i + 1) not in _participles()
                and self.lower(i + 1) not in _past_forms()
            )
            or self.lower(i + 1) in ("'s", "’s", "-")
        )
        return is_person_noun(self.lower(i)) and not goes_on

    def lacks_article(self, i: int) -> bool:
        """True where one person's phrase begins without "a": "Man shot", "kills top commander"."""
        if i and not (self.lower(i - 1) in _listed("pauses", "joints") or self.past_of(i - 1)):
            return False
        noun = self._person_from(i)
        if noun is None or any(at in self.numbers for at in range(i, noun + 1)) or self.tags[i] in ("DT", "PRP$", "CD"):
            return False
        lower = self.lower(noun)
        return (
            self.tags[noun] not in ("NNS", "NNPS")
            and lower not in _listed("several")
            and not lower.endswith("s")
            and not collective_count(lower)
        )

    def left_out_be(self) -> dict[int, str]:
        """Where "was" or "were" is left out, by the word that it stands before: "14 (were) dead", "Man (was) shot in raid"."""
        found = {}
        for start in range(len(self.words)):
            if start and self.lower(start - 1) not in _listed("pauses", "joints"):
                continue
            counted = self._counted_from(start)
            state = self._state_behind(counted + 1) if counted is not None else None
            if counted is not None and state is not None and not self._is_told_of(state):
                several = self.tags[counted] in ("NNS", "NNPS") or self.lower(counted) in _listed("several", "others")
                numbered = any(
                    at in self.numbers and self.lower(at) not in ("1", "one") for at in range(start, counted + 1)
                )
                found[self._behind_aside(counted + 1)] = "were" if several or numbered else "was"
        return found

    def _counted_from(self, start: int) -> int | None:
        """The last word of those counted from here on: a noun for people, a bare number, a name."""
        person = self._person_from(start)
        if person is not None:
            return self._of_family(person)
        at = start
        while at < len(self.words) and (
            at in self.numbers
            or self.lower(at) in _listed("others")
            or (self.tags[at] == "NNP" and self.lower(at) not in _participles())
        ):
            at += 1
        return at - 1 if at > start else None

    def _of_family(self, person: int) -> int:
        """Past "of a family", "of same household": of "six members of a family killed" the family."""
        if self.lower(person + 1) != "of":
            return person
        ends = (
            at for at in range(person + 2, min(person + 6, len(self.words))) if self.lower(at) in _listed("kinships")
        )
        return next(ends, person)

    def _behind_aside(self, i: int) -> int:
        """Past an age or some of them: "Boy, 5, killed", "15, including six students, killed"."""
        if self.lower(i) != "," or not (i + 1 in self.numbers or self.lower(i + 1) in _listed("asides")):
            return i
        closing = (at for at in range(i + 2, min(i + MAX_ASIDE, len(self.words))) if self.lower(at) == ",")
        return next(closing, i - 1) + 1

    def _state_behind(self, i: int) -> int | None:
        """The participle that stands here, with at most words for how between: "critically wounded", "feared dead"."""
        at = self._behind_aside(i)
        while at < len(self.words) and (self.lower(at) in _listed("how") or self.tags[at].startswith("RB")):
            at += 1
        if self.lower(at) not in _participles():
            return None
        end = at
        while self.lower(end + 1) in _participles():
            end += 1  # "shot dead"
        named = self.tags[end + 1 : end + 2] in (["NNP"], ["NNPS"], ["PRP"]) and self.lower(end + 1) not in _listed(
            "days"
        )
        return None if named or self._begins_object(end + 1) else at

    def _is_told_of(self, state: int) -> bool:
        """True where the clause goes on to a verb of its own: "Man shot in head dies" is of a man who was shot."""
        for at in range(state + 1, len(self.words)):
            if self.lower(at) in _listed("pauses", "joints"):
                return False
            if self.tags[at] in ("VBZ", "VBP", "VBD", "MD") and self.lower(at) not in _participles():
                return True
        return False

    def says(self, i: int) -> str | None:
        """ "says" for the colon behind a speaker, before any number or verb: "Monitor: 19 die"."""
        opening = 0 < i <= MAX_SPEAKER and self.lower(i) == ":"
        quiet = not any(at in self.numbers or self.past_of(at) or self.lower(at) in _participles() for at in range(i))
        return "says" if opening and quiet else None

    def means_and(self, i: int) -> bool:
        """True for a comma between two of those harmed, or between two verbs of one clause."""
        if self.lower(i) != "," or not 0 < i < len(self.words) - 1:
            return False
        if self.past_of(i + 1) or self.lower(i + 1) == "self":
            return True
        noun = self._person_from(i + 1) if is_person_noun(self.lower(i - 1)) else None
        if noun is None:
            return False
        begins_clause = noun + 1 < len(self.words) and (
            self.tags[noun + 1].startswith("VB") or self.lower(noun + 1) in _participles()
        )
        first = max((at + 1 for at in range(i) if self.lower(at) in _listed("pauses")), default=0)
        before = [at for at in range(first, i) if self.lower(at) not in _listed("leaves")]
        acts = (self.past_of(at) or self.tags[at].startswith("VB") for at in before)
        return not (begins_clause and any(acts))
