"""Whole situations: which claims become one incident, which one episode, and what the episode contains."""

from __future__ import annotations

from typing import Any

import pytest

from tests.link.situations import grouped, link_all, name_claims, read_cases, read_document


@pytest.mark.parametrize("case", [*read_cases("incidents"), *read_cases("episodes")], ids=lambda case: case["rule"])
def test_claims_form_the_incidents_that_the_rule_says(case: dict[str, Any]) -> None:
    documents = [read_document(one) for one in case["documents"]]
    links = link_all(documents)
    reasons = [one.evidence for one in (*links.incidents, *links.episodes)] + [one.evidence for one in links.judgements]
    assert grouped(links, documents, "incidents") == sorted(map(sorted, case["incidents"])), reasons
    assert grouped(links, documents, "episodes") == sorted(map(sorted, case.get("episodes", []))), reasons
    names = name_claims(documents)
    inside = {one.id: one.claim_ids for one in (*links.incidents, *links.episodes)}
    contains = [
        sorted(names[claim] for subject in (episode.id, *episode.contains) for claim in inside[subject])
        for episode in links.episodes
        if episode.contains
    ]
    assert sorted(contains) == sorted(map(sorted, case.get("contains", []))), [one.evidence for one in links.episodes]
