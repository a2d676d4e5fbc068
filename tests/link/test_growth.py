"""A register that grows by one report: only the report's neighbourhood is judged anew, and the rest stands as it was."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta

from sijill.model.incident import Judgement, Links
from sijill.model.register import ReadDocument
from tests.link.situations import link_all, read_document
from tests.link.test_order import membership

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


def judged_anew(before: Links, after: Links) -> list[Judgement]:
    """The judgements of accounts that were not taken over as they stood."""
    kept = {id(one) for one in before.judgements}
    return [one for one in after.judgements if one.made_by.startswith("same-") and id(one) not in kept]


def test_one_report_more_is_judged_against_its_neighbourhood_only_and_at_once() -> None:
    *reports, last = generate_reports()
    before = link_all(reports)
    started = time.perf_counter()
    after = link_all([last], before)
    spent = time.perf_counter() - started
    anew = judged_anew(before, after)
    own = {account.id for one in after.profiles if one.document_id == last.document.id for account in one.accounts}
    assert any(own & {one.left, one.right} for one in anew)
    assert len(before.judgements) > 500
    assert len(anew) < 0.1 * len(before.judgements)
    assert (
        spent < 3
    )  # a third of a second on one core; judging all again and asking for all meanings took ten times as long
    assert membership(after) == membership(link_all([*reports, last]))


def test_linking_again_without_a_change_judges_nothing() -> None:
    before = link_all(list(generate_reports()))
    assert judged_anew(before, link_all([], before)) == []


def test_the_same_report_read_again_leaves_the_judgements_of_others() -> None:
    reports = list(generate_reports())
    before = link_all(reports)
    after = link_all([reports[0]], before)
    assert len(judged_anew(before, after)) < 0.1 * len(before.judgements)
    assert membership(after) == membership(before)
