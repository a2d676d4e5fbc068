"""Decides which counts a sentence claims: Tree with its harms, groups and speech -> Drafts of CountClaims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sijill.data import load_pattern
from sijill.model.claim import (
    CountClaim,
    Detail,
    Mention,
    Outcome,
    Scope,
    Span,
    Speaker,
    Stance,
    Status,
    Victims,
    claim_id,
)
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.source import SourceKind
from sijill.read.drafts import Draft
from sijill.read.further_phrases import no_such
from sijill.read.group import Group
from sijill.read.groups import each_group, groups_of
from sijill.read.harm import Harm
from sijill.read.identity import names_of, said_of_one
from sijill.read.lexicon import Role, harm_words, is_person_noun, status_of
from sijill.read.listed import identified_as
from sijill.read.mentions import place_for
from sijill.read.no_violence import is_accident
from sijill.read.scope import clause_text, scope_of
from sijill.read.shares import shares_after
from sijill.read.speakers import Speech, speakers_of
from sijill.read.stance import is_negated, stance_of, verification_of
from sijill.read.tree import Tree, Word
from sijill.read.wounds import tells_of_care
from sijill.text.numbers import NumberExpression

_LISTED = re.compile(
    r"\b(?:victims|dead|killed|casualties|fatalities|deaths|them|whom|toll|slain)\b[^.;]{0,40}\b(?:includ\w+|were|was|are|is|compris\w+|number)\b",
    re.I,
)
_ASKED = re.compile(r"\bhow\s+$", re.I)  # "nobody can say how many people died" counts nobody
_LATER = re.compile(r"\b(?:days?|weeks?|months?|years?)\s+later\b", re.I)
_WOUNDS = re.compile(r"\b(?:gunshot|bullet|stab|knife)\s+wounds?\b", re.I)
# Words of harm by which a text speaks of the living.
_SURVIVED = frozenset({"hurt"})
# Verbs that count all who were struck, also those who died of it.
_ALL_STRUCK = frozenset({"shot", "stabbed", "hit", "struck", "shooting", "stabbing", "hitting", "striking"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a sentence while it is read."""

    document_id: str
    reader: str
    published: date | None
    following: str  # the next sentence
    speeches: list[Speech]
    places: list[Mention]
    times: list[Mention]


def counts_in(tree: Tree, harms: list[Harm], setting: Setting) -> list[Draft]:
    """Every count that the sentence claims, each span of words once."""
    drafts: list[Draft] = []
    # a death is read before an injury of the same people: "four people wounded in the attack have died"
    for harm in sorted(
        harms,
        key=lambda h: (
            h.outcome is Outcome.CASUALTIES, h.weak, h.outcome is not Outcome.KILLED, not (h.lists and h.victims),
        ),
    ):  # fmt: skip
        verb = tree[harm.verb]
        if zero := asserted_zero(tree, harm):
            if not _is_of_some(tree, harm, zero):
                drafts.append(draft_of(tree, harm, zero, setting))
            continue
        if is_negated(tree, verb):
            continue
        for group in _each(tree, harm) if harm.lists and harm.number is None else _groups(tree, harm):
            if not _ASKED.search(tree.text[: group.start - tree.start]) and not any(
                d.claim.count_span.start < group.end
                and group.start < d.claim.count_span.end
                and (_same_people(d, harm) or _only_named_so(harm))
                for d in drafts
            ):
                drafts.append(draft_of(tree, harm, group, setting))
    return _of_one_scope(sorted(drafts, key=lambda d: d.claim.count_span.start))


def _of_one_scope(drafts: list[Draft]) -> list[Draft]:
    """Dead and injured told in one sentence are of one act or of several alike; rival figures for them, too."""
    if len(drafts) < 2:
        return drafts
    first = drafts[0].claim
    settled = [drafts[0]]
    for draft in drafts[1:]:
        claim, wanted = draft.claim, draft.claim.scope
        if settled[-1].claim.scope is Scope.BACKGROUND and _LATER.search(draft.clause):
            wanted = Scope.BACKGROUND  # "In 2011 a bomb claimed 31 lives; three years later gunmen shot eight mourners"
        whole = next((d for d in settled if d.claim.outcome is claim.outcome and not d.is_listed_part), None)
        if (
            draft.is_listed_part and whole
        ):  # "44 were killed, including eight civilians": of the same act as all of them
            wanted = whole.claim.scope
        elif claim.outcome is not first.outcome or claim.attributed_to != first.attributed_to:
            of_time = load_pattern("scope", "span_of_time").search(draft.clause)
            if first.scope is Scope.INCIDENT and wanted is Scope.RUNNING_TOTAL and _ends_for_both(settled[0], draft):
                settled = [replace(d, claim=replace(d.claim, scope=wanted)) for d in settled]
                first = settled[0].claim
            elif first.scope is Scope.INCIDENT and wanted is Scope.RUNNING_TOTAL and not of_time:
                wanted = Scope.INCIDENT
            elif first.scope is Scope.RUNNING_TOTAL and wanted is Scope.INCIDENT:
                wanted = Scope.RUNNING_TOTAL
        settled.append(replace(draft, claim=replace(claim, scope=wanted)))
    return settled


