"""Decides which pages a report has and what each one is given.

Site -> (path, text) one page at a time, so that a register of thousands of incidents never stands in memory as HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sijill.model.incident import Episode, Incident
from sijill.model.toll import Contradiction, Facet
from sijill.publish.lookup import attributions_in, counts_in, indicators_in, movements_in
from sijill.publish.report.map import draw_map
from sijill.publish.report.site import DOCUMENTS_A_PAGE, INCIDENTS_A_PAGE, Site, TollView
from sijill.publish.report.timeline import draw_timeline
from sijill.publish.standing import Standing, contradictions_of
from sijill.publish.statements import statements_of

_MOST_AT_A_GLANCE = 5
_MOST_CARDS = 30

T = TypeVar("T")


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Every page of the report."""
    yield _page(site, "index.html", "index.html", **_index(site))
    for number, chunk, count in _chunks(_listed(site), INCIDENTS_A_PAGE):
        path = f"incidents-{number}.html"
        yield _page(site, "incidents.html", path, subjects=chunk, number=number, count=count)
    for subject in (*site.lookup.episodes, *site.lookup.incidents):
        yield _page(site, "incident.html", site.subject_page(subject.id), **_subject(site, subject))
    by_name = sorted(
        site.lookup.register.documents, key=lambda read: (site.lookup.names[read.document.id], read.document.id)
    )
    for number, reads, count in _chunks(by_name, DOCUMENTS_A_PAGE):
        yield _page(site, "documents.html", f"documents-{number}.html", reads=reads, number=number, count=count)
    yield _page(site, "sources.html", "sources.html", sources=_sources(site))
    yield _page(site, "problems.html", "problems.html")
    yield _page(site, "method.html", "method.html", rules=sorted({toll.rule for toll in site.lookup.register.tolls}))


def _page(site: Site, template: str, path: str, **told: Any) -> tuple[str, str]:
    return path, site.render(template, path, **told)


