"""Stages that cost nothing and do what the real ones promise, for tests of the flow and the store.

The text "Vareno 12. Halden 3." claims twelve killed in Vareno and three in Halden; a place is an incident, and its toll the largest
count. "Broken" makes the reader crash, "Misquoted" makes it give words that are not there.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from sijill.config import Limits, Link, Read, Reconcile, Resolve
from sijill.model.case import Case
from sijill.model.claim import CountClaim, Outcome, Reading, ResolvedClaim
from sijill.model.count import Unit
from sijill.model.decision import Decision
from sijill.model.document import Document
from sijill.model.incident import Account, Incident, Links, Profile
from sijill.model.problem import Problem
from sijill.model.register import ReadDocument
from sijill.model.source import Source, SourceKind
from sijill.model.toll import Contradiction, Toll, VictimClass
from tests.factories import make_claim, make_location

READER, RESOLVER, LINKER = "fake@1", "fake@1", "fake@1"
_SAID = re.compile(r"([A-Z]\w+) (\d+)")
PAUSE_S = 0.0  # between documents, so that a test can interrupt
Problems = tuple[Problem, ...]


class Called:
    """How often each stage was called, and with what."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.resolved: list[str] = []
        self.linked: list[str] = []
        self.reconciled: list[str] = []


called = Called()


def read(document: Document, settings: Read, limits: Limits) -> tuple[Reading, Problems]:
    called.read.append(document.id)
    time.sleep(PAUSE_S)
    if "Broken" in document.text:
        raise KeyError("broken")
    claims = []
    for found in _SAID.finditer(document.text):
        quote = "other words" if found[1] == "Misquoted" else found[0]
        claim = make_claim(killed=int(found[2]), document=document.id, start=found.start(), quote=quote).claim
        assert isinstance(claim, CountClaim)
        start = found.start(2)
        claims.append(replace(claim, count_span=replace(claim.span, start=start, end=found.end(2), quote=found[2])))
    return (
        Reading(document_id=document.id, reader=READER, lang="en", sentences=(), claims=tuple(claims), mentions=()),
        (),
    )


def resolve(
    document: Document, reading: Reading, gazetteer: object, settings: Resolve
) -> tuple[tuple[ResolvedClaim, ...], tuple[Source, ...], Problems]:
    called.resolved.append(document.id)
    source = Source(id="source:daily", name="Daily", kind=SourceKind.OUTLET)
    claims = tuple(
        ResolvedClaim(
            claim=claim, period=None, as_of=None, stated_at=None, location=make_location(claim.span.quote.split()[0]),
            source_ids=(source.id,),
        )
        for claim in reading.claims
    )  # fmt: skip
    return claims, (source,) if claims else (), ()


def link(
    batch: Sequence[ReadDocument], prior: Links, decisions: Sequence[Decision], settings: Link
) -> tuple[Links, Problems]:
    called.linked += [one.document.id for one in batch]
    profiles = {one.document_id: one for one in prior.profiles}
    profiles.update({one.document.id: _profile(one) for one in batch})
    return _links(sorted(profiles.values(), key=lambda one: one.document_id)), ()


def forget(prior: Links, documents: Iterable[str]) -> Links:
    gone = set(documents)
    return _links([one for one in prior.profiles if one.document_id not in gone])


def _profile(one: ReadDocument) -> Profile:
    accounts = tuple(
        Account(
            id=f"account-{claim.id}", document_id=one.document.id, claim_ids=(claim.id,), is_total=False,
            is_background=False, period=None, location=claim.location, facts=(),
        )
        for claim in one.claims
    )  # fmt: skip
    return Profile(
        document_id=one.document.id, published=None, text_digest=one.document.blob, signature=b"", facts=(),
        accounts=accounts,
    )  # fmt: skip


def _links(profiles: Sequence[Profile]) -> Links:
    places: dict[str, list[Account]] = {}
    mains: dict[str, str] = {}
    for profile in profiles:
        for account in profile.accounts:
            assert account.location
            places.setdefault(account.location.name, []).append(account)
            mains.setdefault(profile.document_id, f"incident-{account.location.name}")
    incidents = [
        Incident(
            id=f"incident-{place}", title=place, claim_ids=tuple(claim for one in some for claim in one.claim_ids),
            document_ids=tuple(sorted({one.document_id for one in some})), period=None, location=some[0].location,
        )
        for place, some in sorted(places.items())
    ]  # fmt: skip
    return Links(profiles=tuple(profiles), incidents=tuple(incidents), main_incidents=tuple(sorted(mains.items())))


def reconcile(case: Case, settings: Reconcile) -> tuple[tuple[Toll, ...], tuple[Contradiction, ...]]:
    called.reconciled.append(case.subject.id)
    counts = [(one.claim.count.min or 0, one.id) for one in case.claims if isinstance(one.claim, CountClaim)]
    low, high = min(counts), max(counts)
    toll = Toll(
        subject=case.subject.id, outcome=Outcome.KILLED, victims=VictimClass.ALL, unit=Unit.PERSON, min=low[0],
        best=high[0], max=high[0], as_of=None, voices=len(case.voices), support=(high[1],), set_aside=(), rule="fake@1",
    )  # fmt: skip
    return (toll,), ()


class FakeGazetteer:
    version = "fake@1"

    def __init__(self, own: object = None) -> None:
        """A register of these tests has no places of its own."""


STAGES = {
    "READER": READER, "RESOLVER": RESOLVER, "LINKER": LINKER, "read": read, "resolve": resolve, "link": link,
    "forget": forget, "reconcile": reconcile, "gazetteer": FakeGazetteer,
}  # fmt: skip


def install(pipeline: ModuleType, patch: Any = setattr) -> Called:
    """Puts these stages in the place of the real ones, all but `collect`."""
    for name, stage in STAGES.items():
        patch(pipeline, name, stage)
    for calls in vars(called).values():
        calls.clear()
    return called