_PLACED = re.compile(r"\b(?:in|at|near|outside|around)\s+(?:the\s+)?(?:\w+\s+)?[A-Z]|[;:]")

_WITHIN = re.compile(r"\b(?:in|during)\s+(?:[\w-]+\s+){0,2}$")


def _ends_for_both(first: Draft, last: Draft) -> bool:
    """ "Seven were killed and 14 injured in 17 shootings": what follows the last of them is said of both."""
    between = last.sentence_text[len(first.before) : len(last.before)]
    several = load_pattern("scope", "several_acts").search(last.clause)
    return several is not None and bool(_WITHIN.search(last.clause[: several.start()])) and not _PLACED.search(between)


def _each(tree: Tree, harm: Harm) -> Iterator[Group]:
    """Those of a list, each by itself: "three children, their mother and two guests" are three counts."""
    for head in harm.victims:
        for group in each_group(tree, head):
            said = tree.kids(harm.verb, "attr") or identified_as(tree, tree[harm.verb])
            described = said[0] if said and tree[group.head].tag == "CD" else None
            status = (
                status_of(described.lower, tree.words_text(*tree.edges(described.i))) if described else group.status
            )
            yield replace(group, status=status)


def _only_named_so(harm: Harm) -> bool:
    """ "120 detainees were massacred": what they were before is their name, and no count of its own."""
    return harm.number is not None and harm.outcome in (Outcome.DETAINED, Outcome.ABDUCTED)


def _same_people(draft: Draft, harm: Harm) -> bool:
    deadly = (Outcome.KILLED, Outcome.CASUALTIES, Outcome.BODIES_FOUND, Outcome.INJURED)
    if draft.claim.outcome is Outcome.KILLED and harm.outcome in (Outcome.ABDUCTED, Outcome.MISSING):
        return True  # "were taken from their home and found dead"
    return draft.claim.outcome is harm.outcome or (draft.claim.outcome in deadly and harm.outcome in deadly)


def _groups(tree: Tree, harm: Harm) -> Iterator[Group]:
    if harm.number is not None:
        yield _from_number(tree, harm, harm.number)
    for place, head in enumerate(harm.victims):
        surely_people = harm.outcome is Outcome.KILLED and not harm.weak
        for group in groups_of(
            tree, head, *(harm.beside if place == 0 else ()), surely_people=surely_people or harm.themselves
        ):
            if group.count.unit in (Unit.HOUSEHOLD, Unit.DWELLING) and harm.outcome in (
                Outcome.KILLED,
                Outcome.INJURED,
            ):
                continue
            if not harm.weak or group.certain or harm.themselves:
                by_own_act = (harm.themselves and harm.outcome is Outcome.KILLED) or (
                    not group.certain and _stands_for_attacker(tree, group.head)
                )
                yield replace(group, status=Status.ATTACKERS) if by_own_act else group


def _stands_for_attacker(tree: Tree, pronoun: int) -> bool:
    """ "A gunman opened fire … before forces killed him": the pronoun is the subject that the sentence began with."""
    subjects = [w for w in tree.words[:pronoun] if w.dep in ("nsubj", "nsubjpass") and w.tag in ("NN", "NNP")]
    if not subjects or tree[pronoun].lower not in ("he", "him", "she", "her"):
        return False
    return status_of(subjects[0].lower) is Status.ATTACKERS or any(_has_killed(tree, w) for w in subjects)


def _has_killed(tree: Tree, subject: Word) -> bool:
    """ "Mace killed his wife before he was shot dead": those whom he killed do not die again."""
    verb = tree[subject.head]
    kills = (Outcome.KILLED, Role.OBJECT) in harm_words().get(verb.lower, ())
    person = subject.entity == "PERSON" or is_person_noun(subject.lower)
    return kills and person and subject.dep == "nsubj" and bool(tree.kids(verb.i, "dobj"))


