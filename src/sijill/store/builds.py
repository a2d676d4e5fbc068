"""Rows of what a build makes: links, tolls, contradictions, problems, and the builds themselves.

Model objects in, changed rows out. What did not change is not written again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from sijill.model.document import Family
from sijill.model.incident import Differing, Episode, Former, Incident, Judgement, Links, Profile, Voice
from sijill.model.problem import Problem
from sijill.model.toll import Contradiction, Revision, Toll
from sijill.store.codec import from_json, to_json
from sijill.store.documents import in_slices
from sijill.store.resolutions import digest_of
from sijill.store.tables import (
    builds,
    cases,
    contradictions,
    differing,
    episodes,
    families,
    formers,
    incidents,
    judgements,
    linked_documents,
    main_incidents,
    problems,
    profiles,
    toll_history,
    tolls,
    voices,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a build was made with. linker: a key over the linker's version and settings."""

    built_at: str
    reader: str
    resolver: str
    linker: str
    sijill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What was reconciled of one case."""

    subject: str
    fingerprint: str
    tolls: tuple[Toll, ...]
    contradictions: tuple[Contradiction, ...]
    revisions: tuple[Revision, ...] = ()  # of its tolls, since the build before


def select_links(connection: Connection) -> Links:
    """The links of the last build, each kind sorted by id."""
    mains = connection.execute(select(main_incidents).order_by(main_incidents.c.document_id))
    return Links(
        profiles=_read_rows(connection, profiles, Profile), incidents=_read_rows(connection, incidents, Incident),
        episodes=_read_rows(connection, episodes, Episode), families=_read_rows(connection, families, Family),
        voices=_read_rows(connection, voices, Voice), judgements=_read_rows(connection, judgements, Judgement),
        differing=_read_rows(connection, differing, Differing),
        main_incidents=tuple((row.document_id, row.subject) for row in mains),
        formers=_read_rows(connection, formers, Former),
    )  # fmt: skip


def _read_rows(connection: Connection, table: Table, model: type[Any]) -> tuple[Any, ...]:
    return tuple(from_json(model, row.body) for row in connection.execute(select(table).order_by(table.c.id)))


def replace_links(connection: Connection, prior: Links, links: Links) -> None:
    """Writes the difference between two builds' links."""
    pairs: tuple[tuple[Table, Iterable[Any], Iterable[Any]], ...] = (
        (profiles, prior.profiles, links.profiles),
        (families, prior.families, links.families),
        (voices, prior.voices, links.voices),
        (incidents, prior.incidents, links.incidents),
        (episodes, prior.episodes, links.episodes),
        (judgements, prior.judgements, links.judgements),
        (differing, prior.differing, links.differing),
        (formers, prior.formers, links.formers),
    )
    for table, before, after in pairs:
        old, new = ({_id_of(one): one for one in some} for some in (before, after))
        gone = [key for key in old if key not in new]
        changed = [key for key, one in new.items() if key not in old or (one is not old[key] and one != old[key])]
        _delete_ids(connection, table, "id", gone + changed)
        if changed:
            connection.execute(insert(table), [{"id": key, "body": to_json(new[key])} for key in changed])
    was, now = dict(prior.main_incidents), dict(links.main_incidents)
    moved = {document for document in was.keys() | now.keys() if was.get(document) != now.get(document)}
    _delete_ids(connection, main_incidents, "document_id", moved)
    rows = [{"document_id": document, "subject": now[document]} for document in sorted(moved & now.keys())]
    if rows:
        connection.execute(insert(main_incidents), rows)


def _id_of(one: Any) -> str:
    match one:
        case Profile():
            return one.document_id
        case Differing():
            return one.account
        case Judgement():
            return digest_of(one.left, one.right, one.made_by)
        case _:
            return str(one.id)


def _delete_ids(connection: Connection, table: Table, column: str, ids: Iterable[str]) -> None:
    for some in in_slices(table.c[column], tuple(ids)):
        connection.execute(delete(table).where(some))


def select_linked(connection: Connection) -> dict[str, str]:
    """Documents within the links, each with the digest of what was linked of it."""
    return {row.document_id: row.digest for row in connection.execute(select(linked_documents))}


def replace_linked(connection: Connection, was: Mapping[str, str], now: Mapping[str, str]) -> None:
    moved = [document for document in was.keys() | now.keys() if was.get(document) != now.get(document)]
    _delete_ids(connection, linked_documents, "document_id", moved)
    rows = [{"document_id": document, "digest": now[document]} for document in sorted(moved) if document in now]
    if rows:
        connection.execute(insert(linked_documents), rows)


