"""What holds for every case, however odd: order, copies, circles, huge and contradictory claims."""

from __future__ import annotations

import random
from dataclasses import replace
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.config import Reconcile
from sijill.errors import ConfigError
from sijill.model.incident import Episode
from sijill.model.toll import VictimClass
from sijill.reconcile import canonical_tolls, change_without, reconcile, trace_tolls, without
from sijill.reconcile.tolls import PARTY_ONLY
from tests.reconcile.scenarios import build_case

COUNTS = st.one_of(
    st.integers(0, 60),
    st.integers(1, 60).map("at least {}".format),
    st.integers(1, 60).map("up to {}".format),
    st.integers(1, 60).map("about {}".format),
    st.tuples(st.integers(1, 30), st.integers(30, 60)).map(lambda pair: f"{pair[0]}-{pair[1]}"),
    st.sampled_from(["dozens", "several", "several dozen", "hundreds", "none", str(10**30)]),
)
NAMES = [f"c{at}" for at in range(8)]


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """Up to eight claims, with every link between them that a careless reader could draw."""
    told: dict[str, dict[str, Any]] = {}
    for name in NAMES[: draw(st.integers(1, 8))]:
        claim: dict[str, Any] = {
            draw(st.sampled_from(["killed", "killed", "killed", "injured", "missing", "casualties"])): draw(COUNTS),
            "in": draw(st.sampled_from(["d1", "d2", "d3"])),
            "status": draw(
                st.sampled_from(
                    ["unspecified", "unspecified", "civilian", "security_forces", "attackers", "insurgents"]
                )
            ),
            "stance": draw(st.sampled_from(["reported", "reported", "asserted", "feared", "denied", "hypothetical"])),
            "scope": draw(st.sampled_from(["incident", "incident", "running_total", "background"])),
            "unit": draw(st.sampled_from(["person", "person", "household"])),
        }
        for link in ("part_of", "restates", "revises"):
            target = draw(st.sampled_from([None, None, None, *NAMES]))
            if target and target != name:
                claim[link] = target
        if says := draw(st.sampled_from([None, "Mayor", "Port Hospital", "Dawn Front"])):
            claim |= {"says": says, "kind": "armed_group" if says == "Dawn Front" else "official"}
        if day := draw(st.sampled_from([None, "2031-05-03", "2031-05-04"])):
            claim["as_of"] = day
        told[name] = claim
    return {"claims": told}


@given(scenarios())
@settings(max_examples=200, deadline=None)
def test_no_class_is_larger_than_all(scenario: dict[str, Any]) -> None:
    tolls, _ = reconcile(build_case(scenario).case, Reconcile())
    wholes = {(toll.outcome, toll.unit): toll for toll in tolls if toll.victims is VictimClass.ALL}
    for toll in tolls:
        if PARTY_ONLY in toll.notes:
            continue
        whole = wholes[toll.outcome, toll.unit]
        assert not toll.min or (whole.min is not None and whole.min >= toll.min)
        assert toll.best is None or whole.best is None or whole.best >= toll.best


@given(scenarios())
@settings(max_examples=300, deadline=None)
def test_every_toll_is_in_order_and_every_outcome_has_one_of_all(scenario: dict[str, Any]) -> None:
    tolls, _ = reconcile(build_case(scenario).case, Reconcile())
    for toll in tolls:
        known = [figure for figure in (toll.min, toll.best, toll.max) if figure is not None]
        assert known == sorted(known)
        assert known or toll.victims is VictimClass.ALL
        assert toll.support
    for outcome, unit in {(toll.outcome, toll.unit) for toll in tolls}:
        assert any((toll.outcome, toll.unit, toll.victims) == (outcome, unit, VictimClass.ALL) for toll in tolls)


@given(scenarios())
@settings(max_examples=200, deadline=None)
def test_every_claim_supports_a_toll_or_is_set_aside_with_a_reason(scenario: dict[str, Any]) -> None:
    case = build_case(scenario).case
    tolls, _ = reconcile(case, Reconcile())
    for toll in tolls:
        if toll.victims is VictimClass.ALL:
            told = {claim for claim, reason in toll.set_aside if reason} | set(toll.support)
            bearing = {
                resolved.id for resolved in case.claims
                if getattr(resolved.claim, "outcome", None) is toll.outcome and resolved.claim.count.unit is toll.unit  # type: ignore[attr-defined]
            }  # fmt: skip
            assert bearing <= told
            assert not {claim for claim, _ in toll.set_aside} & set(toll.support)


