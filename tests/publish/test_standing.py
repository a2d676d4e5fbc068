"""How firmly a figure stands: the first rule that fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sijill.model.claim import Outcome
from sijill.model.toll import Contradiction, Facet, Toll, VictimClass
from sijill.publish.lookup import look_up, repeats
from sijill.publish.standing import Standing, standing_of
from tests.publish.sample import sample_register, toll

CASES = {
    "two independent voices": (toll("incident-road", 3, 3, 3, ("c11",), voices=2), Standing.FIRM),
    "one named voice": (toll("incident-road", 3, 3, 3, ("c11",), voices=1), Standing.UNCORROBORATED),
    "a named voice that only bounds": (
        toll("incident-road", 3, None, None, ("c11",), voices=0),
        Standing.UNCORROBORATED,
    ),
    "a best figure that no named voice gives": (
        toll("incident-road", 3, 5, 5, ("c11",), voices=0),
        Standing.NO_NAMED_VOICE,
    ),
    "no origin": (toll("episode-plateau", 24, None, None, ("c14",), voices=0), Standing.NO_NAMED_VOICE),
    "claims of the parts only": (toll("episode-plateau", 15, None, None, ("c5", "c11"), voices=0), Standing.ADDED_UP),
    "no figure": (toll("episode-plateau", None, None, None, (), voices=0), Standing.NOT_KNOWN),
    "a rival figure": (toll("incident-market", 12, 14, 15, ("c5",), voices=2), Standing.CONTESTED),
}


@pytest.mark.parametrize("name", CASES)
def test_a_figure_stands_by_the_first_rule_that_fits(name: str) -> None:
    figure, standing = CASES[name]
    assert standing_of(figure, look_up(sample_register())).standing is standing


def test_a_dispute_over_who_did_it_leaves_the_number_as_it_stands() -> None:
    register = sample_register()
    who = Contradiction(
        subject="incident-road",
        facet=Facet.PERPETRATOR,
        claim_ids=("c11",),
        size=None,
        between=("a", "b"),
        explained_by=(),
    )
    lookup = look_up(replace(register, contradictions=(who,)))
    assert standing_of(toll("incident-road", 3, 3, 3, ("c11",), voices=2), lookup).standing is Standing.FIRM
    assert [len(together) for together in lookup.disputes_of("incident-road")] == [1]


def test_a_contradiction_over_the_injured_does_not_contest_the_dead() -> None:
    lookup = look_up(sample_register())
    injured = toll("incident-market", 1, 1, 1, ("c10",), outcome=Outcome.INJURED, voices=1)
    assert standing_of(injured, lookup).standing is not Standing.CONTESTED


def test_non_combatants_who_repeat_all_are_shown_once() -> None:
    def of(victims: VictimClass, best: int) -> Toll:
        return toll("incident-road", best, best, best, ("c11",), victims=victims)

    assert repeats(of(VictimClass.NONCOMBATANT, 3), of(VictimClass.ALL, 3))
    assert not repeats(of(VictimClass.NONCOMBATANT, 2), of(VictimClass.ALL, 3))
    assert not repeats(of(VictimClass.CIVILIAN, 3), of(VictimClass.ALL, 3))


def test_a_reason_names_documents_and_not_claim_ids() -> None:
    lookup = look_up(sample_register())
    assert lookup.in_words("restates claim-0123456789ab") == "restates claim-0123456789ab"
    named = replace(lookup, claims={"claim-0123456789ab": lookup.claims["c1"]})
    assert named.in_words("restates claim-0123456789ab") == "restates the claim of kestrel-1"
