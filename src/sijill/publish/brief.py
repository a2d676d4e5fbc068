"""Decides what a brief says: what is firm, what is contested and between whom, what is new, what is not known.

A register as it may be shared -> Brief: sections of sentences, each with the claims that it rests on as footnotes. A sentence without
a claim is not written. Computes no figure and judges no source; printing is brief_pages.py's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sijill.model.claim import Outcome, ResolvedClaim
from sijill.model.count import Unit
from sijill.model.incident import Episode, Incident
from sijill.model.toll import Contradiction, Facet, Revision, Toll, VictimClass
from sijill.publish.lookup import Lookup, attributions_in, counts_in, movements_in
from sijill.publish.standing import Standing, standing_of
from sijill.publish.words import (
    FACET_WORDS,
    NOT_KNOWN,
    day_words,
    figure_words,
    moment_words,
    period_words,
    place_words,
    plain,
    plural,
    size_words,
    toll_label,
    toll_words,
)

MOST_INCIDENTS = 12  # a brief is one or two pages; the rest is in the report
MOST_DISPUTES = 8
MOST_NOTES = 3  # of one sentence: one for each voice that matters, not one for each copy
LONGEST_QUOTE = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """about: the incident or episode that it speaks of, by its title; notes: footnotes, by number."""

    about: str
    words: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    heading: str
    sentences: tuple[Sentence, ...]

    @property
    def told(self) -> dict[str, list[Sentence]]:
        """The sentences by what they are about, in their order."""
        found: dict[str, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.about, []).append(sentence)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Source, date and quote of one claim."""

    number: int
    said_by: str
    published: str
    document: str
    quote: str
    claim_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


History = Callable[[str], Sequence[Revision]]  # by incident or episode, how its tolls changed from build to build


def no_history(_subject: str) -> Sequence[Revision]:
    return ()