def _from_number(tree: Tree, harm: Harm, number: NumberExpression) -> Group:
    noun = tree[harm.verb]
    words = [w for w in tree.words if number.start <= w.start and w.i <= noun.i] or _counted_by_number(tree, noun)
    phrase = " ".join(w.text for w in words)
    status = next(
        (s for w in words if (s := status_of(w.lower, "")) is not Status.UNSPECIFIED), status_of(noun.lower, phrase)
    )
    more = bool(re.match(r"\s+(?:other|others|more|further|additional)\b", tree.text[number.end - tree.start :]))
    return Group(
        head=noun.i,
        first=noun.i,
        last=noun.i,
        count=number.count(),
        start=number.start,
        end=number.end,
        status=status,
        more=more,
    )


def _counted_by_number(tree: Tree, noun: Word) -> list[Word]:
    """Of whom a number is told that stands behind: "the number of civilians killed has passed 95"."""
    of = next((w.i for w in reversed(tree.words[: noun.i]) if w.lower in ("number", "numbers")), None)
    return [] if of is None else tree.words[of : noun.i + 1]


def asserted_zero(tree: Tree, harm: Harm) -> Group | None:
    """ "no one was hurt", "no casualties": a zero that the text asserts."""
    for head in (*harm.victims, harm.verb):
        word = tree[head]
        det = no_such(tree, word)
        alone = word.lower in ("nobody", "none", "no-one") or (
            word.lower == "one" and any(k.lower == "no" for k in tree.kids(head))
        )
        counted = any(n.start <= word.start and n.end >= (det or word).start for n in tree.numbers)
        if not alone and (det is None or counted):
            continue
        start = det.start if det else min([word.start, *[k.start for k in tree.kids(head)]])
        wording = tree.text[start - tree.start : word.end - tree.start]
        count = Count(wording=wording, min=0, max=0, quantifier=Quantifier.NONE)
        return Group(
            head=head,
            first=head,
            last=head,
            count=count,
            start=start,
            end=word.end,
            status=status_of(word.lower, wording),
        )
    return None


# Words that make a zero one of some: of other people, of grave wounds only, of those who were named before.
_OF_OTHERS = frozenset("other others else further additional more".split())
_GRAVE = frozenset(
    "seriously badly critically severely gravely serious critical severe major grave threatening significant".split()
)


def _is_of_some(tree: Tree, harm: Harm, zero: Group) -> bool:
    """ "no one else was hurt", "no one was seriously hurt", "none of those at home was hurt": others were, or may have been."""
    words = [tree[zero.head], tree[harm.verb]]
    said = {kid.lower for word in words for kid in tree.kids(word.i)} | {
        w.lower for w in tree.subtree(harm.verb) if w.tag != "NNP"
    }
    of_those = words[0].lower == "none" and any(kid.lower == "of" for kid in tree.kids(words[0].i, "prep"))
    own = {kid.lower for kid in tree.kids(words[0].i)}
    return of_those or bool(own & _OF_OTHERS) or bool(said & _GRAVE)


def draft_of(tree: Tree, harm: Harm, group: Group, setting: Setting) -> Draft:
    verb = tree[harm.verb]
    chain, speech = speakers_of(tree, _spoken_word(harm, group), setting.speeches)
    spoken = [(s.speaker.span.start, s.speaker.span.end) for s in setting.speeches if s.speaker and s.speaker.span]
    place = place_for(tree, verb, setting.places, spoken)
    start, end = _claim_edges(tree, harm, group)
    details, names = _details(tree, group), group.names
    if (group.count.min, group.count.max) == (1, 1):
        names = names_of(tree, tree[group.head], group.names)
    count_span = Span(
        start=group.start, end=group.end, quote=tree.text[group.start - tree.start : group.end - tree.start]
    )
    clause = clause_text(tree, verb)
    stance = stance_of(tree, verb, speech)
    verification = verification_of(tree.text, setting.following)
    claim = CountClaim(
        id=claim_id(setting.document_id, harm.outcome.value, group.start, group.end, group.status.value),
        document_id=setting.document_id, span=Span(start=start, end=end, quote=tree.text[start - tree.start : end - tree.start]),
        sentence=tree.sentence, scope=scope_of(tree, verb, harm.outcome, setting.published), stance=stance, verification=verification,
        place=place, time=_time_for(tree, verb.start, setting.times), attributed_to=chain, reader=setting.reader,
        confidence=_confidence(harm, group, stance), outcome=harm.outcome, count=group.count, count_span=count_span,
        victims=Victims(status=group.status, details=details, names=names),
        in_scope=not is_accident(tree.text),
    )  # fmt: skip
    before = tree.text[: max(group.end, tree[group.last].end) - tree.start]
    return Draft(
        claim=claim, clause=clause, before=before, sentence_text=tree.text, names=names, more=group.more,
        definite=group.definite, tied=group.tied, implied_pronoun=not group.certain,
        is_listed_part=harm.lists or _is_listed(tree, harm, group) or _is_among(tree, group),
        is_toll=harm.toll,
        own_place=place is not None,
        seat=_seat_of(chain, setting.places) if place is None else "",
        weak=_leaves_open(tree, harm, start, end),
        in_care=harm.weak and harm.outcome is Outcome.INJURED and tells_of_care(verb),
        verb_is_shot=harm.weak and verb.lower in _ALL_STRUCK,
    )  # fmt: skip


