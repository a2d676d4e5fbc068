"""Ids are history: groups keep theirs by overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sijill.link.identity import keep_ids


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