class _Writer:
    """Numbers the claims that sentences rest on, in the order in which they are first used."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.notes: dict[str, Note] = {}

    def sentence(self, subject: Incident, words: str, claim_ids: Iterable[str]) -> list[Sentence]:
        """A sentence with its footnotes; none where no claim of the register carries it."""
        known = [self.lookup.claims[one] for one in dict.fromkeys(claim_ids) if one in self.lookup.claims]
        if not known:
            return []
        chosen = _one_a_voice(known, self.lookup)[:MOST_NOTES]
        return [
            Sentence(
                about=plain(subject.title), words=plain(words), notes=tuple(self._number(claim) for claim in chosen)
            )
        ]

    def _number(self, claim: ResolvedClaim) -> int:
        if claim.id not in self.notes:
            document, quote = self.lookup.document_of(claim), plain(claim.claim.span.quote)
            self.notes[claim.id] = Note(
                number=len(self.notes) + 1, said_by=self.lookup.speaker_of(claim), claim_id=claim.id,
                published=day_words(document.published) if document.published else "undated",
                document=self.lookup.names[document.id],
                quote=quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…",
            )  # fmt: skip
        return self.notes[claim.id].number


def _one_a_voice(claims: Sequence[ResolvedClaim], lookup: Lookup) -> list[ResolvedClaim]:
    """The first claim of each voice, then the others: a copy adds no footnote before another voice has one."""
    met: set[str] = set()
    first: list[ResolvedClaim] = []
    rest: list[ResolvedClaim] = []
    for claim in sorted(claims, key=lookup.reading_order):
        voice = lookup.voices.get(claim.id)
        key = voice.id if voice else claim.id
        (rest if key in met else first).append(claim)
        met.add(key)
    return first or rest


def write_brief(
    lookup: Lookup, subject: Incident | None = None, since: date | None = None, history: History = no_history
) -> Brief:
    """Writes the brief of one episode or incident, or of the whole register.

    since: what reports of that day or later brought is new, and every toll that a build since then moved; else what the last one moved.
    """
    writer = _Writer(lookup)
    subjects = _subjects(lookup, subject)
    sections = (
        Section(heading="What is known", sentences=tuple(_known(writer, subjects))),
        Section(heading="What is contested", sentences=tuple(_contested(writer, subjects))),
        Section(heading="Who is said to be responsible", sentences=tuple(_responsible(writer, subjects))),
        Section(heading="What is new", sentences=tuple(_new(writer, subjects, since, history))),
        Section(heading="What is not known", sentences=tuple(_unknown(writer, subjects))),
    )
    where = f"{period_words(subject.period)} · {place_words(subject.location)}" if subject else ""
    return Brief(
        title=plain(subject.title) if subject else "What the register holds", subtitle=plain(where),
        sections=tuple(section for section in sections if section.sentences), notes=tuple(writer.notes.values()),
    )  # fmt: skip


def _subjects(lookup: Lookup, subject: Incident | None) -> list[Incident]:
    """The subject and what it contains; without one, every episode and incident, those with most people first."""
    if subject is None:
        chosen: list[Incident] = [one for one in (*lookup.episodes, *lookup.incidents) if one.in_scope]
    else:
        chosen = [subject, *_inner(subject, lookup, frozenset())]
    return sorted(chosen, key=lambda one: (not isinstance(one, Episode), -_people(one, lookup)))[: MOST_INCIDENTS + 1]


def _inner(subject: Incident, lookup: Lookup, above: frozenset[str]) -> list[Incident]:
    if subject.id in above:
        return []
    parts = lookup.parts_of(subject)
    return [one for part in parts for one in (part, *_inner(part, lookup, above | {subject.id}))]


def _people(subject: Incident, lookup: Lookup) -> int:
    tolls = [toll for toll in lookup.tolls.get(subject.id, ()) if toll.victims is VictimClass.ALL]
    return max((toll.best or toll.min or toll.max or 0 for toll in tolls), default=0)


# Outcomes of a brief, in its order, each with the words that follow a figure.
_SAID = {
    Outcome.KILLED: ("was killed", "were killed"), Outcome.INJURED: ("was injured", "were injured"),
    Outcome.MISSING: ("is missing", "are missing"), Outcome.ABDUCTED: ("was abducted", "were abducted"),
    Outcome.DETAINED: ("was detained", "were detained"), Outcome.DISPLACED: ("was displaced", "were displaced"),
}  # fmt: skip
_UNITS = {
    Unit.PERSON: ("person", "people"), Unit.HOUSEHOLD: ("household", "households"),
    Unit.DWELLING: ("dwelling", "dwellings"), Unit.INCIDENT: ("incident", "incidents"),
}  # fmt: skip
_FIRMNESS = {
    Standing.FIRM: "independent voices agree", Standing.UNCORROBORATED: "one named voice says so",
    Standing.ADDED_UP: "added up from its parts; no report gives the whole",
    Standing.NO_NAMED_VOICE: "no report names where the figure comes from",
}  # fmt: skip


def _known(writer: _Writer, subjects: Sequence[Incident]) -> list[Sentence]:
    found = []
    for subject in subjects:
        for toll in _told(subject, writer.lookup):
            standing = standing_of(toll, writer.lookup)
            if standing.standing in _FIRMNESS:
                found += writer.sentence(subject, _toll_sentence(toll, _FIRMNESS[standing.standing]), toll.support)
    return found


def _told(subject: Incident, lookup: Lookup) -> list[Toll]:
    """The tolls of a brief: all victims, then civilians where they are told apart; figures that say something."""
    classes = (VictimClass.ALL, VictimClass.CIVILIAN)
    return [
        toll for toll in lookup.told_tolls(subject.id)
        if toll.outcome in _SAID and toll.victims in classes and toll_words(toll) not in (NOT_KNOWN, "none")
    ]  # fmt: skip


def _toll_sentence(toll: Toll, because: str) -> str:
    """ "5 people were killed (one named voice says so)." """
    alone = toll.min == toll.best == toll.max == 1
    unit, verb = _UNITS[toll.unit][not alone], _SAID[toll.outcome][not alone]
    who = "civilian" + ("" if alone else "s") if toll.victims is VictimClass.CIVILIAN else unit
    return f"{toll_words(toll, '–')} {who} {verb} ({because})."


def _contested(writer: _Writer, subjects: Sequence[Incident]) -> list[Sentence]:
    """Figures that voices contradict, then what else they disagree on; the largest difference first."""
    lookup, found = writer.lookup, []
    for subject in subjects:
        for toll in _told(subject, lookup):
            stood = standing_of(toll, lookup)
            if stood.standing is Standing.CONTESTED:
                between = f", between {' / '.join(stood.between)}" if stood.between else ""
                found += writer.sentence(subject, _toll_sentence(toll, f"contested{between}"), toll.support)
    disputes = [(one, subject) for subject in subjects for one in lookup.contradictions.get(subject.id, ())]
    others = [row for row in disputes if row[0].facet is not Facet.TOLL and not row[0].closed]
    for dispute, subject in sorted(others, key=lambda row: -(row[0].size or 0))[:MOST_DISPUTES]:
        found += writer.sentence(subject, _dispute_sentence(dispute), dispute.claim_ids)
    return found


def _dispute_sentence(dispute: Contradiction) -> str:
    size = f" ({size_words(dispute)})" if size_words(dispute) else ""
    sides = " and ".join(dispute.between) or "reports"
    return f"{sides} disagree on {FACET_WORDS[dispute.facet].lower()}{size}."


def _responsible(writer: _Writer, subjects: Sequence[Incident]) -> list[Sentence]:
    """Who is said to have done it, and by whom: never more than that somebody says so."""
    lookup, found = writer.lookup, []
    for subject in subjects:
        said: dict[str, list[ResolvedClaim]] = {}
        for claim in attributions_in(lookup.claims_of(subject)):
            said.setdefault(claim.claim.perpetrator, []).append(claim)  # type: ignore[attr-defined]
        for perpetrator, claims in sorted(said.items()):
            speakers = list(dict.fromkeys(lookup.speaker_of(claim) for claim in claims))
            stances = sorted({claim.claim.stance.value for claim in claims})
            words = f"{perpetrator} ({', '.join(stances)}, by {'; '.join(speakers[:3])})."
            found += writer.sentence(subject, words, (claim.id for claim in claims))
    return found


def _new(writer: _Writer, subjects: Sequence[Incident], since: date | None, history: History) -> list[Sentence]:
    """Tolls that a build moved, and what reports of these days brought."""
    lookup, found = writer.lookup, []
    for subject in subjects:
        tolls = {(one.outcome, one.victims, one.unit): one for one in _told(subject, lookup)}
        for moved in history(subject.id):
            toll = tolls.get((moved.outcome, moved.victims, moved.unit))
            if toll and moved.before and moved.after and _is_recent(moved, since, lookup.register.built_at):
                was, now = (figure_words(*one[:3], "–") for one in (moved.before, moved.after))
                words = f"{toll_label(toll)} went from {was} to {now} on {moment_words(moved.built_at)}."
                found += writer.sentence(subject, words, toll.support)
        if since:
            found += _reported(writer, subject, since)
    return found


def _is_recent(moved: Revision, since: date | None, built_at: str) -> bool:
    return moved.built_at[:10] >= since.isoformat() if since else moved.built_at == built_at


def _reported(writer: _Writer, subject: Incident, since: date) -> list[Sentence]:
    """How many claims of these days there are, and where the tolls stand with them."""
    lookup = writer.lookup
    claims = [
        claim for claim in (*counts_in(lookup.claims_of(subject)), *movements_in(lookup.claims_of(subject)))
        if (day := lookup.document_of(claim).published) and day >= since
    ]  # fmt: skip
    if not claims:
        return []
    documents = {claim.claim.document_id for claim in claims}
    tolls = "; ".join(f"{toll_label(one)} {toll_words(one, '–')}" for one in _told(subject, lookup)[:3])
    words = f"{plural(len(claims), 'claim')} in {plural(len(documents), 'report')} since {day_words(since)}"
    return writer.sentence(subject, f"{words}; it stands now at {tolls or 'no toll'}.", (one.id for one in claims))


def _unknown(writer: _Writer, subjects: Sequence[Incident]) -> list[Sentence]:
    """Open upper bounds, figures without a best, places and days that no report gives."""
    found = []
    for subject in subjects:
        for toll in _told(subject, writer.lookup):
            if toll.best is None:
                bounds = figure_words(toll.min, None, toll.max, "–")
                words = f"For {toll_label(toll)}, no report supports one figure, only {bounds}."
                found += writer.sentence(subject, words, toll.support)
            elif toll.max is None:
                words = f"For {toll_label(toll)}, no report says how many more than {toll.best:,}."
                found += writer.sentence(subject, words, toll.support)
        missing = [
            name for name, known in (("its place", subject.location), ("its day", subject.period and subject.period.start))
            if not known
        ]  # fmt: skip
        if missing:
            found += writer.sentence(subject, f"{' and '.join(missing).capitalize()} is not known.", subject.claim_ids)
    return found
