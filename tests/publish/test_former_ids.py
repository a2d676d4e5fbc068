"""What a screen says of an id that an earlier build gave."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sijill.errors import UnknownId
from sijill.model.incident import Former
from sijill.model.register import Register
from sijill.publish.find import find
from sijill.publish.former_ids import past_words
from sijill.publish.lookup import look_up
from tests.publish.sample import sample_register

MARKET, ROAD = (one for one in sample_register().links.incidents)


def with_former(*formers: Former) -> Register:
    register = sample_register()
    return replace(register, links=replace(register.links, formers=formers))


def test_a_split_id_is_refused_with_all_its_parts_since_a_person_must_choose() -> None:
    old = Former(id="incident-old", claim_ids=(*MARKET.claim_ids[:2], ROAD.claim_ids[0]))
    with pytest.raises(UnknownId, match=r"was split: .*incident-market \(2 claims\) and incident-road \(1 claim\)"):
        find("incident-old", look_up(with_former(old)))


def test_a_shortened_old_id_and_its_toll_lead_to_the_heir() -> None:
    lookup = look_up(with_former(Former(id="incident-old", claim_ids=MARKET.claim_ids)))
    assert find("incident-ol", lookup).subject == MARKET
    toll = find("incident-old/killed", lookup)
    assert toll.toll and toll.toll.subject == MARKET.id
    assert toll.became == "incident-old is now part of incident-market"


def test_where_claims_are_called_otherwise_now_the_documents_lead_on() -> None:
    """A better reader may give a claim another id; the report is still the same."""
    documents = tuple(document for document, main in sample_register().links.main_incidents if main == MARKET.id)
    old = Former(id="incident-old", claim_ids=("claim-of-an-older-reader",), document_ids=documents)
    assert find("incident-old", look_up(with_former(old))).subject == MARKET


def test_a_living_id_tells_what_it_held_once() -> None:
    lookup = look_up(with_former(Former(id=MARKET.id, claim_ids=ROAD.claim_ids[:1])))
    assert find(MARKET.id, lookup).became is None
    assert past_words(MARKET, lookup) == ["1 claim that it once held now stands in incident-road"]
