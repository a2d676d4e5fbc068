"""What may be shared: private names and the places of the living stay out, wherever they stand and however they are written."""

from __future__ import annotations

import io
import json
import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.config import Publish
from sijill.model.claim import Mention, MentionKind, Speaker, Victims
from sijill.model.location import Location, WherePrecision
from sijill.model.register import Register
from sijill.model.source import Source, SourceKind
from sijill.publish.exports import EXPORTS, write_export
from sijill.publish.living import coarsen
from sijill.publish.lookup import sentence_of
from sijill.publish.protect import share
from sijill.publish.redact import Rewritten, rewrite, rules_of, words_of
from sijill.publish.report import write_report
from tests.publish.sample import MARKET, SHELTER, sample_register, span_of

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/publish/names.yaml").read_text(encoding="utf-8"))


def register_saying(text: str, *, witnesses: tuple[str, ...] = (), victims: tuple[str, ...] = (), officials: tuple[str, ...] = (),
                    people: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> Register:  # fmt: skip
    """The sample with one document's text, speakers and names replaced; the whole text is one sentence."""
    register = sample_register()
    read = register.documents[-1]
    document = replace(read.document, text=text)
    speakers = tuple(Speaker(name=name, kind=SourceKind.WITNESS, span=None, named=True) for name in witnesses)
    speakers += tuple(Speaker(name=name, kind=SourceKind.OFFICIAL, span=None, named=True) for name in officials)
    claim = read.claims[0]
    said = replace(
        claim.claim, span=replace(claim.claim.span, start=0, end=len(text), quote=text), attributed_to=speakers,
        victims=Victims(names=victims),
    )  # type: ignore[call-arg]  # fmt: skip
    mentions = tuple(
        Mention(kind=kind, span=span_of(document, name), sentence=0)
        for kind, names in ((MentionKind.PERSON, people), (MentionKind.PLACE, places))
        for name in names
    )
    reading = replace(read.reading, sentences=((0, len(text)),), mentions=mentions)
    only = replace(read, document=document, reading=reading, claims=(replace(claim, claim=said, location=None),))
    return replace(register, documents=(only,), sources=())


def shared_text(register: Register) -> str:
    shown = share(register, Publish()).register.documents[0]
    assert shown.claims[0].claim.span.quote == shown.document.text
    return shown.document.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["rule"]))
def test_names_become_labels(case: dict[str, Any]) -> None:
    named = {key: tuple(case.get(key, ())) for key in ("witnesses", "victims", "officials", "people", "places")}
    assert shared_text(register_saying(case["text"], **named)) == case["shared"]


def strings_in(value: Any) -> list[str]:
    """Every string that an object holds, however deep."""
    if isinstance(value, Enum):
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in strings_in(one)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in strings_in(getattr(value, field.name))]
    return []


def leaking_register() -> Register:
    """The sample with the witness and the victim in every place that could tell of them."""
    register = sample_register()
    words = "As MUSA DANLADI’s cousin and Hauwa said; Danladi fled"
    incidents = tuple(replace(one, title=words, evidence=(words,)) for one in register.links.incidents)
    families = tuple(replace(one, evidence=(words,)) for one in register.links.families)
    voices = tuple(replace(one, evidence=(words,)) for one in register.links.voices)
    documents = tuple(
        replace(
            read,
            document=replace(
                read.document, name=f"interview-with-musa-danladi-{number}",
                metadata=replace(read.document.metadata, title=words, source=words, url="https://news.example/2031/musa-danladi-speaks"),
            ),
        )
        for number, read in enumerate(register.documents)
    )  # fmt: skip
    return replace(
        register,
        documents=documents,
        links=replace(register.links, incidents=incidents, families=families, voices=voices),
        tolls=tuple(replace(toll, notes=(words,), set_aside=(("c4", words),)) for toll in register.tolls),
        contradictions=tuple(
            replace(one, between=("Musa Danladi", words), explained_by=(words,)) for one in register.contradictions
        ),
        problems=tuple(replace(one, says=words, words=words) for one in register.problems),
    )


PRIVATE = re.compile(r"musa|danladi|hauwa|\bsule\b|saint.?bride", re.IGNORECASE)


def test_no_field_of_a_shared_register_holds_a_private_name() -> None:
    shared = share(leaking_register(), Publish())
    assert [text for text in strings_in(shared.register) if PRIVATE.search(text)] == []
    assert PRIVATE.search(" ".join(strings_in(leaking_register())))


@pytest.mark.parametrize("form", EXPORTS)
def test_no_export_holds_a_private_name_unless_it_is_internal(form: str) -> None:
    for internal in (False, True):
        stream = io.StringIO()
        write_export(leaking_register(), form, stream, internal=internal, settings=Publish())
        assert bool(PRIVATE.search(stream.getvalue())) is internal
        assert ("9.8765" in stream.getvalue()) is (internal and form == "json")


def test_no_page_holds_a_private_name_unless_it_is_internal(tmp_path: Path) -> None:
    for internal in (False, True):
        folder = tmp_path / str(internal)
        write_report(leaking_register(), folder, internal=internal, settings=Publish())
        pages = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
        assert any(PRIVATE.search(page) for page in pages) is internal
        assert not [path for path in folder.rglob("*") if PRIVATE.search(path.name) and not internal]


