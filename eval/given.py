"""Hands a group of texts that are known to tell of one event through every stage, and asks for the tolls of that event.

texts of one event -> its tolls. Who belongs together is given, so that what is measured is reading and reconciling: the main incident
of every text is taken to be the one event; what a text tells beside its main incident stays where linking puts it. A text that is mainly
about a total over several incidents, beside others that tell of one, is a round-up: its total is no toll of the event.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.tallies import Answer, Text, make_documents
from sijill.config import Settings
from sijill.gazetteers import gazetteer
from sijill.link import link
from sijill.model.case import Case
from sijill.model.claim import Outcome, ResolvedClaim
from sijill.model.document import Document
from sijill.model.incident import Episode, Incident, Links
from sijill.model.register import ReadDocument
from sijill.model.toll import Toll, VictimClass
from sijill.pipeline import keys_of
from sijill.pool import run_over
from sijill.read import read
from sijill.resolve import resolve
from sijill.store.cases import casebook_of

DEFAULTS = Settings()


def read_events(events: Sequence[Sequence[Text]], keep: Path | None = None) -> list[list[ReadDocument]]:
    """Reads and resolves every text; keep: a file that holds what the same reader and resolver made of them before."""
    key = keys_of(DEFAULTS, None).resolver
    known: dict[str, ReadDocument] = {}
    if keep and keep.exists():
        made_by, kept = pickle.loads(keep.read_bytes())  # written by this function on this machine
        known = kept if made_by == key else {}
    documents = [make_documents(texts) for texts in events]
    missing = {one.id: one for some in documents for one in some if one.id not in known}
    known |= {one.document.id: one for one in read_all(missing.values())}
    if keep and missing:
        keep.write_bytes(pickle.dumps((key, known)))
    return [[known[one.id] for one in dict.fromkeys(some)] for some in documents]


def read_all(documents: Iterable[Document]) -> Iterable[ReadDocument]:
    for _, read_one in run_over(documents, read_whole, processes=0, when_lost=read_whole):
        yield read_one


def read_whole(document: Document) -> ReadDocument:
    """One document read and resolved."""
    reading, _ = read(document, DEFAULTS.read, DEFAULTS.limits)
    claims, sources, _ = resolve(document, reading, gazetteer(), DEFAULTS.resolve)
    return ReadDocument(document=document, reading=reading, claims=claims, sources=sources)


def case_of(documents: Sequence[ReadDocument]) -> Case | None:
    """The case of the one event that these documents tell of; None where nothing is read in any."""
    links, _ = link(documents, Links(), (), DEFAULTS.link)
    mains = sorted(set(dict(links.main_incidents).values()))
    subjects: dict[str, Incident] = {one.id: one for one in (*links.incidents, *links.episodes)}
    mains_told = [subjects[main] for main in mains if main in subjects]
    # a round-up is mainly about a total over several; what it tells of this one linking has put with the others
    merged = [one for one in mains_told if not isinstance(one, Episode)] or mains_told
    if not merged:
        return None
    claims = tuple(sorted({claim for one in merged for claim in one.claim_ids}))
    told = tuple(sorted({document for one in merged for document in one.document_ids}))
    whole = Incident(
        id=merged[0].id, title=merged[0].title, claim_ids=claims, document_ids=told, period=merged[0].period,
        location=merged[0].location, in_scope=True,
    )  # fmt: skip
    parts = [one for one in merged if isinstance(one, Episode)]
    return write_case(whole, parts, links, documents)


def write_case(whole: Incident, episodes: Sequence[Episode], links: Links, documents: Sequence[ReadDocument]) -> Case:
    """The event's case; where a text takes it for several incidents and their total, they stay its parts."""
    inside = {part for one in episodes for part in one.contains}
    if inside:
        whole = Episode(
            **{name: getattr(whole, name) for name in Incident.__dataclass_fields__}, contains=tuple(sorted(inside))
        )
    others = tuple(one for one in links.incidents if one.id != whole.id)
    book = casebook_of(Links(incidents=(*others, whole), voices=links.voices), documents)
    known: dict[str, ResolvedClaim] = {claim.id: claim for one in documents for claim in one.claims}
    return book.case(whole.id, known)


def answer_in(tolls: Iterable[Toll], outcome: Outcome) -> Answer:
    """The toll of all persons with this outcome."""
    for toll in tolls:
        if (toll.outcome, toll.victims, toll.unit.value) == (outcome, VictimClass.ALL, "person"):
            return Answer(toll.min, toll.best, toll.max)
    return Answer(silent=True)