def select_fingerprints(connection: Connection) -> dict[str, str]:
    return {row.subject: row.fingerprint for row in connection.execute(select(cases))}


def replace_verdicts(connection: Connection, gone: Iterable[str], fresh: Sequence[Verdicts]) -> None:
    """Puts fresh tolls and contradictions in the place of those of the same subjects; forgets the subjects that are gone."""
    subjects = [*gone, *(one.subject for one in fresh)]
    for table in (cases, tolls, contradictions):
        _delete_ids(connection, table, "subject", subjects)
    rows: dict[Table, list[dict[str, Any]]] = {cases: [], tolls: [], contradictions: []}
    for one in fresh:
        rows[cases].append({"subject": one.subject, "fingerprint": one.fingerprint})
        for table, found in ((tolls, one.tolls), (contradictions, one.contradictions)):
            rows[table] += [
                {"subject": one.subject, "position": position, "body": to_json(each)}
                for position, each in enumerate(found)
            ]
    rows[toll_history] = [{"subject": one.subject, "body": to_json(each)} for one in fresh for each in one.revisions]
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)


def select_verdicts(connection: Connection) -> tuple[tuple[Toll, ...], tuple[Contradiction, ...]]:
    return (
        tuple(from_json(Toll, row.body) for row in connection.execute(_by_subject(tolls))),
        tuple(from_json(Contradiction, row.body) for row in connection.execute(_by_subject(contradictions))),
    )


def select_tolls(connection: Connection, subjects: Sequence[str]) -> dict[str, list[Toll]]:
    """The tolls of some subjects as they stand."""
    found: dict[str, list[Toll]] = {}
    for some in in_slices(tolls.c.subject, tuple(subjects)):
        for row in connection.execute(_by_subject(tolls).where(some)):
            toll = from_json(Toll, row.body)
            found.setdefault(toll.subject, []).append(toll)
    return found


def select_history(connection: Connection, subject: str) -> tuple[Revision, ...]:
    """How a subject's tolls came to be what they are, oldest first."""
    asked = select(toll_history.c.body).where(toll_history.c.subject == subject).order_by(toll_history.c.number)
    return tuple(from_json(Revision, row.body) for row in connection.execute(asked))


def _by_subject(table: Table) -> Any:
    return select(table.c.body).order_by(table.c.subject, table.c.position)


def insert_problems(connection: Connection, stage: str, version: str | None, found: Iterable[Problem]) -> None:
    """Keeps each problem once, however often it is met."""
    rows = {
        digest_of(stage, version or "", to_json(one)): {
            "stage": stage, "version": version, "subject": one.document, "body": to_json(one)
        }
        for one in found
    }  # fmt: skip
    known: set[str] = set()
    for some in in_slices(problems.c.id, tuple(rows)):
        known.update(connection.execute(select(problems.c.id).where(some)).scalars())
    fresh = [{"id": key, **row} for key, row in rows.items() if key not in known]
    if fresh:
        connection.execute(insert(problems), fresh)


def delete_problems(connection: Connection, stage: str, subjects: Iterable[str] | None = None) -> None:
    """Forgets a stage's problems: all, or those of some documents or cases."""
    wheres = [problems.c.stage == stage] if subjects is None else in_slices(problems.c.subject, tuple(subjects))
    for some in wheres:
        connection.execute(delete(problems).where(some, problems.c.stage == stage))


def select_problems(connection: Connection, versions: Mapping[str, str | None]) -> tuple[Problem, ...]:
    """Problems of every stage, of its given version where versions has the stage."""
    rows = connection.execute(select(problems).order_by(problems.c.stage, problems.c.subject, problems.c.id))
    return tuple(
        from_json(Problem, row.body) for row in rows if row.stage not in versions or versions[row.stage] == row.version
    )


def insert_build(connection: Connection, stamp: Stamp) -> None:
    connection.execute(insert(builds).values(**json.loads(to_json(stamp))))


def select_last_build(connection: Connection) -> Stamp | None:
    row = connection.execute(select(builds).order_by(builds.c.number.desc()).limit(1)).first()
    if row is None:
        return None
    return Stamp(built_at=row.built_at, reader=row.reader, resolver=row.resolver, linker=row.linker, sijill=row.sijill)