def test_labels_do_not_depend_on_the_order_of_arrival() -> None:
    register = leaking_register()
    turned = replace(register, documents=register.documents[::-1], sources=register.sources[::-1])
    one, other = (share(each, Publish()).register for each in (register, turned))
    assert sorted(strings_in(one)) == sorted(strings_in(other))


def test_who_speaks_for_an_institution_keeps_the_name_unless_it_is_marked_private() -> None:
    text = "Bala Idris of the police and Musa Danladi spoke; Idris denied it."
    register = register_saying(
        text, witnesses=("Musa Danladi",), officials=("Bala Idris",), people=("Bala Idris", "Musa Danladi")
    )
    assert shared_text(register) == "Bala Idris of the police and [witness 1] spoke; Idris denied it."
    private = Source(id="s", name="Bala Idris", kind=SourceKind.OFFICIAL, private=True)
    assert "Idris" not in shared_text(replace(register, sources=(private,)))


def test_only_sentences_that_carry_a_claim_are_kept() -> None:
    shown = share(sample_register(), Publish()).register
    texts = " ".join(read.document.text for read in shown.documents)
    assert "They came on motorcycles" not in texts
    for read in shown.documents:
        for claim in read.claims:
            span = claim.claim.span
            assert read.document.text[span.start : span.end] == span.quote
            start, end = sentence_of(claim.claim, read)
            assert start <= span.start and span.end <= end


def test_spans_still_lead_to_the_archived_text() -> None:
    register = sample_register()
    shared = share(register, Publish())
    for read in register.documents:
        for claim in read.claims:
            start, end = shared.spans[claim.id]
            assert read.document.text[start:end] == claim.claim.span.quote


def test_an_internal_copy_is_the_register_itself() -> None:
    register = sample_register()
    assert share(register, Publish(), internal=True).register is register


def test_a_refuge_is_coarse_and_a_place_of_killing_is_not() -> None:
    shown = share(sample_register(), Publish(coarsen_km=10)).register
    claims = {claim.id: claim for read in shown.documents for claim in read.claims}
    refuge, market = claims["c8"].destination, claims["c1"].location
    assert refuge is not None and market is not None
    assert (refuge.latitude, refuge.longitude) != (SHELTER.latitude, SHELTER.longitude)
    assert refuge.radius_km == 10 and refuge.name == "a place in Plateau" and refuge.place_id is None
    assert market == MARKET
    assert "[a place in Plateau]" in claims["c8"].claim.span.quote


def test_coarsen_km_of_zero_leaves_places_as_they_are() -> None:
    shown = share(sample_register(), Publish(coarsen_km=0)).register
    destinations = [claim.destination for read in shown.documents for claim in read.claims if claim.destination]
    assert destinations == [SHELTER]


@given(
    latitude=st.floats(-90, 90), longitude=st.floats(-180, 180), km=st.floats(1, 200), known=st.sampled_from([None, 0.5, 30.0])
)  # fmt: skip
def test_the_true_place_lies_within_the_radius_and_every_point_of_a_cell_is_told_alike(
    latitude: float, longitude: float, km: float, known: float | None
) -> None:
    place = Location(
        name="x", latitude=latitude, longitude=longitude, precision=WherePrecision.EXACT, radius_km=known, country="NG"
    )
    coarse = coarsen(place, km)
    assert coarse.latitude is not None and coarse.longitude is not None and coarse.radius_km is not None
    assert coarse.radius_km >= km and abs(coarse.latitude - latitude) * 111.2 <= km
    if abs(latitude) < 80:
        again = coarsen(replace(place, latitude=coarse.latitude, longitude=coarse.longitude), km)
        assert again.latitude == pytest.approx(coarse.latitude, abs=1e-3)
        assert again.longitude == pytest.approx(coarse.longitude, abs=1e-3)


NAME = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L",)), min_size=2, max_size=8), min_size=1, max_size=3
)
FILLER = st.text(st.sampled_from("abc .,’'-\n\u202e\u200dأب(*+?[\\^$|{1"), max_size=30)


@settings(max_examples=200)
@given(name=NAME, before=FILLER, after=FILLER)
def test_a_name_in_full_is_always_found(name: list[str], before: str, after: str) -> None:
    words = words_of(" ".join(name))
    rules = rules_of({words: "person 1"}, {}, (), frozenset())
    for written in (" ".join(name), " ".join(name).upper(), "-".join(name)):
        if words and words_of(written) == words:
            assert "person 1" in rewrite(f"{before} {written} {after}", rules).text or len(words) == 1


@settings(max_examples=200)
@given(text=st.text(max_size=80), start=st.integers(0, 80), length=st.integers(0, 40))
def test_spans_follow_their_words(text: str, start: int, length: int) -> None:
    rules = rules_of({("ali",): "witness 1", ("a", "b"): "victim 1"}, {}, (), frozenset())
    body = f"Ali {text} a b ALI’s end"
    start = min(start, len(body) - 1)
    end = min(start + length, len(body))
    rewritten: Rewritten = rewrite(body, rules)
    new_start, new_end = rewritten.move(start, end)
    assert 0 <= new_start <= new_end <= len(rewritten.text)
    if not any(left < end and start < right for left, right, _, _ in rewritten.edits):
        assert rewritten.text[new_start:new_end] == body[start:end] or start == end


def test_the_json_export_says_that_it_is_protected() -> None:
    stream = io.StringIO()
    write_export(sample_register(), "json", stream, settings=Publish())
    told = json.loads(stream.getvalue())
    assert told["internal"] is False and any("[witness 1]" in claim["quote"] for claim in told["claims"])