def _chunks(listed: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T], int]]:
    """(page number, what it holds, how many pages); one empty page where there is nothing."""
    count = max(1, -(-len(listed) // size))
    for number in range(1, count + 1):
        yield number, listed[(number - 1) * size : number * size], count


def _listed(site: Site) -> list[Incident]:
    """Episodes each followed by its parts, then the incidents outside of any; every subject once."""
    listed: dict[str, Incident] = {}

    def add(subject: Incident) -> None:
        if subject.id not in listed:
            listed[subject.id] = subject
            for part in site.lookup.parts_of(subject):
                add(part)

    inside = {part for episode in site.lookup.episodes for part in episode.contains}
    for subject in (*site.lookup.episodes, *site.lookup.incidents):
        if subject.id not in inside:
            add(subject)
    for subject in (*site.lookup.episodes, *site.lookup.incidents):
        add(subject)
    return list(listed.values())


def _index(site: Site) -> dict[str, Any]:
    listed = [subject for subject in _listed(site) if subject.in_scope]
    incidents = [subject for subject in listed if not isinstance(subject, Episode)]
    return {
        "glance": _glance(site, listed),
        "disputes": _disputes(site, listed),
        "no_count": [subject for subject in listed if not site.tolls(subject)],
        "cards": listed[:_MOST_CARDS],
        "listed": listed,
        "map": draw_map(incidents or listed),
        "unplaced": [one for one in incidents if one.location is None or one.location.latitude is None],
        "timeline": draw_timeline(listed),
    }


def _glance(site: Site, listed: Sequence[Incident]) -> list[tuple[Standing, str, list[tuple[Incident, TollView]], int]]:
    """For each standing: what it means, the tolls that have it (the weightiest first), and how many there are."""
    meaning = (
        (Standing.FIRM, "Two or more independent voices carry the figure and none contradicts it."),
        (Standing.CONTESTED, "Reports cannot all be right. The figure is what the rule makes of them; see both sides."),
        (Standing.NOT_KNOWN, "Spoken of, but no report gives a figure that can be used."),
        (Standing.UNCORROBORATED, "A named voice says so, however many outlets repeat it. No second one does."),
        (Standing.ADDED_UP, "Put together from the incidents of an episode. No report gives the whole."),
        (Standing.NO_NAMED_VOICE, "Reported, but no report says where the figure comes from."),
    )
    found: dict[Standing, list[tuple[Incident, TollView]]] = {standing: [] for standing, _ in meaning}
    for subject in listed:
        for view in site.tolls(subject):
            found[view.stood.standing].append((subject, view))
    for tolls in found.values():
        tolls.sort(
            key=lambda pair: (pair[1].toll.outcome.value != "killed", -(pair[1].toll.best or pair[1].toll.min or 0))
        )
    always = (Standing.FIRM, Standing.CONTESTED, Standing.NOT_KNOWN)
    return [
        (standing, says, found[standing][:_MOST_AT_A_GLANCE], len(found[standing]))
        for standing, says in meaning
        if found[standing] or standing in always
    ]


def _disputes(site: Site, listed: Sequence[Incident]) -> list[tuple[Incident, Facet, list[Contradiction]]]:
    """Contradictions that stand at no shown figure (who did it, when, where …), grouped by incident and facet."""
    at_figures = {
        id(found)
        for subject in listed
        for view in site.tolls(subject)
        for found in contradictions_of(view.toll, site.lookup)
    }
    grouped: dict[tuple[str, Facet], list[Contradiction]] = {}
    for subject in listed:
        for found in site.lookup.contradictions.get(subject.id, ()):
            if id(found) not in at_figures:
                grouped.setdefault((subject.id, found.facet), []).append(found)
    return [(site.lookup.subjects[subject_id], facet, found) for (subject_id, facet), found in grouped.items()]


def _subject(site: Site, subject: Incident) -> dict[str, Any]:
    lookup = site.lookup
    claims = lookup.claims_of(subject)
    parts = lookup.parts_of(subject)
    return {
        "subject": subject,
        "parent": lookup.subjects.get(subject.part_of) if subject.part_of else None,
        "subject_parts": parts,
        "tolls": site.tolls(subject),
        "disputes": [_dispute(site, together) for together in lookup.disputes_of(subject.id)],
        "counts": site.claim_views(counts_in(claims)),
        "attributions": site.claim_views(attributions_in(claims)),
        "movements": site.claim_views(movements_in(claims)),
        "indicators": site.claim_views(indicators_in(claims)),
        "statements": statements_of(subject, lookup),
        "voices": lookup.voices_of(subject),
        "families": _families(site, subject),
        "map": draw_map(parts or (subject,)),
        "timeline": draw_timeline((subject, *parts)) if parts else None,
    }


def _dispute(site: Site, together: tuple[Contradiction, ...]) -> tuple[tuple[Contradiction, ...], Any, list[str]]:
    """Contradictions told together, with their sides and what may explain them."""
    reasons = dict.fromkeys(reason for found in together for reason in found.explained_by)
    return together, site.sides(together), list(reasons)


def _families(site: Site, subject: Incident) -> list[Any]:
    """Families of more than one document that speak of an incident."""
    found = {
        site.lookup.families[document].id: site.lookup.families[document]
        for document in subject.document_ids
        if document in site.lookup.families
    }
    return [family for family in found.values() if len(family.document_ids) > 1]


def _sources(site: Site) -> list[tuple[Any, int]]:
    """Every source once, with how many claims it speaks in; those who speak most first."""
    spoken: dict[str, int] = {}
    for claim in site.lookup.claims.values():
        for source in set(claim.source_ids):
            spoken[source] = spoken.get(source, 0) + 1
    sources = {source.id: source for source in site.lookup.register.sources}
    return sorted(
        ((source, spoken.get(source.id, 0)) for source in sources.values()), key=lambda pair: (-pair[1], pair[0].name)
    )