# Who speaks of where he is; a ministry in a capital does not.
_ON_THE_SPOT = frozenset({SourceKind.WITNESS, SourceKind.MEDICAL, SourceKind.RELATIVE, SourceKind.UNKNOWN})


def _seat_of(chain: Sequence[Speaker], places: Sequence[Mention]) -> str:
    """Where somebody on the spot speaks: "a priest in Amola", "a nurse at the clinic of Wunlit" -> the place."""
    for speaker in chain[:1]:
        span = speaker.span
        if span and speaker.kind in _ON_THE_SPOT:
            return next((p.span.quote for p in places if span.start < p.span.start and p.span.end <= span.end), "")
    return ""


def _leaves_open(tree: Tree, harm: Harm, start: int, end: int) -> bool:
    """ "was shot", "suffered gunshot wounds": whether they lived is told elsewhere, if at all."""
    if harm.weak:
        return tree[harm.verb].lower not in _SURVIVED
    return harm.outcome is Outcome.INJURED and bool(_WOUNDS.search(tree.text[start - tree.start : end - tree.start]))


def _is_listed(tree: Tree, harm: Harm, group: Group) -> bool:
    """ "The dead were three children": some of them; not "the toll was 17", the figure itself."""
    return not harm.toll and bool(_LISTED.search(tree.text[: group.start - tree.start]))


def _is_among(tree: Tree, group: Group) -> bool:
    if tree.text[: group.start - tree.start].endswith(" among "):
        return False  # "three civilians, including a child, among up to seven killed": the seven are all of them
    return bool(
        re.search(
            r"\b(?:among (?:them|whom|the (?:dead|victims|killed|wounded))|including|of (?:them|whom)|most of)\b",
            tree.text[max(0, group.start - tree.start - 40) : group.start - tree.start],
            re.I,
        )
    )


def _spoken_word(harm: Harm, group: Group) -> int:
    return harm.verb if harm.number is None else group.head


def _claim_edges(tree: Tree, harm: Harm, group: Group) -> tuple[int, int]:
    """The words that make the claim: the count's phrase and the word for the outcome, with what lies between."""
    verb, head = tree[harm.verb], tree[group.head]
    start = min(group.start, verb.start, head.start)
    end = max(group.end, verb.end, head.end)
    return max(start, tree.start), min(end, tree.end)


def _details(tree: Tree, group: Group) -> tuple[Detail, ...]:
    found = list(group.details)
    if (group.count.min, group.count.max) == (1, 1):
        known = {detail.axis for detail in found}
        found += [detail for detail in said_of_one(tree, tree[group.head], group.first) if detail.axis not in known]
    for detail in shares_after(tree, max(group.end, tree[group.head].end), tree.end):
        if (detail.axis, detail.value) not in {(d.axis, d.value) for d in found}:
            found.append(detail)
    return tuple(found)


def _time_for(tree: Tree, at: int, times: list[Mention]) -> Mention | None:
    """The time expression nearest to the harm in its sentence; who said when is told apart in resolve."""
    return min(times, key=lambda t: abs(t.span.start - at), default=None)


def _confidence(harm: Harm, group: Group, stance: Stance) -> float:
    """How sure the reading is: lowered for verbs and phrases that often mean something else."""
    sure = 0.92
    if harm.weak:
        sure -= 0.25
    if not group.certain:
        sure -= 0.3
    if group.implied:
        sure -= 0.1
    if stance in (Stance.HYPOTHETICAL, Stance.DENIED):
        sure -= 0.1
    return round(max(sure, 0.1), 2)
