"""Decides which statistics a sentence claims: shares, changes, ratios, ranks -> IndicatorClaims. They enter no toll."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.model.claim import IndicatorClaim, Measure, Mention, Scope, Span, Stance, claim_id
from sijill.read.speakers import Speech, speakers_of
from sijill.read.tree import Tree, Word
from sijill.text.numbers import number_from

_PERCENT = re.compile(
    r"(?<![\w.,])(?P<value>\d{1,6}(?:,\d{3})*(?:\.\d+)?)\s*(?:%|per\s?cent\b|percent\b|percentage points\b)", re.I
)
_CHANGE = re.compile(
    r"\b(?:increas\w*|ris\w*|rose|grew|grow\w*|fell|fall\w*|drop\w*|declin\w*|decreas\w*|surg\w*|jump\w*|up|down|more|fewer|less|higher|lower|spike\w*|uptick|rise)\b",
    re.I,
)
_TIMES = re.compile(
    r"\b(?P<word>doubl(?:ed|es|ing)|tripl(?:ed|es|ing)|quadrupl(?:ed|es|ing)|halv(?:ed|ing))\b"
    r"|\b(?P<n>\w+|\d+)[- ](?:fold|times)\s+(?:increase|rise|more|higher|as\s+many)\b",
    re.I,
)
_RANK = re.compile(
    r"\b(?:(?:one of the |the )?(?:deadliest|bloodiest|worst|highest|most violent|biggest)\b[^.;,]{0,60}"
    r"\b(?:since|in (?:years|decades|months|the)|of the|on record|ever)\b|\b\d+-year (?:high|low)s?\b)",
    re.I,
)
_UNITS = {Measure.SHARE_PCT: "percent", Measure.CHANGE_PCT: "percent", Measure.RATIO: "times", Measure.RANK: "rank"}
_FACTORS = {"doubl": 2.0, "tripl": 3.0, "quadrupl": 4.0, "halv": 0.5}
_STOP = re.compile(
    r"[.;:,–—]|\b(?:and|but|while|which|that|who|as|when|because|by|since|in|according|last|this|over|during)\b", re.I
)


def indicators_in(
    tree: Tree, speeches: list[Speech], places: list[Mention], times: list[Mention], *, document_id: str, reader: str
) -> list[IndicatorClaim]:
    """Every statistic of the sentence, in order."""
    found = []
    for span, value, measure, base, topic in (*_percentages(tree), *_multiples(tree), *_ranks(tree)):
        word = next((w for w in tree.words if w.end > span.start), tree.words[-1])
        chain, speech = speakers_of(tree, word.i, speeches)
        place = min(places, key=lambda p: abs(p.span.start - span.start), default=None)
        time = min(times, key=lambda t: abs(t.span.start - span.start), default=None)
        found.append(IndicatorClaim(
            id=claim_id(document_id, "indicator", span.start, span.end, topic), document_id=document_id, span=span, sentence=tree.sentence,
            scope=Scope.RUNNING_TOTAL, stance=Stance.REPORTED if chain or speech else Stance.ASSERTED, place=place, time=time,
            attributed_to=chain, reader=reader, confidence=0.8, value=value, unit=_UNITS[measure],
            measure=measure, base=base, topic=topic,
        ))  # fmt: skip
    return found


Found = tuple[Span, float | None, Measure, str | None, str]


def _percentages(tree: Tree) -> Iterator[Found]:
    for match in _PERCENT.finditer(tree.text):
        value = float(match["value"].replace(",", ""))
        before, after = tree.text[: match.start()], tree.text[match.end() :]
        near = before[-60:] + after[:40]
        is_share = bool(re.match(r"\s*of\b", after)) or (value <= 100 and not _CHANGE.search(before[-40:] + after[:25]))
        of = re.match(r"\s*of\s+", after)
        base = _phrase(after[of.end() :]) if is_share and of else None
        if not is_share and (
            since := re.search(r"\b(?:since|compared (?:to|with)|from)\s+([^,.;]{2,40})", near + after[40:80])
        ):
            base = since[0].strip()
        topic = _topic(tree, match.start(), after, is_share)
        span = _span(tree, match)
        yield span, value, Measure.SHARE_PCT if is_share else Measure.CHANGE_PCT, base, topic


def _multiples(tree: Tree) -> Iterator[Found]:
    for match in _TIMES.finditer(tree.text):
        if match["word"]:
            value: float | None = next(f for stem, f in _FACTORS.items() if match["word"].lower().startswith(stem))
        else:
            value = _number(match["n"])
        if match["word"] or value is not None:
            yield (
                _span(tree, match),
                value,
                Measure.RATIO,
                None,
                _topic(tree, match.start(), tree.text[match.end() :], False),
            )


def _ranks(tree: Tree) -> Iterator[Found]:
    for match in _RANK.finditer(tree.text):
        yield _span(tree, match), None, Measure.RANK, None, match[0]


def _number(word: str) -> float | None:
    number = number_from(word)
    return float(number) if number is not None else None


def _span(tree: Tree, match: re.Match[str]) -> Span:
    return Span(start=tree.start + match.start(), end=tree.start + match.end(), quote=match[0])


def _phrase(words: str) -> str | None:
    stop = _STOP.search(words)
    phrase = words[: stop.start() if stop else 80].strip()
    return phrase[:80] or None


def _topic(tree: Tree, at: int, after: str, is_share: bool) -> str:
    """What is measured: the subject before the figure, or for "300% increase in X" what follows."""
    named = re.match(r"\s*(?:increase|rise|drop|decline|fall|surge|jump|decrease|spike)\s+in\s+(.+)", after)
    if named and not is_share:
        return _phrase(named[1]) or named[1][:80]
    word = next((w for w in tree.words if w.end - tree.start > at), tree.words[-1])
    subject = _subject_above(tree, word) or next(
        (w for w in reversed(tree.words[: word.i]) if w.tag.startswith("NN")), None
    )
    if subject is None:
        return tree.text[:80]
    first, last = tree.edges(subject.i, without=frozenset({"relcl", "acl", "punct", "appos", "cc", "conj"}))
    return tree.words_text(first, min(last, max(word.i - 1, subject.i)) if first < word.i else last)


def _subject_above(tree: Tree, word: Word) -> Word | None:
    """The subject of the nearest verb above; for "X exceeding 67%" the X, for "which comprises 10%" what "which" stands for."""
    for verb in (word, *tree.ancestors(word.i)):
        subjects = [
            s for s in tree.kids(verb.i, "nsubj", "nsubjpass") if word.i not in {w.i for w in tree.subtree(s.i)}
        ]
        if subjects and subjects[0].tag.startswith("W") and verb.dep == "relcl":
            return tree[verb.head]
        if subjects:
            return subjects[0]
        if verb.dep == "acl":
            return tree[verb.head]
    return None
