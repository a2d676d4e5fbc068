"""What stays unsure once the groups are formed: told of both groups, never of what a text or a person decided."""

from __future__ import annotations

from sijill.link.doubts import find_doubts
from sijill.link.features import Side
from sijill.link.late import MADE_BY as LATE
from sijill.model.incident import Account, Judgement, Verdict

BELOW = 0.2


def make_side(name: str, document: str | None = None, *, is_background: bool = False) -> Side:
    account = Account(
        id=name, document_id=document or f"document-{name}", claim_ids=(f"claim-{name}",), is_total=False,
        is_background=is_background, period=None, location=None, facts=(),
    )  # fmt: skip
    return Side(account=account, published=None, family=name, is_main=True, days=3)


def judge(left: str, right: str, score: float, made_by: str = "test") -> Judgement:
    verdict = Verdict.SAME if score >= 0.5 else Verdict.UNSURE if score >= BELOW else Verdict.DIFFERENT
    return Judgement(left=left, right=right, verdict=verdict, score=score, evidence=(), made_by=made_by)


A, B, C = (make_side(name) for name in "abc")


def test_two_incidents_of_which_it_is_unsure_whether_they_are_one_are_each_in_doubt_about_the_other() -> None:
    found = find_doubts([(A,), (B,)], [judge("a", "b", 0.4)], BELOW)
    assert {name: [doubt.claim_ids for doubt in doubts] for name, doubts in found.items()} == {
        "a": [("claim-b",)],
        "b": [("claim-a",)],
    }
    assert not any(doubt.joined for doubts in found.values() for doubt in doubts)


def test_what_is_different_is_in_no_doubt() -> None:
    assert find_doubts([(A,), (B,)], [judge("a", "b", 0.1)], BELOW) == {}


def test_a_group_is_judged_as_a_whole() -> None:
    near = [judge("a", "b", 0.9), judge("a", "c", 0.45), judge("b", "c", 0.02)]
    assert find_doubts([(A, B), (C,)], near, 0.3) == {}
    assert set(find_doubts([(A, B), (C,)], near, BELOW)) == {"a", "c"}


def test_what_one_text_tells_apart_is_in_no_doubt() -> None:
    same_text = make_side("b", "document-a")
    assert find_doubts([(A,), (same_text,)], [judge("a", "b", 0.4)], BELOW) == {}


def test_what_a_person_decided_is_in_no_doubt() -> None:
    apart = judge("a", "b", 0.0, made_by="decision 7")
    assert find_doubts([(A,), (B,)], [judge("a", "b", 0.4), apart], BELOW) == {}
    together = judge("a", "b", 1.0, made_by="decision 8")
    assert find_doubts([(A, B)], [judge("a", "b", 0.3), together], BELOW) == {}


def test_an_account_of_the_past_that_was_placed_against_the_odds_is_in_doubt_where_it_stands() -> None:
    late = make_side("late", is_background=True)
    found = find_doubts([(A, late)], [judge("a", "late", 0.2), judge("a", "late", 0.4, made_by=LATE)], BELOW)
    assert [(doubt.claim_ids, doubt.joined) for doubt in found["a"]] == [(("claim-late",), True)]
    assert find_doubts([(A, late)], [judge("a", "late", 0.6, made_by=LATE)], BELOW) == {}


def test_an_account_that_joined_by_its_neighbours_only_is_in_doubt() -> None:
    pairs = [judge("a", "b", 0.9), judge("b", "c", 0.6), judge("a", "c", 0.2)]
    assert [doubt.claim_ids for doubt in find_doubts([(A, B, C)], pairs, BELOW)["a"]] == [("claim-c",)]
