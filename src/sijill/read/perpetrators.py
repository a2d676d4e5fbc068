"""Decides who is said to have done it: Tree, harms, speech -> AttributionClaims with their own speaker and stance.

A count never inherits what is found here. "attackers" and the like name nobody and make no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sijill.data import load_table
from sijill.model.claim import AttributionClaim, Mention, Scope, Span, Speaker, Stance, claim_id
from sijill.model.source import SourceKind
from sijill.read.harm import Harm
from sijill.read.lexicon import is_person_noun
from sijill.read.mentions import place_for
from sijill.read.scope import is_background
from sijill.read.speakers import Speech, kind_of, speaker_from, speakers_of
from sijill.read.stance import is_negated, stance_of
from sijill.read.tree import Tree, Word

_INVOLVED = re.compile(r"\b(?P<who>[\w-]+(?:\s[\w-]+){0,3})\s+(?:involvement|complicity)\b", re.I)
# Blame for a policy or a crisis is no claim of violence.
_AN_ACT = re.compile(
    r"\b(?:attack|kill|murder|massacre|bomb|blast|shoot|shot|raid|ambush|assault|strike|explosion|execut|abduct|kidnap|shell|atrocit|burn)\w*",
    re.I,
)
_LEFT_OUT = frozenset({"relcl", "punct", "appos", "advcl"})


@dataclass(frozen=True, slots=True)
class Accusation:
    """Who (head word), by which word of the tree, how it is meant where the grammar decides."""

    who: int
    verb: int
    stance: Stance | None = None
    speaker: Speaker | None = None


def attributions_in(
    tree: Tree, harms: list[Harm], speeches: list[Speech], places: list[Mention], *, document_id: str, reader: str
) -> list[AttributionClaim]:
    """Every statement of the sentence that somebody did an act of violence; one for each phrase of who did it."""
    found: dict[int, AttributionClaim] = {}
    for accusation in _accusations(tree, harms):
        who = tree[accusation.who]
        if not _names_somebody(tree, who) or accusation.who in found or is_negated(tree, tree[accusation.verb]):
            continue
        claim = _claim(tree, accusation, speeches, places, document_id, reader)
        if claim and claim.stance is not Stance.HYPOTHETICAL:
            found[accusation.who] = claim
    return list(found.values())


def _accusations(tree: Tree, harms: list[Harm]) -> Iterator[Accusation]:
    words = load_table("perpetrators")
    for harm in harms:
        if harm.by is not None:
            yield Accusation(harm.by, harm.verb)
    for word in tree.words:
        acts = word.lower in words["violent_verbs"] or (
            word.lower in words["light_verbs"] and _does_violence(tree, word)
        )
        if acts and word.tag.startswith("VB"):
            yield from _by_verb(tree, word)
        elif word.lower in words["violent_nouns"]:
            yield from (Accusation(kid.i, word.i) for by in _by_below(tree, word) for kid in tree.kids(by.i, "pobj"))
        elif word.lower in ("responsibility",) and tree[word.head].lower.startswith("claim"):
            yield from _claimed(tree, tree[word.head])
        elif word.lower == "blame" and tree[word.head].lower in ("was", "were", "is", "are"):
            yield from (Accusation(kid.i, word.i, Stance.ALLEGED) for kid in tree.kids(word.head, "nsubj"))
        elif word.lower in words["blame_verbs"] and word.tag.startswith("VB"):
            yield from _blamed(tree, word)


def _by_below(tree: Tree, noun: Word) -> list[Word]:
    """ "the killing of 745 people, by gunmen": "by" hangs on the noun or on those who were killed."""
    sufferers = [kid for of in tree.kids(noun.i, "prep") if of.lower == "of" for kid in tree.kids(of.i, "pobj")]
    heads = [noun, *sufferers, *(kid for s in sufferers for kid in tree.kids(s.i, "appos"))]
    return [by for head in heads for by in tree.kids(head.i, "prep", "agent") if by.lower == "by"]


def _by_verb(tree: Tree, verb: Word) -> Iterator[Accusation]:
    for by in tree.kids(verb.i, "agent"):
        yield from (Accusation(kid.i, verb.i) for kid in tree.kids(by.i, "pobj"))
    if verb.dep == "acl" and verb.tag == "VBG":
        yield Accusation(verb.head, verb.i)
    elif tree.kids(verb.i, "dobj"):
        governor = tree[verb.head].i if verb.dep in ("xcomp", "advcl", "conj") else verb.i
        subjects = tree.kids(verb.i, "nsubj") or tree.kids(governor, "nsubj")
        yield from (Accusation(kid.i, verb.i) for kid in subjects)


def _does_violence(tree: Tree, verb: Word) -> bool:
    """ "launched a raid", "killings carried out by": what was launched or carried out is an act of violence."""
    acts = load_table("perpetrators")["violent_nouns"]
    done = [*tree.kids(verb.i, "dobj", "nsubjpass"), *([tree[verb.head]] if verb.dep in ("acl", "relcl") else [])]
    done += [kid for word in done for kid in tree.kids(word.i, "conj")]
    return any(word.lower in acts for word in done)


def _claimed(tree: Tree, verb: Word) -> Iterator[Accusation]:
    """ "X claimed responsibility": the actor speaks for itself; "no group claimed" names nobody."""
    for subject in tree.kids(verb.i, "nsubj"):
        if not any(kid.lower in ("no", "nobody") for kid in tree.kids(subject.i, "det")):
            yield Accusation(subject.i, verb.i, Stance.CLAIMED, speaker_from(tree, subject))
    for by in tree.kids(verb.i, "agent"):
        for kid in tree.kids(by.i, "pobj"):
            yield Accusation(kid.i, verb.i, Stance.CLAIMED, speaker_from(tree, kid))


def _blamed(tree: Tree, verb: Word) -> Iterator[Accusation]:
    """ "police blamed X for the attack", "the attack was blamed on X", "witnesses implicate X"."""
    speaker = next((speaker_from(tree, s) for s in tree.kids(verb.i, "nsubj")), None)
    if not verb.lower.startswith("implicat") and not _AN_ACT.search(tree.text):
        return
    on = [kid for prep in tree.kids(verb.i, "prep") if prep.lower in ("on", "to") for kid in tree.kids(prep.i, "pobj")]
    if verb.lower in ("blamed", "blaming", "blame", "attributed", "pinned") and on:
        yield from (Accusation(kid.i, verb.i, Stance.ALLEGED, speaker) for kid in on)
    elif verb.lower not in ("attributed", "pinned"):
        objects = tree.kids(verb.i, "dobj") or (tree.kids(verb.i, "nsubjpass") if verb.tag == "VBN" else [])
        yield from (Accusation(kid.i, verb.i, Stance.ALLEGED, speaker) for kid in objects)


def _names_somebody(tree: Tree, who: Word) -> bool:
    """True for a name, a side or a description; not for "attackers", "it", "a bomb", "the violence"."""
    table = load_table("perpetrators")
    if any(_names_somebody(tree, other) for other in tree.kids(who.i, "conj")):
        return True
    if any(kid.lower in ("no", "any") for kid in tree.kids(who.i, "det")):
        return False
    if who.lower in table["nobody"]:
        return any(
            kid.dep in ("amod", "compound", "nmod") and kid.lower not in table["empty_adjectives"]
            for kid in tree.kids(who.i)
        ) and is_person_noun(who.lower)
    if who.tag in ("PRP", "WP", "WDT", "DT", "CD", "EX"):
        return False
    if who.entity in ("ORG", "NORP", "PERSON"):
        return True
    return is_person_noun(who.lower) or who.lower in table["parties"]


def _claim(
    tree: Tree, accusation: Accusation, speeches: list[Speech], places: list[Mention], document_id: str, reader: str
) -> AttributionClaim | None:
    who, verb = tree[accusation.who], tree[accusation.verb]
    first, last = tree.edges(who.i, without=_LEFT_OUT)
    while first < who.i and tree[first].tag in ("DT", "PRP$", "IN", ","):
        first += 1
    words = tree.words_text(first, last)
    span = Span(start=tree[first].start, end=tree[last].end, quote=words)
    chain, speech = speakers_of(tree, verb.i, speeches)
    owns = any(k.lower in ("its", "their", "his") for k in tree.kids(who.i, "poss"))
    own = next((s for s in chain if s.span and owns and tree.start <= s.span.start and s.span.end <= tree.end), None)
    if own and own.span:  # "the Front said that its fighters had attacked": the Front speaks of itself
        span, words = own.span, own.span.quote
        accusation = replace(accusation, stance=Stance.DENIED if speech and speech.denies else Stance.CLAIMED)
    if accusation.speaker and all(accusation.speaker.name != s.name for s in chain):
        chain = (accusation.speaker, *chain)
    chain = tuple(
        s
        for s in chain
        if accusation.stance is Stance.CLAIMED or s.span is None or s.span.end <= span.start or s.span.start >= span.end
    )
    stance = accusation.stance or _stance(tree, verb, speech, chain)
    start, end = min(span.start, verb.start), max(span.end, verb.end)
    spoken = [(s.span.start, s.span.end) for s in chain if s.span]
    background = is_background(tree.text, tree, verb, None)
    return AttributionClaim(
        id=claim_id(document_id, "attribution", span.start, span.end, words), document_id=document_id,
        span=Span(start=start, end=end, quote=tree.text[start - tree.start : end - tree.start]), sentence=tree.sentence,
        scope=Scope.BACKGROUND if background else Scope.INCIDENT, stance=stance, place=place_for(tree, verb, places, spoken),
        attributed_to=chain, reader=reader, confidence=0.75, perpetrator=words, perpetrator_span=span,
    )  # fmt: skip


def _stance(tree: Tree, verb: Word, speech: Speech | None, chain: tuple[Speaker, ...]) -> Stance:
    stance = stance_of(tree, verb, speech)
    if stance is Stance.REPORTED or chain:
        return stance if stance in (Stance.DENIED, Stance.HYPOTHETICAL) else Stance.ALLEGED
    if re.search(r"\b(?:suspected|alleged|reportedly|accused|believed)\b", tree.text, re.I):
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
