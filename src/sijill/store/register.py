"""Decides how a register folder is opened, and what is written to it in one piece.

A folder (sijill.toml, register.db, archive/) -> a Store. Every public method is one transaction: it happened, and is on the disk, or it
did not happen. Calls no stage and computes nothing but keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, func, select

from sijill.config import REGISTER_FILE, SETTINGS_FILE
from sijill.errors import NoRegister, RegisterBusy
from sijill.model.case import Case
from sijill.model.claim import Reading, ResolvedClaim
from sijill.model.decision import Decision, Ruling
from sijill.model.document import Document
from sijill.model.incident import Links
from sijill.model.problem import Problem
from sijill.model.register import ReadDocument, Register
from sijill.model.source import Source
from sijill.model.toll import Revision, Toll
from sijill.store import builds, decisions, documents, resolutions, tables
from sijill.store.builds import Stamp, Verdicts
from sijill.store.cases import CaseBook, Publication
from sijill.store.decisions import Logged, Overlay
from sijill.store.engine import open_engine, said_plainly
from sijill.store.lock import WriterLock
from sijill.store.versions import bring_up_to_date, is_current

LOADED_AT_ONCE = 100  # documents
# Stages, as problems name them.
COLLECT, READ, RESOLVE, LINK, RECONCILE = "collect", "read", "resolve", "link", "reconcile"


def open_store(folder: Path, *, writing: bool = False) -> Store:
    """Opens a register; a writer holds it alone until it closes. Raises NoRegister, RegisterBusy, RegisterDamaged or StoreFull."""
    if not (folder / SETTINGS_FILE).is_file() and not (folder / REGISTER_FILE).is_file():
        raise NoRegister(f"{folder} holds no register; make one with: sijill init {folder}")
    lock = WriterLock(folder)
    with said_plainly(folder):
        if writing:
            lock.take()
        try:
            return Store(folder, lock)
        except BaseException:
            lock.release()
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What was resolved of one document."""

    document: Document
    claims: tuple[ResolvedClaim, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()


class Store:
    """One register. Opened for reading it never writes, but for bringing its file up to date."""

    def __init__(self, folder: Path, lock: WriterLock) -> None:
        self.folder = folder
        self._lock = lock
        self._engine = open_engine(folder / REGISTER_FILE)
        if not is_current(self._engine, folder):
            was_held = lock.is_held
            lock.take()
            bring_up_to_date(self._engine)
            if not was_held:
                lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()
        self._lock.release()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with said_plainly(self.folder), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, on the disk when this returns."""
        if not self._lock.is_held:
            raise RegisterBusy(f"{self.folder} was opened for reading; open it with writing=True to change it")
        with said_plainly(self.folder), self._engine.begin() as connection:
            yield connection

    # Documents

    def add_documents(
        self, batch: Sequence[Document], problems: Sequence[Problem] = (), *, seen: str | None = None
    ) -> tuple[bool, ...]:
        """Stores documents and what went wrong beside them; says for each whether it is new.

        seen: the file or address that they come from; what was wrong with it before is forgotten.
        """
        with self._writing() as connection:
            if seen is not None:
                builds.delete_problems(connection, COLLECT, [seen])
            builds.insert_problems(connection, COLLECT, None, problems)
            return tuple([documents.insert_document(connection, one, _now()) for one in batch])

    def documents(self, ids: Sequence[str] | None = None) -> list[Document]:
        """Documents in their order of arrival, withdrawn ones too."""
        with self._reading() as connection:
            return documents.select_documents(connection, ids)

    def each_document(self, ids: Sequence[str]) -> Iterator[Document]:
        """The same, some at a time: for long work over many."""
        for start in range(0, len(ids), LOADED_AT_ONCE):
            yield from self.documents(ids[start : start + LOADED_AT_ONCE])

    def each_reading(self, reader: str, ids: Sequence[str]) -> Iterator[tuple[Document, Reading]]:
        """Documents with what this reader found in them."""
        for start in range(0, len(ids), LOADED_AT_ONCE):
            some = ids[start : start + LOADED_AT_ONCE]
            found = self.readings(reader, some)
            for document in self.documents(some):
                yield document, found[document.id]

    # Readings, each document in a transaction of its own; resolutions

    def unread(self, reader: str) -> tuple[str, ...]:
        """Ids of documents that this reader has not read, in order of arrival."""
        done = select(tables.readings.c.document_id).where(tables.readings.c.reader == reader)
        return self._documents_beside(done)

    def unresolved(self, resolver: str) -> tuple[str, ...]:
        """Ids of documents that this resolver has not resolved, in order of arrival."""
        done = select(tables.resolutions.c.document_id).where(tables.resolutions.c.resolver == resolver)
        return self._documents_beside(done)

    def _documents_beside(self, done: object) -> tuple[str, ...]:
        table = tables.documents
        asked = select(table.c.id).where(table.c.id.not_in(done), table.c.withdrawn.is_(None))  # type: ignore[arg-type]
        with self._reading() as connection:
            return tuple(connection.execute(asked.order_by(table.c.number)).scalars())

    def save_reading(
        self, document: Document, reading: Reading, problems: Sequence[Problem] = (), *, reader: str | None = None
    ) -> None:
        """Stores a reading whose every quote stands in the document; raises QuoteNotInText otherwise and writes nothing.

        reader: the key to keep it under, where settings that change readings are part of it; else the reader's own name.
        """
        key = reader or reading.reader
        with self._writing() as connection:
            documents.insert_reading(connection, document, reading, key, _now())
            builds.insert_problems(connection, READ, key, problems)

    def readings(self, reader: str, ids: Sequence[str] | None = None) -> dict[str, Reading]:
        """What a reader found, by document id."""
        with self._reading() as connection:
            return documents.select_readings(connection, reader, ids)

    def aliases(self) -> dict[str, str]:
        """Claim ids of earlier readings -> what they are called now."""
        with self._reading() as connection:
            return documents.select_aliases(connection)

    def save_resolutions(self, resolver: str, found: Sequence[Resolution]) -> None:
        """Stores what was resolved of some documents; the same again replaces it."""
        if not found:
            return
        with self._writing() as connection:
            for one in found:
                resolutions.insert_resolution(connection, one.document, resolver, one.claims, one.sources)
                builds.insert_problems(connection, RESOLVE, resolver, one.problems)

    def resolution_digests(self, resolver: str) -> dict[str, str]:
        """By document that stands (is not withdrawn), a digest of all that linking sees of it."""
        with self._reading() as connection:
            return resolutions.select_digests(connection, resolver)

    def claim_digests(self, resolver: str) -> dict[str, str]:
        """By claim, a digest of it as resolved and decided: what tells whether a case changed, without reading the claims."""
        with self._reading() as connection:
            return resolutions.select_claim_digests(connection, resolver)

    def read_documents(self, reader: str, resolver: str, ids: Sequence[str] | None = None) -> tuple[ReadDocument, ...]:
        """Documents with what was read in them and resolved of it, in order of arrival."""
        with self._reading() as connection:
            found = documents.select_readings(connection, reader, ids)
            resolved = resolutions.select_resolved(connection, reader, resolver, ids)
            speakers = resolutions.select_sources_by_document(connection, resolver, ids)
            return tuple(
                ReadDocument(
                    document=one,
                    reading=found[one.id],
                    claims=resolved.get(one.id, ()),
                    sources=speakers.get(one.id, ()),
                )
                for one in documents.select_documents(connection, ids)
                if one.id in found
            )

    def resolved_claims(self, reader: str, resolver: str, documents: Sequence[str]) -> dict[str, ResolvedClaim]:
        """The claims of some documents by claim id."""
        with self._reading() as connection:
            found = resolutions.select_resolved(connection, reader, resolver, documents)
        return {claim.id: claim for some in found.values() for claim in some}

    def sources(self, resolver: str) -> tuple[Source, ...]:
        with self._reading() as connection:
            return resolutions.select_sources(connection, resolver)

    def casebook(self, links: Links, resolver: str) -> CaseBook:
        """The cases of some links, over what this resolver found."""
        told = tables.documents
        with self._reading() as connection:
            speakers = resolutions.select_speakers(connection, resolver)
            rows = connection.execute(select(told.c.id, told.c.published, told.c.metadata))
            publications = {row.id: Publication(row.published, documents.outlet_in(row.metadata)) for row in rows}
            sources = {source.id: source for source in resolutions.select_sources(connection, resolver)}
        return CaseBook(links, sources, speakers, publications)

    def cases(self, book: CaseBook, subjects: Sequence[str], reader: str, resolver: str) -> Iterator[Case]:
        """The whole cases of some subjects; their claims are read some hundred documents at a time."""
        for start in range(0, len(subjects), LOADED_AT_ONCE):
            some = subjects[start : start + LOADED_AT_ONCE]
            within = {document for subject in some for document in book.documents_within(subject)}
            claims = self.resolved_claims(reader, resolver, tuple(within))
            for subject in some:
                yield book.case(subject, claims)

    # Builds

    def links(self) -> Links:
        """What the last build linked; empty before the first."""
        with self._reading() as connection:
            return builds.select_links(connection)

    def linked(self) -> dict[str, str]:
        """By document within the links, the digest of what was linked of it."""
        with self._reading() as connection:
            return builds.select_linked(connection)

    def fingerprints(self) -> dict[str, str]:
        """By incident or episode, the fingerprint of the case that its tolls were computed from."""
        with self._reading() as connection:
            return builds.select_fingerprints(connection)

    def tolls(self, subjects: Sequence[str]) -> dict[str, list[Toll]]:
        """By incident or episode, its tolls as the last build left them."""
        with self._reading() as connection:
            return builds.select_tolls(connection, subjects)

    def history(self, subject: str) -> tuple[Revision, ...]:
        """How the tolls of an incident or episode changed from build to build, oldest first."""
        with self._reading() as connection:
            return builds.select_history(connection, subject)

    def save_build(
        self,
        stamp: Stamp,
        *,
        prior: Links,
        links: Links,
        linked: Mapping[str, str],
        gone: Sequence[str],
        verdicts: Sequence[Verdicts],
        problems: Mapping[str, Sequence[Problem]],
        relinked: bool,
        rulings: Sequence[Ruling] = (),
    ) -> None:
        """Writes a whole build in one transaction, rows that changed only.

        prior: the links it started from; linked: document -> digest after it; gone: subjects that are no more; verdicts: those
        computed anew; problems: by stage; relinked: whether linking was done, so that its problems are replaced; rulings: how every
        decision stands over this build.
        """
        with self._writing() as connection:
            builds.replace_links(connection, prior, links)
            builds.replace_linked(connection, builds.select_linked(connection), linked)
            builds.replace_verdicts(connection, gone, verdicts)
            if relinked:
                builds.delete_problems(connection, LINK)
            builds.delete_problems(connection, RECONCILE, [*gone, *(one.subject for one in verdicts)])
            for stage, found in problems.items():
                builds.insert_problems(connection, stage, None, found)
            builds.insert_build(connection, stamp)
            decisions.replace_rulings(connection, rulings)
            decisions.delete_other_overlays(connection, stamp.resolver)
            resolutions.delete_other_resolvers(connection, stamp.resolver)

    # Decisions

    def decide(self, batch: Sequence[Decision]) -> tuple[Decision, ...]:
        """Adds decisions to the log, all or none; each comes back with its id. The next build replays them."""
        with self._writing() as connection:
            return decisions.append_decisions(connection, batch)

    def log(self) -> tuple[Logged, ...]:
        """Every decision ever made, in order."""
        with self._reading() as connection:
            return decisions.select_log(connection)

    def log_head(self) -> str | None:
        """The hash that covers the whole log; None where nothing was decided."""
        with self._reading() as connection:
            return decisions.select_head(connection)

    def find_break(self) -> str | None:
        """What of the log is not as it was written; None where all is."""
        with self._reading() as connection:
            return decisions.find_break(connection)

    def set_withdrawn(self, reasons: Mapping[str, str]) -> None:
        """Marks exactly these documents as withdrawn, each with its reason."""
        with self._writing() as connection:
            decisions.set_withdrawn(connection, reasons)

    def save_overlay(self, resolver: str, overlay: Overlay) -> None:
        """Keeps what decisions make of claims and sources, under the key that names both."""
        with self._writing() as connection:
            decisions.replace_overlay(connection, resolver, overlay)

    def machine_claims(self, reader: str, resolver: str, ids: Sequence[str]) -> dict[str, ResolvedClaim]:
        """The claims of these ids as the machine found them, whatever was decided."""
        with self._reading() as connection:
            return resolutions.select_machine(connection, reader, resolver, ids)

    def rulings(self) -> tuple[Ruling, ...]:
        """How each decision stood at the last build."""
        with self._reading() as connection:
            return decisions.select_rulings(connection)

    def undecided(self) -> int:
        """How many decisions were made since the last build."""
        with self._reading() as connection:
            rows = [
                connection.execute(select(func.count()).select_from(one)) for one in (tables.decisions, tables.rulings)
            ]
            made, replayed = (int(row.scalar_one()) for row in rows)
        return made - replayed

    def last_build(self) -> Stamp | None:
        with self._reading() as connection:
            return builds.select_last_build(connection)

    def problems(self, reader: str | None = None, resolver: str | None = None) -> tuple[Problem, ...]:
        """Problems kept, of the given reader's and resolver's versions."""
        with self._reading() as connection:
            return builds.select_problems(
                connection, {READ: reader, RESOLVE: resolver and decisions.machine_of(resolver)}
            )

    def register(self) -> Register | None:
        """All that the last build knows; None before the first."""
        stamp = self.last_build()
        if stamp is None:
            return None
        with self._reading() as connection:
            tolls, contradictions = builds.select_verdicts(connection)
        return Register(
            built_at=stamp.built_at,
            documents=self.read_documents(stamp.reader, stamp.resolver, tuple(self.linked())),
            sources=self.sources(stamp.resolver), links=self.links(), tolls=tolls, contradictions=contradictions,
            problems=self.problems(stamp.reader, stamp.resolver), rulings=self.rulings(),
            rejected=self._rejected(stamp),
        )  # fmt: skip

    def _rejected(self, stamp: Stamp) -> tuple[ResolvedClaim, ...]:
        """The machine's claims that people rejected: without effect, and still to be seen."""
        with self._reading() as connection:
            decided = resolutions.select_decided(connection, stamp.resolver)
        out = {claim_id for own in decided.values() for claim_id, claim in own.items() if claim is None}
        touched = tuple(document for document, own in decided.items() if out & own.keys())
        machine = self.resolved_claims(stamp.reader, decisions.machine_of(stamp.resolver), touched) if touched else {}
        return tuple(machine[claim_id] for claim_id in sorted(out & machine.keys()))

    def waiting(self) -> int:
        """How many documents came since the last build."""
        with self._reading() as connection:
            total = connection.execute(
                select(func.count()).select_from(tables.documents).where(tables.documents.c.withdrawn.is_(None))
            ).scalar_one()
        return int(total) - len(self.linked())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