@given(scenarios(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_claims_does_not_matter(scenario: dict[str, Any], chance: random.Random) -> None:
    case = build_case(scenario).case
    claims, voices, sources = list(case.claims), list(case.voices), list(case.sources)
    for items in (claims, voices, sources):
        chance.shuffle(items)
    shuffled = replace(case, claims=tuple(claims), voices=tuple(voices), sources=tuple(sources))
    assert reconcile(case, Reconcile()) == reconcile(shuffled, Reconcile())


@given(scenarios())
@settings(max_examples=150, deadline=None)
def test_a_copy_moves_no_toll(scenario: dict[str, Any]) -> None:
    before, _ = reconcile(build_case(scenario).case, Reconcile())
    copies = {
        f"copy {name}": {
            key: value for key, value in claim.items() if key not in ("says", "part_of", "restates", "revises")
        }
        | {"copies": "Mayor", "in": "d9", "published": "2031-06-01"}
        for name, claim in scenario["claims"].items()
    }
    after, _ = reconcile(build_case({"claims": scenario["claims"] | copies}).case, Reconcile())
    assert canonical_tolls(before) == canonical_tolls(after)


@given(scenarios(), st.data())
@settings(max_examples=100, deadline=None)
def test_without_a_claim_is_what_a_register_without_it_would_say(scenario: dict[str, Any], data: st.DataObject) -> None:
    placed = {name: {"sentence": at} | claim for at, (name, claim) in enumerate(scenario["claims"].items())}
    scene = build_case({**scenario, "claims": placed})
    left_out = data.draw(st.sampled_from(sorted(scene.ids)))
    rest = {name: claim for name, claim in placed.items() if name != left_out}
    if not rest:
        return
    rebuilt, _ = reconcile(build_case({"claims": rest}).case, Reconcile())
    tolls, _ = reconcile(without(scene.case, scene.ids[left_out]), Reconcile())
    assert canonical_tolls(tolls) == canonical_tolls(rebuilt)
    before, _ = reconcile(scene.case, Reconcile())
    changes = change_without(scene.case, scene.ids[left_out], Reconcile())
    assert bool(changes) == (canonical_tolls(before) != canonical_tolls(tolls))


@given(scenarios(), COUNTS)
@settings(max_examples=150, deadline=None)
def test_a_wider_claim_changes_no_class_unless_the_toll_says_what_binds_it(
    scenario: dict[str, Any], count: int | str
) -> None:
    before, _ = reconcile(build_case(scenario).case, Reconcile())
    wider = {"wider": {"killed": count, "says": "Statistics Bureau", "in": "d8", "scope": "running_total"}}
    after, _ = reconcile(build_case({"claims": scenario["claims"] | wider}).case, Reconcile())
    stand = {(toll.outcome, toll.victims, toll.unit): toll for toll in after}
    for toll in before:
        if toll.victims not in (VictimClass.CIVILIAN, VictimClass.SECURITY_FORCES, VictimClass.ATTACKERS):
            continue
        now = stand[toll.outcome, toll.victims, toll.unit]
        figures = [(one.min, one.best, one.max) for one in (toll, now)]
        binding = [{note for note in one.notes if note.startswith("another report counts")} for one in (toll, now)]
        assert figures[0] == figures[1] or binding[0] != binding[1]


@given(scenarios(), scenarios())
@settings(max_examples=100, deadline=None)
def test_a_total_over_an_episode_changes_no_toll_of_its_incidents(part: dict[str, Any], whole: dict[str, Any]) -> None:
    alone = build_case({"episode": True, "claims": {}, "parts": [part]}).case
    told = build_case({**whole, "parts": [part]}).case
    inner = [reconcile(case.parts[0], Reconcile())[0] for case in (alone, told)]
    assert canonical_tolls(inner[0]) == canonical_tolls(inner[1])


@given(scenarios(), st.data())
@settings(max_examples=150, deadline=None)
def test_an_unsure_link_widens_bounds_and_moves_no_best(scenario: dict[str, Any], data: st.DataObject) -> None:
    names = sorted(scenario["claims"])
    unsure = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names) - 1))
    scene = build_case({**scenario, "unsure": unsure})
    sure, _ = reconcile(replace(scene.case, subject=replace(scene.case.subject, doubts=())), Reconcile())
    both, _ = reconcile(replace(scene.case, claims=(*scene.case.claims, *scene.case.doubtful),
                                subject=replace(scene.case.subject, doubts=())), Reconcile())  # fmt: skip
    tolls, _ = reconcile(scene.case, Reconcile())
    key = attrgetter("outcome", "victims", "unit")
    assert [key(toll) for toll in tolls] == [key(toll) for toll in sure]
    for reading in (sure, both):
        told = {key(toll): toll for toll in reading}
        for toll in tolls:
            if other := told.get(key(toll)):
                assert toll.min is None or (other.min is not None and toll.min <= other.min)
                assert toll.max is None or (other.max is not None and toll.max >= other.max)
    assert [toll.best for toll in tolls] == [toll.best for toll in sure]


