"""Answers what is asked of a built register: how a toll was reached, what another rule makes of it, what a claim changes.

Over the claims of the last build; writes nothing. Beside pipeline.py the only file that calls `reconcile`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sijill.config import Settings
from sijill.errors import InputError
from sijill.model.case import Case
from sijill.model.register import Register
from sijill.model.toll import Change, Trace
from sijill.reconcile import change_without, check_statements, reconcile, series_of, trace_tolls
from sijill.store.register import Store


def trace(store: Store, settings: Settings, subject: str) -> tuple[Trace, ...]:
    """How each toll of an incident or episode was reached."""
    return tuple(told for case in cases_of(store, [subject]) for told in trace_tolls(case, settings.reconcile))


def ask_without(store: Store, settings: Settings, subject: str, claim: str) -> tuple[Change, ...]:
    """Which tolls of an incident or episode would change had a claim not been made."""
    changes: list[Change] = []
    for case in cases_of(store, [subject]):
        if claim not in claims_within(case):
            raise InputError(f"{claim} is no claim of {subject}; sijill explain {subject} lists its claims")
        changes += change_without(case, claim, settings.reconcile)
    return tuple(changes)


def judge_by_rule(store: Store, register: Register, settings: Settings) -> Register:
    """The register as another rule would have it: the same claims and links, other tolls and contradictions."""
    subjects = [one.id for one in (*register.links.incidents, *register.links.episodes)]
    judged = [reconcile(case, settings.reconcile) for case in cases_of(store, subjects)]
    return replace(
        register,
        tolls=tuple(toll for tolls, _ in judged for toll in tolls),
        contradictions=tuple(one for _, found in judged for one in found),
    )


def with_statements(register: Register) -> Register:
    """The register with what its texts say of their own figures, checked: the same register gives the same verdicts."""
    series = series_of(register.links.incidents, register.tolls)
    return replace(register, statements=check_statements(register.documents, series))


def cases_of(store: Store, subjects: Sequence[str]) -> Iterator[Case]:
    """The cases of the last build; none before the first."""
    stamp = store.last_build()
    if stamp is None:
        return iter(())
    book = store.casebook(store.links(), stamp.resolver)
    wanted = [subject for subject in subjects if subject in book.subjects]
    return store.cases(book, wanted, stamp.reader, stamp.resolver)


def claims_within(case: Case) -> set[str]:
    return {claim.id for claim in (*case.claims, *case.doubtful)}.union(*(claims_within(part) for part in case.parts))
