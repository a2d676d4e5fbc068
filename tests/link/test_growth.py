"""A register that grows by one report: only the report's neighbourhood is weighed anew, and the rest stands as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.link import judging
from sijill.link.features import Side
from sijill.model.incident import Links
from sijill.model.register import ReadDocument
from tests.link.situations import link_all, read_document
from tests.link.test_order import link_in_steps, membership

INCIDENTS = 100
REPORTS = 3  # of each incident
SYLLABLES = ("ba", "dor", "fel", "ga", "hin", "ka", "lo", "mur", "na", "rit", "sa", "tev", "u", "vo", "zem")
VERBS = ("stormed", "attacked", "raided", "shelled", "entered", "set fire to")
WHERE = ("the market", "a mill", "the school", "two farms", "a checkpoint", "the old bridge", "a clinic")
WHO = ("gunmen on motorcycles", "armed men", "fighters", "a militia", "unknown attackers", "soldiers")
AFTER = (
    "Shops stayed shut the next day", "Families left for the south", "The road was closed for hours", "A curfew was declared at dusk",
    "Elders called for calm", "Electricity was cut in the district",
)  # fmt: skip


def make_name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def generate_reports(seed: int = 7) -> Iterator[ReadDocument]:
    """Reports of a hundred incidents, three of each, worded differently, of which the first ones come first."""
    chance = random.Random(seed)
    villages = [make_name(chance) for _ in range(INCIDENTS // 2)]
    days = [date(2031, 1, 1) + timedelta(days=chance.randrange(120)) for _ in range(INCIDENTS)]
    dead = [chance.randrange(2, 60) for _ in range(INCIDENTS)]
    victims = [f"{make_name(chance)} {make_name(chance)}" for _ in range(INCIDENTS)]
    for turn in range(REPORTS):
        for number in range(INCIDENTS):
            village, day = villages[number % len(villages)], days[number]
            text = (
                f"{chance.choice(WHO).capitalize()} {chance.choice(VERBS)} {chance.choice(WHERE)} of {village} on Friday and killed"
                f" {dead[number]} people, the {make_name(chance)} Monitor said. {chance.choice(AFTER)}."
                f" {victims[number]} was buried beside {make_name(chance)} {make_name(chance)}."
            )
            yield read_document({
                "id": f"report {turn}-{number}", "published": (day + timedelta(days=1 + turn)).isoformat(), "text": text,
                "claims": [{"quote": f"killed {dead[number]} people", "killed": dead[number], "at": village, "day": day.isoformat()}],
            })  # fmt: skip


def pairs_of(links: Links) -> set[tuple[str, str]]:
    """The pairs of accounts that were compared."""
    whole = {(one.left, one.right) for one in links.judgements if one.made_by.startswith("same-")}
    return whole | {(one.account, other) for one in links.differing for other in one.others}


def link_and_watch(
    reports: list[ReadDocument], before: Links, monkeypatch: pytest.MonkeyPatch
) -> tuple[Links, set[tuple[str, str]]]:
    """The links after some reports more, and the pairs of accounts that were weighed for it."""
    weighed = set()

    def watch(table: judging.Table, left: Side, right: Side) -> object:
        weighed.add((left.account.id, right.account.id))
        return weigh(table, left, right)

    weigh = judging._weigh
    monkeypatch.setattr(judging, "_weigh", watch)
    return link_all(reports, before), weighed


def test_one_report_more_is_weighed_against_its_neighbourhood_only(monkeypatch: pytest.MonkeyPatch) -> None:
    *reports, last = generate_reports()
    before = link_all(reports)
    after, weighed = link_and_watch([last], before, monkeypatch)
    own = {account.id for one in after.profiles if one.document_id == last.document.id for account in one.accounts}
    assert any(own & set(pair) for pair in weighed)
    assert len(pairs_of(before)) > 500
    assert len(weighed) < 0.1 * len(pairs_of(before))
    assert membership(after) == membership(link_all([*reports, last]))


def test_linking_again_without_a_change_weighs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = link_all(list(generate_reports()))
    after, weighed = link_and_watch([], before, monkeypatch)
    assert not weighed
    assert after == before


def test_the_same_report_read_again_leaves_the_judgements_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = list(generate_reports())
    before = link_all(reports)
    after, weighed = link_and_watch([reports[0]], before, monkeypatch)
    assert len(weighed) < 0.1 * len(pairs_of(before))
    assert membership(after) == membership(before)


FIRST_REPORTS = list(generate_reports())[INCIDENTS - 40 : INCIDENTS + 40]
ALL_AT_ONCE = membership(link_all(FIRST_REPORTS))


@settings(max_examples=6, deadline=None)
@given(st.permutations(FIRST_REPORTS), st.lists(st.integers(1, len(FIRST_REPORTS) - 1), max_size=4))
def test_reports_in_any_order_and_in_any_batches_are_linked_as_all_at_once(
    reports: list[ReadDocument], cuts: list[int]
) -> None:
    """Also as the register passes the sizes from which words are known to be rare, and at which all rarities are counted anew."""
    edges = [0, *sorted(cuts), len(reports)]
    assert membership(link_in_steps([reports[i:j] for i, j in pairwise(edges)])) == ALL_AT_ONCE
