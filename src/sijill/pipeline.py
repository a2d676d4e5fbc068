"""The flow, and (with adding.py, gazetteers.py and replaying.py) the only file that calls the stages.

    1 collect    the world           -> archived documents           adding.py
    2 read       a document          -> claims, each with its words  ┐
    3 resolve    its claims          -> dates, places, speakers      │
    4 link       documents           -> incidents, episodes, voices  ├ build()
    5 reconcile  an incident's case  -> tolls, contradictions        ┘
    6 review     people's decisions  -> claims, links, tolls         replaying.py, within build()
    7 publish    the register        -> what commands print          (cli)

build() does 2 to 6 for what is new or changed, and only that. read_texts() and tally_texts() take each text by itself, without a
register. Stages see neither one another nor the store. What fails on one document becomes a Problem (attempt), and the rest goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sijill import __version__
from sijill.config import Limits, Read, Settings
from sijill.errors import QuoteNotInText, SijillError
from sijill.gazetteers import gazetteer, own_places
from sijill.link import LINKER, forget, link, link_alone
from sijill.link.asked import fit_incident
from sijill.model.asked import Question
from sijill.model.claim import Reading, ResolvedClaim, StatementClaim, TriggerClaim
from sijill.model.decision import Ruling
from sijill.model.document import Document, MediaType, Metadata, document_id
from sijill.model.incident import Links
from sijill.model.problem import Problem
from sijill.model.register import ReadDocument, Register
from sijill.model.source import Source
from sijill.model.statement import Checked
from sijill.pool import run_over
from sijill.publish.contract import claim_shape, date_shape, tally_shape
from sijill.publish.count import count_shape
from sijill.publish.lookup import look_up
from sijill.read import READER, read, reader_of
from sijill.reconcile import NO_SERIES, RECONCILER, check_statements, reconcile, revise
from sijill.replaying import Replayed, collector_at_rest, replay_log, settling, withdraw
from sijill.resolve import RESOLVER, resolve
from sijill.store.builds import Stamp, Verdicts
from sijill.store.cases import casebook_of
from sijill.store.decisions import machine_of
from sijill.store.register import LINK, LOADED_AT_ONCE, RECONCILE, Resolution, Store
from sijill.store.resolutions import digest_of
from sijill.text.time_expressions import describe_dates

logger = logging.getLogger(__name__)

DEFAULTS = Settings()
Shape = dict[str, Any]
Given = TypeVar("Given")
Result = TypeVar("Result")
Problems = tuple[Problem, ...]
Reported = Callable[[Problem], None]  # told of each problem as it is met


class Progress(Protocol):
    """Shows how far a long piece of work has come, and hands its items through."""

    def __call__(self, label: str, items: Iterable[Given], total: int) -> Iterable[Given]: ...


def silent(label: str, items: Iterable[Given], total: int) -> Iterable[Given]:
    return items


# A register


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build had to do."""

    documents: int
    read: int
    resolved: int
    linked: int
    reconciled: int


