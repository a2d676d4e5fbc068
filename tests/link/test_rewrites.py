"""When one document tells another in other words."""

from __future__ import annotations

import pytest

from eval.families import ONE_RELEASE, RELEASES, REWRITES, judge_release, read_rewrites
from sijill.config import Link
from sijill.link import forget, link
from sijill.link.rewrites import MAX_HOLDERS, Tellings, measure_order
from sijill.link.traces import mark_words, trace_sentences
from sijill.model.incident import Judgement, Links, Profile
from sijill.model.register import ReadDocument
from tests.link.situations import link_all, read_document


def profile(name: str, text: str) -> Profile:
    traces = trace_sentences(text)
    return Profile(
        document_id=name, published=None, text_digest=name, signature=b"", facts=(), accounts=(), traces=traces, marks=mark_words(traces)
    )  # fmt: skip


def compare(left: str, right: str, *others: str) -> tuple[float, float]:
    """Bits in common and mutual share, in a register that holds the others as well."""
    profiles = [profile(f"d{i:03}", text) for i, text in enumerate((left, right, *others))]
    tellings = Tellings(profiles, {one.document_id: one.document_id for one in profiles})
    told = tellings.compare("d000", "d001", is_credited=False)
    return told.bits, told.mutual


def test_a_detail_that_many_families_have_tells_less() -> None:
    text = "A kapok had been felled across the causeway."
    alone, _ = compare(text, text)
    among, _ = compare(text, text, *[f"The kapok stands by the causeway of place{i}." for i in range(60)])
    assert among < alone


def test_in_a_small_register_other_reports_make_no_word_common() -> None:
    text = "A kapok had been felled across the causeway."
    assert compare(text, text) == compare(text, text, "The kapok stands by the causeway.")


def test_a_statement_that_both_print_word_for_word_counts_for_nothing() -> None:
    statement = '"The dyke, the orchard and the beehives were destroyed by a negligent contractor."'
    bits, _ = compare(f"The mayor wrote: {statement}", f"A letter says: {statement}")
    assert bits == 0


def test_a_name_counts_less_than_a_detail() -> None:
    name, _ = compare("They asked Zerrit.", "It was Zerrit.")
    detail, _ = compare("They asked a zerrit.", "It was a zerrit.")
    assert name < detail


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [("abcdefghij", 1.0), ("jihgfedcba", 0.0), ("abcde", 0.0)],
    ids=["the same", "the reverse", "too few to say"],
)
def test_order_is_one_where_all_stand_alike_and_nothing_where_chance_would_do(theirs: str, expected: float) -> None:
    ours = "abcdefghij"
    assert measure_order(ours, theirs, set(ours) & set(theirs)) == expected


def test_words_that_many_texts_have_bring_no_pair_together() -> None:
    common = [profile(f"d{i:03}", "The kapok, the zerrit and the causeway.") for i in range(MAX_HOLDERS + 1)]
    assert Tellings(common, {one.document_id: one.document_id for one in common}).find_pairs() == []
    assert Tellings(common[:2], {"d000": "d000", "d001": "d001"}).find_pairs() == [("d000", "d001")]


BUS = sorted(REWRITES.glob("*.toml"))[0]


def read_tellings() -> list[ReadDocument]:
    return [
        read_document(
            {"id": one.id.partition("/")[2], "text": one.text, "published": one.published, "source": one.source}
        )
        for one in read_rewrites(BUS)
    ]


def test_families_depend_on_no_order_of_arrival_and_a_removed_document_leaves_no_trace() -> None:
    documents = read_tellings()
    links = link_all(documents)
    assert link_all(documents[::-1]).families == links.families
    one_by_one = Links()
    for read in documents[3:] + documents[:3]:
        one_by_one, _ = link([read], one_by_one, (), Link())
    assert one_by_one.families == links.families
    gone = documents[3].document.id
    left, _ = link((), forget(links, [gone]), (), Link())
    assert left.families == link_all([read for read in documents if read.document.id != gone]).families


def link_rewrites(*names: str) -> tuple[list[list[str]], list[Judgement]]:
    """The families of some tellings of one invented ambush, and what was judged of them."""
    documents = [read for read in read_tellings() if read.document.name in names]
    links = link_all(documents)
    named = {read.document.id: read.document.name for read in documents}
    families = [sorted(named[one] for one in family.document_ids) for family in links.families]
    return families, [one for one in links.judgements if one.made_by.startswith("families")]


def test_a_rewrite_names_the_words_that_carry_it() -> None:
    families, judged = link_rewrites("original", "paraphrase")
    assert families == [["original", "paraphrase"]]
    assert judged[0].evidence[0].feature == "rewrite"
    assert "kapok" in judged[0].evidence[0].because


def test_a_credit_is_part_of_the_evidence() -> None:
    families, judged = link_rewrites("original", "retold")
    assert families == [["original", "retold"]]
    assert [piece.because for piece in judged[0].evidence if piece.feature == "credit"] == [
        'retold credits Marenda Wire: "Marenda Wire reported"'
    ]


def test_an_independent_report_of_the_same_ambush_is_of_no_family() -> None:
    families, _ = link_rewrites("original", "light", "reordered", "paraphrase", "retold", "independent")
    assert families == [["light", "original", "paraphrase", "reordered", "retold"]]


def tell_own(left: str, right: str) -> float:
    """What each of two texts names for itself."""
    tellings = Tellings([profile("d0", left), profile("d1", right)], {"d0": "d0", "d1": "d1"})
    return tellings.compare("d0", "d1", is_credited=False).own


def test_what_a_rewrite_leaves_out_is_nothing_that_the_other_adds() -> None:
    whole = "The miller Kerrud hid 4117 sacks at Sirrel. The widow Vashti counted them."
    assert tell_own(whole, "At Sirrel there were 4117 sacks, hidden by Kerrud.") == 0
    assert tell_own(whole, "At Sirrel there were 4117 sacks, said the mayor Ostrand, who came with Pellham.") > 0.2


@pytest.mark.parametrize("stem", ["01-car-wash-at-merrow", "08-motel-on-route-6", "09-boat-off-cape-tuma"])
def test_two_reports_from_one_release_have_one_origin_and_are_no_family(stem: str) -> None:
    for pair in judge_release(RELEASES / f"{stem}.toml"):
        assert pair.found is (pair.label != ONE_RELEASE), f"{pair.left} {pair.right}"
