"""Ids are history: groups keep theirs by overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sijill.link.identity import keep_ids, remember
from sijill.model.incident import Incident


def test_a_group_keeps_its_id_when_it_grows() -> None:
    before = dict(zip(keep_ids([["c1"], ["c2"]], {}, "incident"), [["c1"], ["c2"]], strict=True))
    ids = keep_ids([["c0", "c1"], ["c2"]], before, "incident")
    assert ids == list(before)


def test_of_two_groups_that_merge_the_larger_ones_id_stays() -> None:
    before = {"incident-x": ["c1"], "incident-y": ["c2", "c3"]}
    assert keep_ids([["c1", "c2", "c3"]], before, "incident") == ["incident-y"]


def test_of_a_group_that_splits_the_larger_part_keeps_the_id() -> None:
    ids = keep_ids([["c1"], ["c2", "c3"]], {"incident-x": ["c1", "c2", "c3"]}, "incident")
    assert ids[1] == "incident-x"
    assert ids[0] not in ("incident-x", ids[1])


def test_a_fresh_id_passes_over_one_that_an_older_group_bears() -> None:
    (taken,) = keep_ids([["c1"]], {}, "incident")
    assert len(set(keep_ids([["c1"], ["c2"]], {taken: ["c2"]}, "incident"))) == 2


@given(st.permutations([["c1", "c4"], ["c2"], ["c3", "c5"]]))
def test_ids_do_not_depend_on_the_order_of_the_groups(groups: list[list[str]]) -> None:
    before = {"incident-x": ["c1", "c2"], "incident-y": ["c3"]}
    ids = {tuple(group): id_ for group, id_ in zip(groups, keep_ids(groups, before, "incident"), strict=True)}
    assert ids[("c3", "c5")] == "incident-y"
    assert ids[("c1", "c4")] == "incident-x"


def incident(name: str, *claims: str) -> Incident:
    documents = tuple(f"document-of-{claim}" for claim in claims)
    return Incident(id=name, title=name, claim_ids=claims, document_ids=documents, period=None, location=None)


def test_a_group_that_parts_again_gets_the_id_back_that_it_bore_before_the_merge() -> None:
    ids = keep_ids([["c1"], ["c2", "c3"]], {"incident-y": ["c1", "c2", "c3"]}, "incident", {"incident-x": ["c1"]})
    assert ids == ["incident-x", "incident-y"]


def test_what_an_id_lost_is_kept_until_it_comes_home() -> None:
    apart = [incident("incident-x", "c1"), incident("incident-y", "c2", "c3")]
    together = [incident("incident-y", "c1", "c2", "c3")]
    (former,) = merged = remember((), apart, together)
    assert (former.id, former.claim_ids, former.document_ids) == ("incident-x", ("c1",), ("document-of-c1",))
    parted = remember(merged, together, apart)
    assert [(one.id, one.claim_ids) for one in parted] == [("incident-y", ("c1",))]
    assert remember(parted, apart, together) == merged


def test_a_chain_of_merges_leads_from_the_first_id_to_the_last() -> None:
    steps = [
        [
            incident("incident-x", "c1"),
            incident("incident-y", "c2", "c3"),
            incident("incident-z", "c4", "c5", "c6", "c7"),
        ],
        [incident("incident-y", "c1", "c2", "c3"), incident("incident-z", "c4", "c5", "c6", "c7")],
        [incident("incident-z", "c1", "c2", "c3", "c4", "c5", "c6", "c7")],
    ]
    formers = remember(remember((), steps[0], steps[1]), steps[1], steps[2])
    assert {one.id: one.claim_ids for one in formers} == {"incident-x": ("c1",), "incident-y": ("c1", "c2", "c3")}
