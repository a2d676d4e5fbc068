"""Which documents derive from one another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.link.situations import link_all, read_cases, read_document


@pytest.mark.parametrize("case", read_cases("families"), ids=lambda case: case["rule"])
def test_documents_form_the_families_that_the_rule_says(case: dict[str, Any]) -> None:
    documents = [read_document(one) for one in case["documents"]]
    names = {read.document.id: read.document.name for read in documents}
    links = link_all(documents)
    assert sorted(sorted(names[one] for one in family.document_ids) for family in links.families) == case["families"]
    for family in links.families:
        assert family.evidence
        if "first" in case:
            assert names[family.first or ""] == case["first"]


def test_a_chain_of_edits_is_one_family_whose_ends_are_no_copies() -> None:
    words = [
        f"{a}{b}"
        for a in ("bar", "dun", "fel", "gor", "hin", "jal", "kem", "lor", "mit", "nar")
        for b in ("ado", "esk", "ila", "ont")
    ]
    other = [word[::-1] for word in words]
    texts = [" ".join(other[: step * 3] + words[step * 3 :]) for step in range(len(words) // 3)] + [" ".join(other)]
    documents = [
        read_document({"id": f"d{i:02}", "text": text, "published": "2025-05-03"}) for i, text in enumerate(texts)
    ]
    links = link_all(documents)
    assert [len(family.document_ids) for family in links.families] == [len(documents)]
    pairs = {(one.left, one.right) for one in links.judgements}
    ends = sorted((documents[0].document.id, documents[-1].document.id))
    assert (ends[0], ends[1]) not in pairs


def test_who_came_first_stays_open_where_no_date_or_credit_tells() -> None:
    text = "Armed men came from the hills before sunrise and went from house to house in the eastern part of Mesk."
    links = link_all([read_document({"id": name, "text": text, "source": name}) for name in ("x", "y")])
    assert [family.first for family in links.families] == [None]
