"""Made scenarios: the same for ever, and hard enough to fail."""

from __future__ import annotations

from eval.made import HELD_BACK_FROM, KINDS, make_scenario
from eval.scenarios import NUMBER, score


def test_a_seed_makes_the_same_scenario_for_ever() -> None:
    assert make_scenario(7) == make_scenario(7)
    assert make_scenario(7).words != make_scenario(7 + len(KINDS)).words


def test_every_kind_comes_up_in_both_parts_and_the_parts_do_not_meet() -> None:
    assert NUMBER >= 300
    assert NUMBER <= HELD_BACK_FROM
    for first in (0, HELD_BACK_FROM):
        assert len({make_scenario(seed).kind for seed in range(first, first + len(KINDS))}) == len(KINDS)


def test_an_honest_source_never_makes_a_minimum_above_the_truth() -> None:
    figures = {one.figure: one for one in score("development", 3 * len(KINDS))}
    assert figures["honest_min"].value == 1.0
    assert figures["honest_min"].n > 40
