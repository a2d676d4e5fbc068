"""Says what a page may use: the templates' environment, the addresses of pages and anchors, and the views that several pages share.

Shared register -> Site. Every template is escaped; no text of a document is ever marked as safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sijill.config import Publish
from sijill.model.claim import MovementClaim, ResolvedClaim
from sijill.model.document import Document
from sijill.model.incident import Episode, Incident
from sijill.model.toll import Contradiction, Facet, Toll
from sijill.publish import words
from sijill.publish.lookup import Lookup, look_up, repeats, toll_id
from sijill.publish.protect import Shared
from sijill.publish.report.chart import Chart, count_of, draw_chart
from sijill.publish.report.marks import Piece, marked_sentence
from sijill.publish.standing import Standing, Stood, standing_of
from sijill.publish.statements import SAYS, sort_statements, told_claims

DOCUMENTS_A_PAGE = 200
INCIDENTS_A_PAGE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim as a page tells it: what is said, by whom, and the sentence with its words marked."""

    claim: ResolvedClaim
    document: Document
    lang: str | None
    published: str
    chain: tuple[str, ...]  # outlet first
    voice: str
    pieces: tuple[Piece, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TollView:
    toll: Toll
    stood: Stood
    chart: Chart
    said_by: tuple[str, ...]  # for a contested figure: its sides
    also: bool  # the same figure is the toll of non-combatants


class Site:
    """One report being written. Addresses are relative to the report's folder; a page adds its own way up to it."""

    def __init__(self, shared: Shared, settings: Publish) -> None:
        self.shared = shared
        self.settings = settings
        self.lookup: Lookup = look_up(shared.register)
        self.slugs = _slugs(self.lookup.subjects)
        documents = sorted(self.lookup.names.items(), key=lambda pair: (pair[1], pair[0]))
        self.document_pages = {document: index // DOCUMENTS_A_PAGE + 1 for index, (document, _) in enumerate(documents)}
        self.document_anchors = _slugs(self.document_pages)
        self.claim_anchors = _slugs(self.lookup.claims)
        self.toll_views = {
            subject: tuple(self._toll_view(toll) for toll in self.lookup.told_tolls(subject))
            for subject in self.lookup.tolls
        }
        self.environment = self._environment()

    def subject_page(self, subject_id: str) -> str:
        return f"incidents/{self.slugs[subject_id]}.html"

    def document_page(self, document_id: str) -> str:
        return f"documents-{self.document_pages[document_id]}.html#{self.document_anchors[document_id]}"

    def claim_page(self, claim_id: str) -> str:
        """A claim stands on its incident's page; one without an incident, with its document."""
        claim = self.lookup.claims[claim_id]
        home = self.lookup.homes.get(claim_id)
        page = self.subject_page(home) if home else self.document_page(claim.claim.document_id).partition("#")[0]
        return f"{page}#{self.claim_anchors[claim_id]}"

    def tolls(self, subject: Incident) -> tuple[TollView, ...]:
        return self.toll_views.get(subject.id, ())

    def claim_view(self, claim: ResolvedClaim) -> ClaimView:
        read = self.lookup.documents[claim.claim.document_id]
        document = read.document
        start, end = self.shared.spans[claim.id]
        return ClaimView(
            claim=claim,
            document=document,
            lang=read.reading.lang,
            published=words.day_words(document.published) if document.published else "undated",
            chain=(self.lookup.outlet_of(document), *(speaker.name for speaker in claim.claim.attributed_to)),
            voice=words.voice_words(self.lookup.voices.get(claim.id)),
            pieces=marked_sentence(claim, read),
            start=start,
            end=end,
        )

    def claim_views(self, claims: Iterable[ResolvedClaim]) -> list[ClaimView]:
        return [self.claim_view(claim) for claim in claims]

    def sides(self, together: tuple[Contradiction, ...]) -> list[tuple[str, list[ClaimView]]]:
        """The claims of contradictions about one facet, those that say the same together; lower figures and earlier days first."""
        facet = together[0].facet
        ids = dict.fromkeys(claim_id for found in together for claim_id in found.claim_ids)
        claims = [self.lookup.claims[one] for one in ids if one in self.lookup.claims]
        grouped: dict[str, list[ClaimView]] = {}
        for claim in sorted(claims, key=lambda one: (_side_order(one, facet), self.lookup.reading_order(one))):
            grouped.setdefault(_side_words(claim, facet), []).append(self.claim_view(claim))
        return list(grouped.items())

    def render(self, template: str, path: str, **told: Any) -> str:
        """Fills a template for a page at a path; `root` leads from there back to the report's folder."""
        page: str = self.environment.get_template(template).render(
            site=self, lookup=self.lookup, register=self.shared.register, internal=self.shared.internal,
            title=words.plain(self.settings.title), root="../" * path.count("/"), path=path, **told,
        )  # fmt: skip
        return page

    def _toll_view(self, toll: Toll) -> TollView:
        carried = [self.lookup.claims[one] for one in toll.support if one in self.lookup.claims]
        said_by = tuple(dict.fromkeys(self.lookup.carrier_of(claim) for claim in carried))
        stood = standing_of(toll, self.lookup)
        also = any(repeats(other, toll) for other in self.lookup.tolls[toll.subject])
        chart = draw_chart(toll, self.lookup)
        return TollView(toll=toll, stood=stood, chart=chart, said_by=stood.between or said_by, also=also)

    def _environment(self) -> Any:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        environment = Environment(
            loader=PackageLoader("sijill.publish", "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        environment.filters |= {
            "figure": lambda toll: words.toll_words(toll, "–"),
            "number": lambda count: words.count_words(count, "–"),
            "label": words.toll_label,
            "period": words.period_words,
            "place": words.place_words,
            "claim": words.claim_words,
            "plain": words.plain,
            "day": words.day_words,
            "voice": words.voice_words,
            "size": words.size_words,
            "km": lambda km: f"{km:,.0f} km" if km >= 10 else f"{km:.2g} km",
            "moment": words.moment_words,
            "told": lambda text: words.plain(self.lookup.in_words(text)),
            "count_of": count_of,
            "spaced": lambda text: str(text).replace("_", " "),
            "is_episode": lambda subject: isinstance(subject, Episode),
            "checked": lambda found: sort_statements(found, self.lookup),
            "is_movement": lambda view: isinstance(view.claim.claim, MovementClaim),
            "toll_anchor": lambda toll: "toll-" + "-".join(toll_id(toll).split("/")[1:]),
        }
        environment.globals |= {
            "NOTICE": words.NOTICE,
            "STATEMENTS_SAY": SAYS,
            "told_claims": told_claims,
            "Standing": Standing,
            "plural": words.plural,
            "FACET_WORDS": words.FACET_WORDS,
            "KIND_WORDS": words.KIND_WORDS,
            "UNIT_WORDS": words.UNIT_WORDS,
            "OUTCOME_WORDS": words.OUTCOME_WORDS,
        }
        return environment


def _side_words(claim: ResolvedClaim, facet: Facet) -> str:
    """What a claim says on the facet that is contested."""
    if facet is Facet.DATE:
        return words.period_words(claim.period)
    return words.place_words(claim.location) if facet is Facet.PLACE else words.claim_words(claim.claim)


def _side_order(claim: ResolvedClaim, facet: Facet) -> tuple[int, str]:
    count = None if facet is Facet.DATE else count_of(claim)
    start = claim.period.start if claim.period else None
    return (count.min or count.max or 0) if count else 0, start.isoformat() if start else ""


def _slugs(ids: Iterable[str]) -> dict[str, str]:
    """Makes every id a safe file name and anchor; two ids that come out alike are told apart by a number."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for one in sorted(ids):
        slug = base = re.sub(r"[^a-z0-9-]+", "-", one.lower()).strip("-")[:80] or "unnamed"
        number = 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(slug)
        slugs[one] = slug
    return slugs