def test_traces_name_every_claim_that_counted_or_did_not() -> None:
    scene = build_case(
        {"claims": {"a": {"killed": 12, "says": "Mayor"}, "b": {"killed": 9, "says": "Mayor", "restates": "a"}}}
    )
    told = trace_tolls(scene.case, Reconcile())[0]
    assert [said.name for said in told.said] == ["Mayor"]
    assert {claim for step in told.steps for claim in step.claim_ids} == set(scene.ids.values())
    assert told.rule_in_words


def test_a_trace_gives_the_lowest_figure_as_its_voice_gave_it() -> None:
    claims = {
        "a": {"killed": "at least 14", "says": "Residents"},
        "b": {"killed": 23, "says": "Observatory", "status": "civilian"},
    }
    told = next(one for one in trace_tolls(build_case({"claims": claims}).case, Reconcile()) if one.toll.min == 23)
    (sets_min,) = (step for step in told.steps if step.did == "sets min")
    assert sets_min.because == "Residents: lowest figure, 14, which cannot be all: one class comes to 23"


def test_a_container_with_itself_as_part_is_read_once() -> None:
    case = build_case({"episode": True, "claims": {"a": {"killed": 5}}}).case
    looped = replace(case, parts=(case,))
    assert isinstance(looped.subject, Episode)
    tolls, _ = reconcile(looped, Reconcile())
    assert {toll.best for toll in tolls} <= {5}


def test_episodes_that_contain_one_another_are_read_once() -> None:
    left = build_case({"episode": True, "claims": {"a": {"killed": 5, "says": "Mayor"}}}, "left-").case
    right = build_case({"episode": True, "claims": {"b": {"killed": 6, "says": "Police"}}}, "right-").case
    left = replace(left, parts=(replace(right, parts=(replace(left, parts=(right,)),)),))
    tolls, _ = reconcile(left, Reconcile())
    everyone = next(toll for toll in tolls if toll.victims is VictimClass.ALL)
    assert (everyone.min, everyone.best, everyone.max) == (5, 5, 6)


def test_a_thousand_claims_on_one_incident_are_weighed() -> None:
    told = {f"c{at}": {"killed": 10 + at % 7, "says": f"Voice {at % 49}", "in": f"d{at}"} for at in range(1000)}
    tolls, contradictions = reconcile(build_case({"claims": told}).case, Reconcile())
    everyone = next(toll for toll in tolls if toll.victims is VictimClass.ALL)
    assert (everyone.min, everyone.max) == (10, 16)
    assert len(contradictions) == 1


def test_an_unknown_rule_is_the_callers_fault() -> None:
    with pytest.raises(ConfigError, match="sijill-default"):
        reconcile(build_case({"claims": {"a": {"killed": 5}}}).case, Reconcile(rule="best guess"))


def test_the_latest_of_a_monitor_is_what_that_monitor_said_last() -> None:
    told = {
        "a": {"killed": 10, "says": "Coast Observatory", "published": "2031-05-03"},
        "b": {"killed": 14, "says": "Coast Observatory", "published": "2031-05-05", "in": "d2"},
        "c": {"killed": 30, "says": "Mayor", "in": "d3"},
    }
    case = build_case({"claims": told}).case
    tolls, _ = reconcile(case, Reconcile(rule="latest-of", monitor="Coast Observatory"))
    assert [(toll.min, toll.best, toll.max) for toll in tolls if toll.victims is VictimClass.ALL] == [(14, 14, 14)]
    with pytest.raises(ConfigError, match="monitor"):
        reconcile(case, Reconcile(rule="latest-of"))
