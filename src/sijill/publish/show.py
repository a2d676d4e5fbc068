"""Writes what `sijill show` prints: the register on one screen, or one incident or episode with its figures and who says so.

Lookup -> text of at most 92 columns. Shows the register as it is on this machine, names included: it is no publication.
"""

from __future__ import annotations

from collections.abc import Iterable

from sijill.model.claim import IndicatorClaim, MovementClaim, ResolvedClaim
from sijill.model.decision import State
from sijill.model.incident import Episode, Incident
from sijill.model.register import Register
from sijill.model.toll import Contradiction, Toll
from sijill.publish.explain import explain
from sijill.publish.find import Found, find
from sijill.publish.former_ids import past_words
from sijill.publish.lines import WIDTH, columns, heading, labelled, wrapped
from sijill.publish.lookup import Lookup, attributions_in, counts_in, indicators_in, look_up, movements_in
from sijill.publish.standing import Standing, standing_of
from sijill.publish.statements import statement_lines, statements_of
from sijill.publish.words import (
    FACET_WORDS,
    NOTICE,
    chain_words,
    claim_words,
    day_words,
    moment_words,
    period_words,
    place_words,
    plain,
    plural,
    size_words,
    toll_label,
    toll_words,
    voice_words,
)

_MARKS = {
    Standing.FIRM: "firm",
    Standing.CONTESTED: "CONTESTED",
    Standing.UNCORROBORATED: "uncorroborated",
    Standing.ADDED_UP: "added up",
    Standing.NO_NAMED_VOICE: "no named voice",
    Standing.NOT_KNOWN: "not known",
}


def show_register(register: Register) -> str:
    """Prints every episode with its incidents, then the incidents outside of any, each with its figures."""
    lookup = look_up(register)
    lines = [_summary(lookup), NOTICE]
    if not lookup.subjects:
        lines += ["", "No incident has been found yet: add reports (sijill add), then build (sijill build)."]
    inside = {part for episode in lookup.episodes for part in episode.contains}
    for episode in lookup.episodes:
        if episode.id not in inside:
            lines += ["", *_with_parts(episode, lookup, depth=0, seen=frozenset())]
    alone = [one for one in lookup.incidents if one.id not in inside and one.in_scope]
    if alone and lookup.episodes:
        lines += heading("Incidents outside of any episode")
    for incident in alone:
        lines += ["", *_with_parts(incident, lookup, depth=0, seen=frozenset())]
    outside = [one for one in lookup.incidents if not one.in_scope and one.claim_ids]
    if outside:
        lines += heading("Accidents and disasters (read, not counted as violence)")
        lines += columns([(one.title, one.id) for one in outside], most=(60,))
    if register.problems:
        lines += [
            "",
            f"{plural(len(register.problems), 'problem')} with the input; the report and build --json list them.",
        ]
    return "\n".join([*lines, "", "sijill show ID for one of them; sijill explain ID for the words behind it."])


def show_subject(register: Register, wanted: str) -> str:
    """Prints one incident, episode, document, claim or toll; an id may be shortened while it stays unique."""
    lookup = look_up(register)
    found = find(wanted, lookup)
    if found.subject is None:
        return explain(register, wanted)
    return "\n".join([*(wrapped(found.became) if found.became else ()), *_subject(found, lookup)])


def _stale(register: Register) -> str:
    """How many decisions rest on words that have changed; nothing where none does."""
    found = sum(one.state is State.STALE for one in register.rulings)
    return plural(found, "decision") if found else ""


def _summary(lookup: Lookup) -> str:
    register = lookup.register
    parts = (
        plural(len(register.documents), "document"),
        plural(len(register.links.episodes), "episode"),
        plural(sum(one.in_scope for one in register.links.incidents), "incident"),
        plural(sum(not one.closed for one in register.contradictions), "open contradiction"),
        *([f"{stale} stale: sijill log"] if (stale := _stale(register)) else []),
        f"built {moment_words(register.built_at)}",
    )
    return " · ".join(parts)


def _with_parts(subject: Incident, lookup: Lookup, *, depth: int, seen: frozenset[str]) -> list[str]:
    """A subject and, further in, what it contains; a circle of episodes is followed once."""
    lines = _card(subject, lookup, depth * 4)
    if subject.id in seen or depth > 3:
        return lines
    for part in lookup.parts_of(subject):
        lines += ["", *_with_parts(part, lookup, depth=depth + 1, seen=seen | {subject.id})]
    return lines


def _card(subject: Incident, lookup: Lookup, indent: int) -> list[str]:
    kind = "Episode" if isinstance(subject, Episode) else "Incident"
    lines = wrapped(f"{kind}: {subject.title}", indent=indent, hang=4)
    lines += wrapped(f"{period_words(subject.period)} · {place_words(subject.location)}", indent=indent + 2, hang=2)
    lines += wrapped(subject.id, indent=indent + 2)
    tolls = lookup.told_tolls(subject.id)
    if not tolls:
        return [*lines, " " * (indent + 2) + "No count is reported."]
    return [*lines, *columns((_toll_row(toll, lookup) for toll in tolls), indent=indent + 2, most=(30, 22, 15))]