def build(store: Store, settings: Settings, progress: Progress = silent) -> Built:
    """2 to 6 for every document and case that is new or changed; each reading is kept as it is made, the rest at the end."""
    own = own_places(store.folder)
    keys = keys_of(settings, own)
    withdraw(store)
    read_now = _read_new(store, keys, settings, progress)
    resolved_now = _resolve_new(store, keys, settings, own, progress)
    decided = replay_log(store, keys.reader, keys.resolver)
    linked = _link_changed(store, keys, decided, settings)
    reconciled = _reconcile_changed(store, keys, decided, linked.links, settings, progress)
    stamp = Stamp(
        built_at=_now(), reader=keys.reader, resolver=decided.resolver, linker=decided.key_linking(keys.linker),
        sijill=__version__,
    )  # fmt: skip
    store.save_build(
        stamp, prior=linked.prior, links=linked.links, linked=linked.digests, gone=reconciled.gone,
        verdicts=reconciled.verdicts, problems={LINK: linked.problems, RECONCILE: reconciled.problems},
        relinked=linked.done, rulings=reconciled.rulings,
    )  # fmt: skip
    return Built(
        documents=len(linked.digests), read=read_now, resolved=resolved_now, linked=len(linked.changed),
        reconciled=len(reconciled.verdicts),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What each stage's results depend on; a result under another key is made anew."""

    reader: str
    resolver: str
    linker: str
    rule: str


def keys_of(settings: Settings, own: Path | None) -> Keys:
    reader = key_of(
        reader_of(settings.read), ",".join(settings.read.languages), settings.limits.max_numbers_per_sentence
    )
    resolver = key_of(RESOLVER, reader, gazetteer(own).version, settings.resolve.model_dump_json())
    linker = key_of(LINKER, __version__, settings.link.model_dump_json())
    rule = key_of(settings.reconcile.rule, RECONCILER, __version__, settings.reconcile.model_dump_json())
    return Keys(reader=reader, resolver=resolver, linker=linker, rule=rule)


def key_of(name: str, *parts: object) -> str:
    """A name that a person knows, and a digest of the rest.  "rules@1", "en" -> "rules@1+3f2a9c04" """
    return f"{name}+{digest_of(*(str(part) for part in parts))[:8]}"


def _read_new(store: Store, keys: Keys, settings: Settings, progress: Progress) -> int:
    """2: reads what this reader has not read, in several processes where there is much of it."""
    unread = store.unread(keys.reader)
    work = partial(_read_one, settings=settings.read, limits=settings.limits)
    readings = run_over(store.each_document(unread), work, processes=settings.read.processes, when_lost=_lost)
    for document, (reading, problems) in progress("reading", readings, len(unread)):
        try:
            store.save_reading(document, reading, problems, reader=keys.reader)
        except QuoteNotInText as fault:
            problem = fault_of("read", document.id, fault)
            store.save_reading(document, nothing_read(document), (problem,), reader=keys.reader)
        logger.info("read %s", document.id)
    return len(unread)


def _resolve_new(store: Store, keys: Keys, settings: Settings, own: Path | None, progress: Progress) -> int:
    """3: resolves what this resolver has not resolved; kept some documents at a time, for it can be had again from the readings."""
    unresolved = store.unresolved(keys.resolver)
    done: list[Resolution] = []
    for document, reading in progress("resolving", store.each_reading(keys.reader, unresolved), len(unresolved)):
        (claims, sources, problems), faults = _resolve_one(document, reading, settings, own)
        done.append(Resolution(document=document, claims=claims, sources=sources, problems=(*problems, *faults)))
        if len(done) == LOADED_AT_ONCE:
            store.save_resolutions(keys.resolver, done)
            done.clear()
    store.save_resolutions(keys.resolver, done)
    return len(unresolved)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linked:
    prior: Links
    links: Links
    digests: dict[str, str]  # of what is linked now, by document
    changed: tuple[str, ...]  # documents linked anew, or taken out
    done: bool
    problems: Problems


def _link_changed(store: Store, keys: Keys, decided: Replayed, settings: Settings) -> _Linked:
    """4: links the documents that are new, resolved or decided otherwise; forgets those that are gone."""
    before, prior, was = store.last_build(), store.links(), store.linked()
    now = store.resolution_digests(decided.resolver)
    is_same_linker = before is not None and machine_of(before.linker) == keys.linker
    obeys_the_same = before is not None and before.linker == decided.key_linking(keys.linker)
    changed = [document for document, digest in now.items() if not is_same_linker or was.get(document) != digest]
    gone = [document for document in was if document not in now]
    if not changed and not gone and obeys_the_same:
        return _Linked(prior=prior, links=prior, digests=now, changed=(), done=False, problems=())
    batch = store.read_documents(keys.reader, decided.resolver, changed)
    with collector_at_rest():
        links, problems = link(batch, forget(prior, gone) if gone else prior, decided.linking, settings.link)
    return _Linked(prior=prior, links=links, digests=now, changed=(*changed, *gone), done=True, problems=problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reconciled:
    verdicts: list[Verdicts]
    gone: list[str]  # subjects that are no more
    problems: list[Problem]
    rulings: tuple[Ruling, ...] = ()


def _reconcile_changed(
    store: Store, keys: Keys, decided: Replayed, links: Links, settings: Settings, progress: Progress
) -> _Reconciled:
    """5: computes the tolls of the cases whose fingerprint changed, then settles what people decided on them."""
    book, people = store.casebook(links, decided.resolver), settling(decided, links)
    known = store.fingerprints()
    now = people.fingerprints(book.fingerprints(store.claim_digests(decided.resolver), keys.rule))
    moved = [subject for subject, fingerprint in now.items() if known.get(subject) != fingerprint]
    found = _Reconciled(verdicts=[], gone=[subject for subject in known if subject not in now], problems=[])
    before, built_at = store.tolls(moved), _now()
    settled: list[Ruling] = []
    for case in progress("reconciling", store.cases(book, moved, keys.reader, decided.resolver), len(moved)):
        subject = case.subject.id
        result, faults = attempt("reconcile", subject, partial(reconcile, case, settings.reconcile))
        tolls, contradictions, stand = people.settle(subject, *(result or ((), ())))
        settled.extend(stand)
        found.problems.extend(faults)
        revisions = revise(subject, before.get(subject, ()), tolls, built_at)
        found.verdicts.append(
            Verdicts(
                subject=subject,
                fingerprint=now[subject],
                tolls=tolls,
                contradictions=contradictions,
                revisions=revisions,
            )
        )
    return replace(found, rulings=people.rulings(settled))


def count(register: Register, question: Question) -> Shape:
    """How many incidents and people the last build knows of, in the shape of `count --json`."""
    return count_shape(look_up(register), question, fit_incident)


# Texts by themselves, without a register


def document_of(text: str, *, published: date | str | None, source: str | None, name: str) -> Document:
    """A text that stands in no file."""
    day = date.fromisoformat(published) if isinstance(published, str) else published
    metadata = Metadata(published=day, source=source)
    blob = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=document_id(blob, None, metadata), blob=blob, record=None, name=name, text=text, media_type=MediaType.TEXT,
        extractor=None, metadata=metadata,
    )  # fmt: skip


def ignore(_problem: Problem) -> None:
    """For callers that do not ask for problems."""


def read_texts(
    documents: Iterable[Document], settings: Settings = DEFAULTS, *, report: Reported = ignore, own: Path | None = None
) -> Iterator[Shape]:
    """The claims of each text in the shape of `read --json`, in the order of the texts."""
    return _tell(documents, _claims_of, settings, report, own)


def tally_texts(
    documents: Iterable[Document], settings: Settings = DEFAULTS, *, report: Reported = ignore, own: Path | None = None
) -> Iterator[Shape]:
    """For each text the tolls of its main incident in the shape of `tally --json`, in the order of the texts."""
    return _tell(documents, _tally_of, settings, report, own)


def check_text(document: Document, settings: Settings = DEFAULTS, *, own: Path | None = None) -> tuple[Checked, ...]:
    """What one text says of its own figures, with a verdict on each; there is no register whose series could be asked."""
    reading, _ = _read_one(document, settings=settings.read, limits=settings.limits)
    (claims, sources, _), _ = _resolve_one(document, reading, settings, own)
    return check_statements(
        (ReadDocument(document=document, reading=reading, claims=claims, sources=sources),), NO_SERIES
    )


def date_texts(documents: Iterable[Document]) -> Iterator[Shape]:
    """The time expressions of each text in the shape of `dates --json`, in the order of the texts."""
    for document in documents:
        for found in describe_dates(document.text, document.published):
            yield date_shape(found, document.name)


Teller = Callable[[ReadDocument, Settings], list[Shape]]


def _tell(
    documents: Iterable[Document], teller: Teller, settings: Settings, report: Reported, own: Path | None
) -> Iterator[Shape]:
    work = partial(_tell_one, teller=teller, settings=settings, own=own)
    lost = partial(_tell_lost, teller=teller, settings=settings)
    for _, (shapes, problems) in run_over(documents, work, processes=settings.read.processes, when_lost=lost):
        for problem in problems:
            report(problem)
        yield from shapes


def _tell_one(
    document: Document, *, teller: Teller, settings: Settings, own: Path | None
) -> tuple[list[Shape], Problems]:
    """2 and 3 for one text, then what is asked of it."""
    reading, problems = _read_one(document, settings=settings.read, limits=settings.limits)
    (claims, sources, more), faults = _resolve_one(document, reading, settings, own)
    whole = ReadDocument(document=document, reading=reading, claims=claims, sources=sources)
    shapes, late = attempt("link", document.id, partial(teller, whole, settings))
    if shapes is None:
        return [], (*problems, *more, *faults, *late)
    return shapes, (*problems, *more, *faults)


def _tell_lost(document: Document, *, teller: Teller, settings: Settings) -> tuple[list[Shape], Problems]:
    reading, problems = _lost(document)
    return teller(ReadDocument(document=document, reading=reading, claims=()), settings), problems


def _claims_of(whole: ReadDocument, _settings: Settings) -> list[Shape]:
    told = (claim for claim in whole.claims if not isinstance(claim.claim, StatementClaim | TriggerClaim))
    return [claim_shape(claim, whole.document.name) for claim in told]


def _tally_of(whole: ReadDocument, settings: Settings) -> list[Shape]:
    """4 and 5 for one text: the tolls of its main incident, decided as a register would; an accident or a game has none."""
    document = whole.document
    if not whole.claims:
        return [tally_shape(document.name, None, ())]
    links = link_alone(whole, settings.link)
    book = casebook_of(links, (whole,))
    main = book.subjects.get(dict(links.main_incidents).get(document.id, ""))
    if main is None:
        return [tally_shape(document.name, None, ())]
    if not main.in_scope:
        return [tally_shape(document.name, main, ())]
    tolls, _ = reconcile(book.case(main.id, {claim.id: claim for claim in whole.claims}), settings.reconcile)
    return [tally_shape(document.name, main, tolls)]


# One document at a time, whatever it does


def _read_one(document: Document, *, settings: Read, limits: Limits) -> tuple[Reading, Problems]:
    """2 for one document; runs here or in a process of the pool."""
    found, faults = attempt("read", document.id, partial(read, document, settings, limits))
    reading, problems = found or (nothing_read(document), ())
    return reading, (*problems, *faults)


def _resolve_one(
    document: Document, reading: Reading, settings: Settings, own: Path | None
) -> tuple[tuple[tuple[ResolvedClaim, ...], tuple[Source, ...], Problems], Problems]:
    """3 for one document; where it fails its claims stand without date, place and source."""
    found, faults = attempt(
        "resolve", document.id, partial(resolve, document, reading, gazetteer(own), settings.resolve)
    )
    return found or (unresolved_claims(reading), (), ()), faults


def attempt(stage: str, subject: str, work: Callable[[], Result]) -> tuple[Result | None, Problems]:
    """Does one document's work; its crash is kept as a Problem, so that it costs the others nothing. The only broad except."""
    try:
        return work(), ()
    except SijillError as fault:
        if isinstance(fault, QuoteNotInText):
            return None, (fault_of(stage, subject, fault),)
        raise
    except Exception as fault:
        logger.debug("%s failed on %s", stage, subject, exc_info=True)
        return None, (fault_of(stage, subject, fault),)


def fault_of(stage: str, subject: str, fault: Exception) -> Problem:
    words = f"{type(fault).__name__}: {fault}"[:300]
    says = f"{stage} failed on it and the rest went on ({words}); please report this with the text"
    return Problem(kind=f"{stage}_failed", says=says, document=subject)


def _lost(document: Document) -> tuple[Reading, Problems]:
    says = (
        "reading it ended the process that read it (out of memory?); lower max_text_chars in [limits] or split the text"
    )
    return nothing_read(document), (Problem(kind="read_failed", says=says, document=document.id),)


def nothing_read(document: Document) -> Reading:
    return Reading(document_id=document.id, reader=READER, lang=None, sentences=(), claims=(), mentions=())


def unresolved_claims(reading: Reading) -> tuple[ResolvedClaim, ...]:
    return tuple(
        ResolvedClaim(claim=claim, period=None, as_of=None, stated_at=None, location=None) for claim in reading.claims
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
