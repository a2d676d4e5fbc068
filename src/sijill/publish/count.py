"""Decides how many incidents and people a question gets, with the documents that say so.

Lookup, Question and how each incident fits its place and period -> the object of `count --json`. Counts people only from the tolls of
incidents inside; totals of episodes are claims about a whole and are never added. Accidents and disasters are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sijill.model.asked import Fit, Question
from sijill.model.count import Unit
from sijill.model.incident import Incident
from sijill.model.toll import Toll, VictimClass
from sijill.publish.involved import involve
from sijill.publish.lookup import Lookup
from sijill.publish.words import NOTICE, OUTCOME_WORDS, figure_words, plural

Shape = dict[str, Any]
NOT_KNOWN = {"min": 0, "best": None, "max": None}
Fitting = Callable[[Incident, Question], Fit]


def count_shape(lookup: Lookup, question: Question, fit: Fitting) -> Shape:
    """The one object of `count --json`.

    certain: inside entirely, with a toll that is not 0. possible: it may lie inside, or may have harmed nobody so. people: min and best
    over the certain ones, max over the possible ones as well; best is null where one of them has none, or where none is certain though
    some may be inside.
    """
    found: dict[Fit, list[Incident]] = {one: [] for one in Fit}
    main = set(lookup.mains.values())
    for incident in lookup.incidents:
        if question.mainly and incident.id not in main:
            continue
        if incident.in_scope and (toll := _toll_of(incident, question, lookup)):
            placed = _place(incident, question, lookup, fit)
            if placed is not Fit.OUTSIDE:
                found[_weaken(placed, toll, _involves(incident, question, lookup))].append(incident)
    certain, possible = found[Fit.CERTAIN], found[Fit.POSSIBLE]
    return {
        "incidents": {"certain": len(certain), "possible": len(possible)},
        "people": _people(certain, possible, question, lookup) if certain or possible or not found[Fit.UNPLACEABLE] else NOT_KNOWN,
        "incident_ids": [one.id for one in certain],
        "document_ids": _documents(certain, lookup),
        "possible": {"incident_ids": [one.id for one in possible], "document_ids": _documents(possible, lookup)},
        "unplaceable": [
            {"incident_id": one.id, "title": one.title, "document_ids": _documents([one], lookup), "because": _missing(one)}
            for one in found[Fit.UNPLACEABLE]
        ],
    }  # fmt: skip


def count_words(shape: Shape, question: Question) -> str:
    """What `count` prints."""
    certain, possible, people = shape["incidents"]["certain"], shape["incidents"]["possible"], shape["people"]
    lines = [
        f"{plural(certain, 'incident')} certainly, {possible} more possibly",
        f"{OUTCOME_WORDS[question.outcome]}: {figure_words(people['min'], people['best'], people['max'])}",
        NOTICE,
    ]
    for label, ids in (("certain", shape["incident_ids"]), ("possible", shape["possible"]["incident_ids"])):
        lines += [f"  {label:<9} {one}" for one in ids]
    if shape["unplaceable"]:
        lines += [
            "",
            f"{plural(len(shape['unplaceable']), 'incident')} could not be placed; they may belong to the answer:",
        ]
        lines += [f"  {one['incident_id']}  {one['title']} ({one['because']})" for one in shape["unplaceable"]]
    if shape["document_ids"]:
        lines += ["", "According to: " + ", ".join(shape["document_ids"])]
    return "\n".join(lines)


def _toll_of(incident: Incident, question: Question, lookup: Lookup) -> Toll | None:
    """The toll of all persons with the outcome; None where the reports are silent or say none."""
    for toll in lookup.tolls.get(incident.id, ()):
        if (toll.outcome, toll.victims, toll.unit) == (question.outcome, VictimClass.ALL, Unit.PERSON):
            return None if toll.max == 0 else toll
    return None


def _place(incident: Incident, question: Question, lookup: Lookup, fit: Fitting) -> Fit:
    """Where an incident is known roughly, a claim that places it within what is asked for settles it: a county, and "in Harfield"."""
    found = fit(incident, question)
    if question.place is None or found not in (Fit.POSSIBLE, Fit.UNPLACEABLE):
        return found
    told = {claim.location for one in incident.claim_ids if (claim := lookup.claims.get(one)) and claim.location}
    finer = (fit(replace(incident, location=location), question) for location in told)
    return Fit.CERTAIN if Fit.CERTAIN in finer else found


def _weaken(fit: Fit, toll: Toll, involved: Fit) -> Fit:
    """A toll that may be 0 and a name that stands beside make an incident possible, never certain."""
    if Fit.OUTSIDE in (fit, involved):
        return Fit.OUTSIDE
    may_be_none = not (toll.min or toll.best)
    return Fit.POSSIBLE if fit is Fit.CERTAIN and (may_be_none or involved is Fit.POSSIBLE) else fit


def _involves(incident: Incident, question: Question, lookup: Lookup) -> Fit:
    """CERTAIN where a document that is mainly about the incident tells of such a person, POSSIBLE where only another one does."""
    if question.name is None:
        return Fit.CERTAIN
    found = [Fit.OUTSIDE]
    for document in incident.document_ids:
        if read := lookup.documents.get(document):
            fit = involve(question.name, read)
            is_main = lookup.mains.get(document) == incident.id
            found.append(Fit.POSSIBLE if fit is Fit.CERTAIN and not is_main else fit)
    return next(one for one in (Fit.CERTAIN, Fit.POSSIBLE, Fit.OUTSIDE) if one in found)


def _people(certain: Sequence[Incident], possible: Sequence[Incident], question: Question, lookup: Lookup) -> Shape:
    inside = [toll for one in certain if (toll := _toll_of(one, question, lookup))]
    beside = [toll for one in possible if (toll := _toll_of(one, question, lookup))]
    return {
        "min": sum(toll.min or 0 for toll in inside),
        "best": _sum_known(toll.best for toll in inside) if inside or not beside else None,
        "max": _sum_known(toll.max for toll in (*inside, *beside)),
    }


def _sum_known(figures: Iterable[int | None]) -> int | None:
    """The sum; None where one is not known.  3, 4 -> 7; 3, None -> None"""
    total = 0
    for figure in figures:
        if figure is None:
            return None
        total += figure
    return total


def _documents(incidents: Iterable[Incident], lookup: Lookup) -> list[str]:
    """The documents that are mainly about the incidents, or that alone tell of them."""
    found: dict[str, None] = {}
    for incident in incidents:
        mainly = [one for one in incident.document_ids if lookup.mains.get(one) == incident.id]
        found.update(dict.fromkeys(lookup.names.get(one, one) for one in mainly or incident.document_ids))
    return sorted(found)


def _missing(incident: Incident) -> str:
    """Why it could not be placed, in the words of linking."""
    return next((one for one in incident.evidence if one.startswith("no ")), "its place or date is known too roughly")
