"""Properties of linking as a whole: order of arrival, copies, removal, decisions, and ten thousand copies."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.config import Link
from sijill.link import forget, link
from sijill.model.decision import Decision, Kind
from sijill.model.incident import Links
from sijill.model.register import ReadDocument
from tests.link.situations import grouped, link_all, name_claims, read_cases, read_document

CASES = [case for name in ("incidents", "episodes", "voices", "families") for case in read_cases(name)]
POOL: list[ReadDocument] = []
for number, case in enumerate(CASES):
    for written in case["documents"]:
        POOL.append(
            read_document({**written, "id": f"{number}{written['id']}", "source": f"Paper {number}{written['id']}"})
        )


def membership(links: Links) -> dict[str, Any]:
    """All that linking says, but for ids, which are history."""
    sets: dict[str, Any] = {
        kind: sorted(sorted(one.claim_ids) for one in getattr(links, kind))
        for kind in ("incidents", "episodes", "voices")
    }
    sets["families"] = sorted(one.document_ids for one in links.families)
    inside = {one.id: one.claim_ids for one in (*links.incidents, *links.episodes)}
    sets["contains"] = sorted((one.claim_ids, sorted(inside[part] for part in one.contains)) for one in links.episodes)
    sets["main"] = sorted((document, inside[subject]) for document, subject in links.main_incidents)
    sets["titles"] = sorted(one.title for one in (*links.incidents, *links.episodes))
    sets["judgements"] = sorted(
        (one.left, one.right, one.verdict, one.score, [piece.because for piece in one.evidence])
        for one in links.judgements
    )
    sets["differing"] = sorted((one.account, one.others, one.scores) for one in links.differing)
    return sets


def link_in_steps(batches: list[list[ReadDocument]]) -> Links:
    links = Links()
    for batch in batches:
        links = link_all(batch, links)
    return links


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(POOL), unique_by=lambda read: read.document.id, min_size=2, max_size=12), st.data())
def test_membership_does_not_depend_on_the_order_of_arrival(documents: list[ReadDocument], draw: Any) -> None:
    at_once = membership(link_all(documents))
    shuffled = draw.draw(st.permutations(documents))
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(documents)), max_size=4)))
    assert membership(link_all(shuffled)) == at_once
    batches = [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(documents)], strict=True)]
    assert membership(link_in_steps(batches)) == at_once
    assert membership(link_in_steps([[one] for one in shuffled])) == at_once


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(POOL), unique_by=lambda read: read.document.id, min_size=1, max_size=8), st.data())
def test_removing_a_document_undoes_what_it_caused(documents: list[ReadDocument], draw: Any) -> None:
    gone = draw.draw(st.sampled_from(documents))
    rest = [one for one in documents if one is not gone]
    without = forget(link_all(documents), [gone.document.id])
    assert gone.document.id not in {
        document for one in (*without.incidents, *without.episodes) for document in one.document_ids
    }
    assert membership(link_all([], without)) == membership(link_all(rest))


def copy_of(read: ReadDocument, number: int) -> ReadDocument:
    """The same text in another paper, read again."""
    written = read.document
    document = replace(written, id=f"{written.id}-{number:05}", name=f"{written.name}-copy{number}")
    anew = {one.id: f"{one.id}-{number:05}" for one in read.claims}
    claims = tuple(
        replace(
            one,
            claim=replace(
                one.claim, id=anew[one.id], document_id=document.id,
                **{field: anew[target] for field in ("part_of", "restates", "revises") if (target := getattr(one.claim, field))},
            ),
        )
        for one in read.claims
    )  # fmt: skip
    return replace(read, document=document, claims=claims)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(POOL), unique_by=lambda read: read.document.id, min_size=1, max_size=8), st.data())
def test_a_copy_does_not_count_as_a_second_voice_nor_as_another_incident(
    documents: list[ReadDocument], draw: Any
) -> None:
    copied = draw.draw(st.sampled_from(documents))
    copy = copy_of(copied, 1)
    before, after = link_all(documents), link_all([*documents, copy])
    own = {one.id for one in copy.claims}
    assert [len(getattr(before, kind)) for kind in ("incidents", "episodes", "voices")] == [
        len(getattr(after, kind)) for kind in ("incidents", "episodes", "voices")
    ]
    for kind in ("incidents", "episodes", "voices"):
        left = sorted(tuple(claim for claim in one.claim_ids if claim not in own) for one in getattr(after, kind))
        assert left == sorted(one.claim_ids for one in getattr(before, kind))


def test_ten_thousand_copies_cost_no_comparison_of_all_with_all() -> None:
    first = link_all([POOL[0], copy_of(POOL[0], 1)]).profiles[1]
    profiles = [
        replace(
            first, document_id=f"document-{number:05}",
            accounts=tuple(
                replace(
                    account, id=f"account-{number:05}", document_id=f"document-{number:05}", claim_ids=(f"claim-{number:05}",),
                    traits=tuple(replace(trait, claim_id=f"claim-{number:05}") for trait in account.traits),
                )
                for account in first.accounts
            ),
        )
        for number in range(10_000)
    ]  # fmt: skip
    started = time.perf_counter()
    links, problems = link((), Links(profiles=tuple(profiles)), (), Link())
    assert time.perf_counter() - started < 20  # about one second; comparing all with all would take hours
    assert [len(links.incidents), len(links.families), len(links.voices)] == [1, 1, 1]
    assert not problems


def decide(kind: str, *claims: str, number: int = 1) -> Decision:
    return Decision(
        id=f"decision-{number}", made_at=datetime(2025, 6, number, tzinfo=UTC), reviewer="R", kind=kind, claim_ids=claims, value=None,
        reason="both name the mill",
    )  # fmt: skip


def two_towns() -> list[ReadDocument]:
    case = next(one for one in read_cases("incidents") if one["rule"].startswith("the same toll on the same day"))
    return [read_document(one) for one in case["documents"]]


def test_what_a_person_joined_is_one_incident() -> None:
    documents = two_towns()
    left, right = (read.claims[0].id for read in documents)
    links = link_all(documents, decisions=[decide(Kind.SAME_INCIDENT, left, right)])
    assert grouped(links, documents, "incidents") == [["a.0", "b.0"]]
    assert any("both name the mill" in reason for reason in links.incidents[0].evidence)


def test_of_two_decisions_that_cannot_both_hold_the_later_one_does() -> None:
    documents = two_towns()
    left, right = (read.claims[0].id for read in documents)
    joined, parted = decide(Kind.SAME_INCIDENT, left, right), decide(Kind.DIFFERENT_INCIDENTS, left, right, number=2)
    assert grouped(link_all(documents, decisions=[joined, parted]), documents, "incidents") == [["a.0"], ["b.0"]]
    assert grouped(link_all(documents, decisions=[parted, joined]), documents, "incidents") == [["a.0", "b.0"]]
    _, problems = link(documents, Links(), [joined, parted], Link())
    assert [problem.kind for problem in problems] == ["decision_not_applied"]


def test_what_a_person_told_apart_stays_apart_even_within_one_text() -> None:
    case = next(one for one in read_cases("incidents") if one["rule"].startswith("figures of one text"))
    documents = [read_document(one) for one in case["documents"]]
    left, right = (one.id for one in documents[0].claims)
    links = link_all(documents, decisions=[decide(Kind.DIFFERENT_INCIDENTS, left, right)])
    assert grouped(links, documents, "incidents") == [["a.0"], ["a.1"]]


def test_a_document_without_claims_is_linked_to_nothing() -> None:
    read = read_document({"id": "a", "text": "The weather was fine.", "claims": []})
    links = link_all([read, read_document({"id": "b", "text": "", "claims": []})])
    assert membership(links)["incidents"] == []
    assert links.main_incidents == ()
    assert name_claims([read]) == {}
