"""Decides who is said to have done it: Tree, harms, speech -> AttributionClaims with their own speaker and stance.

A count never inherits what is found here. "attackers" and the like name nobody and make no claim.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sijill.data import load_table
from sijill.model.claim import AttributionClaim, Mention, Scope, Span, Speaker, Stance, claim_id
from sijill.model.source import SourceKind
from sijill.read.accusation import Accusation, names_somebody
from sijill.read.accusations import accusations_in
from sijill.read.harm import Harm
from sijill.read.mentions import place_for
from sijill.read.scope import is_background
from sijill.read.speaker_phrases import kind_of, speaker_from
from sijill.read.speakers import Speech, speakers_of
from sijill.read.stance import is_negated, stance_of
from sijill.read.tree import Tree, Word

_INVOLVED = re.compile(r"\b(?P<who>[\w-]+(?:\s[\w-]+){0,3})\s+(?:involvement|complicity)\b", re.I)
# What a text only suspects is no part of who it suspects.
_HEDGED = frozenset({"suspected", "alleged", "presumed", "both"})
_LEFT_OUT = frozenset({"relcl", "punct", "appos", "advcl"})


def attributions_in(
    tree: Tree, harms: list[Harm], speeches: list[Speech], places: list[Mention], *, document_id: str, reader: str
) -> list[AttributionClaim]:
    """Every statement of the sentence that somebody did an act of violence; one for each phrase of who did it."""
    found: dict[int, AttributionClaim] = {}
    for accusation in accusations_in(tree, harms):
        who = tree[accusation.who]
        if (
            not (accusation.first is not None or names_somebody(tree, who) or _own_men(tree, who))
            or accusation.who in found
            or is_negated(tree, tree[accusation.verb])
        ):
            continue
        claim = _claim(tree, accusation, speeches, places, document_id, reader)
        if claim and claim.stance is not Stance.HYPOTHETICAL:
            found[accusation.who] = claim
    return list(found.values())


def _claim(
    tree: Tree, accusation: Accusation, speeches: list[Speech], places: list[Mention], document_id: str, reader: str
) -> AttributionClaim | None:
    who, verb = tree[accusation.who], tree[accusation.verb]
    first, last = _edges_of(tree, accusation)
    words = tree.words_text(first, last)
    span = Span(start=tree[first].start, end=tree[last].end, quote=words)
    chain, speech = speakers_of(tree, verb.i, speeches)
    some = (
        [kid for p in tree.kids(who.i, "prep") for kid in tree.kids(p.i, "pobj")] if who.tag == "CD" else []
    )  # "one of its men"
    owns = any(k.lower in ("its", "their", "his") for w in (who, *some) for k in tree.kids(w.i, "poss"))
    own = next((s for s in chain if s.span and owns and tree.start <= s.span.start and s.span.end <= tree.end), None)
    if own and own.span:  # "the Front said that its fighters had attacked": the Front speaks of itself
        span = _whom_it_speaks_for(own.span)
        words = span.quote
        accusation = replace(accusation, stance=Stance.DENIED if speech and speech.denies else Stance.CLAIMED)
    elif _own_men(tree, who):
        return None
    if accusation.speaker and all(accusation.speaker.name != s.name for s in chain):
        chain = (accusation.speaker, *chain)
    stance = accusation.stance or _stance(tree, verb, speech, chain)
    if stance is Stance.ALLEGED and speech and speech.speaker and speech.speaker.span == span:
        stance = Stance.CLAIMED  # "the coalition acknowledged killing nine"
    chain = tuple(
        s
        for s in chain
        if stance in (Stance.CLAIMED, Stance.DENIED)
        or s.span is None
        or s.span.end <= span.start
        or s.span.start >= span.end
    )
    if stance is Stance.FEARED:
        stance = Stance.ALLEGED  # in doubt is what happened; who is said to have done it is only said
    if speech and speech.finds and stance is Stance.ALLEGED:
        stance = Stance.CONFIRMED
    start, end = min(span.start, verb.start), max(span.end, verb.end)
    spoken = [(s.span.start, s.span.end) for s in chain if s.span]
    background = is_background(tree.text, tree, verb, None)
    return AttributionClaim(
        id=claim_id(document_id, "attribution", span.start, span.end, words), document_id=document_id,
        span=Span(start=start, end=end, quote=tree.text[start - tree.start : end - tree.start]), sentence=tree.sentence,
        scope=Scope.BACKGROUND if background else Scope.INCIDENT, stance=stance, place=place_for(tree, verb, places, spoken),
        attributed_to=chain, reader=reader, confidence=0.75, perpetrator=words, perpetrator_span=span,
    )  # fmt: skip


def _own_men(tree: Tree, who: Word) -> bool:
    """ "its men", "one of its fighters": those of whoever speaks, and nobody by themselves."""
    if who.tag == "CD":
        return any(_own_men(tree, kid) for p in tree.kids(who.i, "prep") for kid in tree.kids(p.i, "pobj"))
    return who.lower in ("men", "members", "people", *load_table("perpetrators")["machines"]) and any(
        kid.lower in ("its", "their", "his", "our") for kid in tree.kids(who.i, "poss")
    )


def _whom_it_speaks_for(speaker: Span) -> Span:
    """ "spokesman for the Ridge Front" -> "Ridge Front": a side speaks through somebody."""
    through = re.match(r"(?:[\w-]+\s){0,2}[\w-]+\s(?:for|of)\s(?:the\s)?(?=[A-Z])", speaker.quote)
    at = through.end() if through else 0
    return Span(start=speaker.start + at, end=speaker.end, quote=speaker.quote[at:])


def _edges_of(tree: Tree, accusation: Accusation) -> tuple[int, int]:
    """First and last word of who did it: without articles, clauses and what hangs loose at either end."""
    who = tree[accusation.who]
    if accusation.first is not None and accusation.last is not None:
        first, last = accusation.first, accusation.last
    else:
        first, last = tree.edges(who.i, without=_LEFT_OUT)
        loose = [
            w.i
            for w in tree.subtree(who.i)
            if w.i > who.i and (w.dep == "pcomp" or (w.dep == "acl" and tree[w.i - 1].lower == ","))
        ]
        loose += _said_of_the_deed(tree, who, tree[accusation.verb])
        if loose:
            last = max(who.i, min(tree.edges(i)[0] for i in loose) - 1)
        named = [
            kid for kid in tree.kids(who.i, "appos") if kid.tag.startswith("NNP") and not who.tag.startswith("NNP")
        ]
        if named and who.lower in ("group", "groups", "movement", "militia", "faction"):
            last = max(tree.edges(kid.i, without=_LEFT_OUT)[1] for kid in named)
    while first < who.i and (
        tree[first].tag in ("DT", "PDT", "PRP$", "IN", ",", "WRB", "RB", "CC") or tree[first].lower in _HEDGED
    ):
        first += 1
    while last > first and last > who.i and tree[last].tag in ("CC", ",", "RB", "IN", "VBN", ":"):
        last -= 1
    return first, last


def _said_of_the_deed(tree: Tree, who: Word, verb: Word) -> list[int]:
    """Words within the phrase that tell of the deed and not of who did it: "three soldiers of the murder", "army shelling on Monday"."""
    inner = [kid for p in tree.kids(who.i, "prep") for kid in tree.kids(p.i, "pobj")] if who.tag == "CD" else []
    of = [p for w in (who, *inner) for p in tree.kids(w.i, "prep") if p.lower in ("of", "for")]
    deeds = (*load_table("perpetrators")["violent_nouns"], "death", "deaths")
    charged = [p.i for p in of if any(kid.lower in deeds for kid in tree.kids(p.i, "pobj"))]
    if verb.i > who.i and verb.tag in ("VBD", "VBN", "VBZ", "VBP") and any(w.i == verb.i for w in tree.subtree(who.i)):
        return [*charged, *([kid.i for kid in tree.kids(verb.i, "aux")] or [verb.i])]  # "coalition drones have killed"
    return [*charged, *([verb.i] if verb.dep == "acl" and verb.head == who.i and verb.tag == "VBG" else [])]


def _stance(tree: Tree, verb: Word, speech: Speech | None, chain: tuple[Speaker, ...]) -> Stance:
    stance = stance_of(tree, verb, speech)
    if stance is Stance.REPORTED or chain:
        return stance if stance in (Stance.DENIED, Stance.HYPOTHETICAL) else Stance.ALLEGED
    if re.search(r"\b(?:suspected|alleged|reportedly|accused|believed|thought|understood|presumed)\b", tree.text, re.I):
        return Stance.ALLEGED
    return stance


def involvement_in(tree: Tree, speeches: list[Speech], *, document_id: str, reader: str) -> list[AttributionClaim]:
    """ "witnesses describe security force involvement": an accusation by a noun."""
    found = []
    for match in _INVOLVED.finditer(tree.text):
        words = re.sub(
            r"^(?:\w+\s+)*?(?:describe|describes|described|alleged|alleging|of|the|their|its|his|denied|deny|claimed|claim|claims|any|with)\s+",
            "",
            match["who"],
            flags=re.I,
        )
        start = tree.start + match.start("who") + match["who"].rindex(words)
        if not re.search(
            r"\b(?:forces?|army|police|military|government|militia|group|gunmen|rebels?|troops|regime|state|security)\b",
            words,
            re.I,
        ):
            continue
        verb = next(w for w in tree.words if w.end > start)
        chain, _ = speakers_of(tree, verb.i, speeches)
        if not chain and (
            subject := next(
                (
                    w
                    for w in tree.words
                    if w.dep == "nsubj" and kind_of(w.text) is not SourceKind.UNKNOWN and w.end < start
                ),
                None,
            )
        ):
            speaker = speaker_from(tree, subject)
            chain = (speaker,) if speaker else ()
        span = Span(start=start, end=start + len(words), quote=words)
        found.append(AttributionClaim(
            id=claim_id(document_id, "attribution", span.start, span.end, words), document_id=document_id,
            span=Span(start=tree.start, end=tree.end, quote=tree.text), sentence=tree.sentence, scope=Scope.INCIDENT,
            stance=Stance.ALLEGED if chain else Stance.REPORTED, attributed_to=chain, reader=reader, confidence=0.6,
            perpetrator=words, perpetrator_span=span,
        ))  # fmt: skip
    return found