def _toll_row(toll: Toll, lookup: Lookup) -> tuple[str, str, str, str]:
    stood = standing_of(toll, lookup)
    who = " / ".join(stood.between) or _who_says(toll, lookup)
    return toll_label(toll), toll_words(toll), _MARKS[stood.standing], who


def _who_says(toll: Toll, lookup: Lookup) -> str:
    """Names those whose claims carry a figure, once each."""
    carried = [lookup.claims[claim_id] for claim_id in toll.support if claim_id in lookup.claims]
    names = dict.fromkeys(lookup.carrier_of(claim) for claim in carried)
    return ", ".join(names) if names else "-"


def _subject(found: Found, lookup: Lookup) -> list[str]:
    subject = found.subject
    assert subject is not None
    claims = lookup.claims_of(subject)
    lines = [*_card(subject, lookup, 0), "", NOTICE]
    if subject.part_of and subject.part_of in lookup.subjects:
        lines += labelled("part of", f"{lookup.subjects[subject.part_of].title} ({subject.part_of})", indent=0)
    for told in past_words(subject, lookup):
        lines += labelled("earlier", told, indent=0)
    lines += _contradictions(lookup.disputes_of(subject.id), lookup)
    lines += _claims("Who says how many", counts_in(claims), lookup)
    lines += _claims("Who is said to have done it", attributions_in(claims), lookup)
    lines += _claims("Movements", movements_in(claims), lookup)
    lines += _claims("Statistics quoted (in no toll)", indicators_in(claims), lookup)
    lines += statement_lines(statements_of(subject, lookup), lookup)
    if isinstance(subject, Episode) and subject.contains:
        lines += heading("Contains (its totals are claims about the whole, never added to these)")
        for part in lookup.parts_of(subject):
            lines += ["", *_card(part, lookup, 2)]
    lines += heading("Voices")
    lines += columns(
        [(voice_words(voice), "; ".join(voice.evidence) or "-") for voice in lookup.voices_of(subject)], most=(34,)
    )
    if subject.evidence:
        lines += heading("Why these claims stand together")
        for reason in subject.evidence:
            lines += wrapped(reason, indent=2, hang=2)
    return lines


def _contradictions(disputes: Iterable[tuple[Contradiction, ...]], lookup: Lookup) -> list[str]:
    lines: list[str] = []
    for dispute in disputes:
        first = dispute[0]
        size = f", {size_words(first)}" if first.size and len(dispute) == 1 else ""
        sides = " / ".join(first.between) if len(dispute) == 1 else plural(len(dispute), "contradiction")
        lines += ["", *wrapped(f"{FACET_WORDS[first.facet]}{size}: {sides}", indent=2, hang=2)]
        for claim_id in dict.fromkeys(claim_id for one in dispute for claim_id in one.claim_ids):
            if claim_id in lookup.claims:
                lines += _quoted(lookup.claims[claim_id], lookup)
        for closed in dict.fromkeys(one.closed for one in dispute if one.closed):
            lines += wrapped(closed, indent=4, hang=2)
        for reason in list(dict.fromkeys(reason for one in dispute for reason in one.explained_by))[:3]:
            lines += wrapped(f"may be explained by: {lookup.in_words(reason)}", indent=4, hang=2)
    return [*heading("Contested"), *lines[1:]] if lines else []


def _claims(title: str, claims: Iterable[ResolvedClaim], lookup: Lookup) -> list[str]:
    lines: list[str] = []
    for claim in claims:
        document = lookup.document_of(claim)
        published = day_words(document.published) if document.published else "date of report not known"
        chain = chain_words(claim.claim, lookup.outlet_of(document))
        lines += wrapped(f"{_said(claim)} · {chain} · {published}", indent=2, hang=4)
        lines += _words_of(claim)
        lines += wrapped(claim.id, indent=6)
    return [*heading(title), *lines] if lines else []


def _said(claim: ResolvedClaim) -> str:
    said = claim.claim
    if isinstance(said, MovementClaim):
        way = [place_words(place) for place in (claim.origin, claim.destination) if place]
        return f"{claim_words(said)}: {' → '.join(way) or 'way not known'}"
    words = claim_words(said)
    return f"{words} (of {said.base})" if isinstance(said, IndicatorClaim) and said.base else words


def _quoted(claim: ResolvedClaim, lookup: Lookup) -> list[str]:
    return [*wrapped(f"{lookup.speaker_of(claim)}:", indent=4), *_words_of(claim)]


def _words_of(claim: ResolvedClaim) -> list[str]:
    return wrapped(f"“{plain(claim.claim.span.quote)}”", indent=6, hang=1, width=WIDTH)
