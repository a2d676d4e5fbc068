"""How many: what is certain, what is possible, and what could not be placed."""

from __future__ import annotations

from dataclasses import replace

from sijill.model.asked import Fit, Question
from sijill.model.claim import Outcome
from sijill.model.count import Unit
from sijill.model.incident import Incident
from sijill.model.register import Register
from sijill.model.toll import Toll, VictimClass
from sijill.publish.count import count_shape, count_words
from sijill.publish.lookup import look_up
from sijill.publish.voices import voice_shapes, voice_words
from tests.publish.sample import sample_register

KILLED = Question(outcome=Outcome.KILLED)


def toll(subject: str, low: int | None, best: int | None, high: int | None) -> Toll:
    return Toll(
        subject=subject, outcome=Outcome.KILLED, victims=VictimClass.ALL, unit=Unit.PERSON, min=low, best=best, max=high, as_of=None,
        voices=1, support=(), set_aside=(), rule="test@1",
    )  # fmt: skip


def register_with(*tolls: Toll, out_of_scope: str = "") -> Register:
    incidents = tuple(
        Incident(
            id=one.subject, title=one.subject, claim_ids=(), document_ids=(), period=None, location=None,
            in_scope=one.subject != out_of_scope, evidence=("no place known; it waits by itself for more",),
        )
        for one in tolls
    )  # fmt: skip
    sample = sample_register()
    return replace(sample, tolls=tolls, links=replace(sample.links, incidents=incidents, episodes=()))


def fit_by_name(incident: Incident, _question: Question) -> Fit:
    return Fit(incident.id.split("-")[0])


def test_people_are_added_up_over_certain_incidents_and_possible_ones_raise_the_maximum_only() -> None:
    register = register_with(toll("certain-1", 3, 4, 5), toll("certain-2", 2, 2, 2), toll("possible-1", 7, 7, 9))
    shape = count_shape(look_up(register), KILLED, fit_by_name)
    assert shape["incidents"] == {"certain": 2, "possible": 1}
    assert shape["people"] == {"min": 5, "best": 6, "max": 16}
    assert shape["incident_ids"] == ["certain-1", "certain-2"]


def test_one_unknown_best_leaves_the_sum_unknown() -> None:
    register = register_with(toll("certain-1", 3, None, None), toll("certain-2", 2, 2, 2))
    assert count_shape(look_up(register), KILLED, fit_by_name)["people"] == {"min": 5, "best": None, "max": None}


def test_what_could_not_be_placed_is_listed_and_not_counted() -> None:
    shape = count_shape(look_up(register_with(toll("unplaceable-1", 3, 3, 3))), KILLED, fit_by_name)
    assert shape["incidents"] == {"certain": 0, "possible": 0}
    assert shape["people"] == {"min": 0, "best": None, "max": None}  # not none: nobody knows
    assert [one["because"] for one in shape["unplaceable"]] == ["no place known; it waits by itself for more"]
    assert "could not be placed" in count_words(shape, KILLED)


def test_a_toll_that_may_be_none_makes_an_incident_possible_and_a_denied_one_no_answer() -> None:
    register = register_with(toll("certain-1", None, None, 4), toll("certain-2", 0, 0, 0))
    assert count_shape(look_up(register), KILLED, fit_by_name)["incidents"] == {"certain": 0, "possible": 1}


def test_accidents_and_what_lies_outside_are_left_out() -> None:
    register = register_with(toll("certain-1", 3, 3, 3), toll("outside-1", 2, 2, 2), out_of_scope="certain-1")
    assert count_shape(look_up(register), KILLED, fit_by_name)["incidents"] == {"certain": 0, "possible": 0}


def test_a_name_that_no_report_has_belongs_to_no_incident() -> None:
    register = register_with(toll("certain-1", 3, 3, 3))
    question = Question(outcome=Outcome.KILLED, name="Nobody Known")
    assert count_shape(look_up(register), question, fit_by_name)["incidents"] == {"certain": 0, "possible": 0}


def test_voices_show_every_claim_once_with_its_words() -> None:
    register = sample_register()
    shapes = voice_shapes(register)
    spoken = [claim["id"] for one in shapes for claim in one["claims"]]
    assert sorted(spoken) == sorted(claim for voice in register.links.voices for claim in voice.claim_ids)
    assert all(claim["quote"] in voice_words(shapes) for one in shapes[:1] for claim in one["claims"][:1])


def test_of_one_incident_only_what_is_said_of_it() -> None:
    register = sample_register()
    incident = register.links.incidents[0]
    told = {claim["id"] for one in voice_shapes(register, incident.id) for claim in one["claims"]}
    assert told and told <= set(incident.claim_ids)


def test_what_no_report_is_mainly_about_is_left_out_where_only_main_stories_are_asked_for() -> None:
    register = register_with(toll("certain-1", 3, 3, 3), toll("certain-2", 2, 2, 2))
    register = replace(register, links=replace(register.links, main_incidents=(("some-document", "certain-1"),)))
    asked = replace(KILLED, mainly=True)
    assert count_shape(look_up(register), asked, fit_by_name)["incident_ids"] == ["certain-1"]
    assert count_shape(look_up(register), KILLED, fit_by_name)["incidents"]["certain"] == 2


def test_a_claim_that_places_a_roughly_known_incident_within_what_is_asked_settles_it() -> None:
    sample = sample_register()
    claim = next(one for read in sample.documents for one in read.claims if one.location)
    incident = replace(sample.links.incidents[0], id="incident-rough", claim_ids=(claim.id,), location=None)
    register = replace(
        sample,
        tolls=(toll("incident-rough", 3, 3, 3),),
        links=replace(sample.links, incidents=(incident,), episodes=()),
    )

    def fit(one: Incident, _question: Question) -> Fit:
        return Fit.CERTAIN if one.location == claim.location else Fit.POSSIBLE

    asked = replace(KILLED, place=claim.location)
    assert count_shape(look_up(register), asked, fit)["incidents"] == {"certain": 1, "possible": 0}
    assert count_shape(look_up(register), KILLED, fit)["incidents"] == {"certain": 0, "possible": 1}
