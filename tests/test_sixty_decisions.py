"""Sixty decisions over the example reports, then everything that may happen to them: nothing that people decided is lost or half done."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sijill import pipeline
from sijill.adding import add
from sijill.config import Limits, Read, Settings, make_register
from sijill.model.claim import AttributionClaim, CountClaim, Reading, ResolvedClaim
from sijill.model.decision import Decision, State
from sijill.model.document import Document, Metadata
from sijill.model.incident import Incident
from sijill.model.problem import Problem
from sijill.model.register import Register
from sijill.publish.contract import build_shape
from sijill.publish.lookup import look_up
from sijill.review import asked
from sijill.store.register import Store, open_store
from tests.factories import make_document

EXAMPLES = Path(__file__).parents[1] / "examples"
SETTINGS = Settings(read=Read(processes=1))
SEED = 20310307
LATER = [
    f"{town}, 21 May 2024. Police said {number} people were killed on Monday when gunmen fired on a market in {town}."
    for number, town in enumerate(("Orlune", "Teskar", "Vanmoor", "Ildrin", "Casker", "Melvost", "Durnay", "Polwick", "Esker", "Harl"), 3)
]  # fmt: skip


def build(store: Store) -> Register:
    pipeline.build(store, SETTINGS)
    register = store.register()
    assert register
    return register


def shape_of(register: Register) -> str:
    return json.dumps(build_shape(look_up(register)))


def sixty(register: Register, asking: asked.Asking) -> list[Decision]:
    """Every kind of decision, sixty in all, over what the register holds."""
    claims = sorted((claim for read in register.documents for claim in read.claims), key=lambda one: one.id)
    counts = [one for one in claims if isinstance(one.claim, CountClaim)]
    made = [*_on_subjects(register, asking), *_on_documents(register, asking)]
    made += [
        asked.correct(asking, one, "perpetrator", "unidentified gunmen")
        for one in [one for one in claims if isinstance(one.claim, AttributionClaim)][:3]
    ]
    chance = random.Random(SEED)
    fields = (
        "count",
        "status",
        "stance",
        "scope",
        "verification",
        "place",
        "period",
        "speaker",
        "confidence",
        "outcome",
    )
    while len(made) < 60:
        claim, field = chance.choice(counts), fields[len(made) % len(fields)]
        made.append(
            asked.reject(asking, claim) if len(made) % 7 == 0 else asked.correct(asking, claim, field, _value(field))
        )
    return made


def _value(field: str) -> Any:
    values = {
        "count": "6-8", "status": "civilian", "stance": "alleged", "scope": "background", "verification": "verified",
        "period": "2024-05-15", "confidence": "1", "outcome": "injured",
    }  # fmt: skip
    if field == "place":
        return {"name": "Teskar", "country": "XX"}
    if field == "speaker":
        return asked.speaker_value(asked.new_source("Orrel ferry company", "witness"))
    return asked.read_value(field, values[field])


def _on_subjects(register: Register, asking: asked.Asking) -> list[Decision]:
    incidents = [one for one in register.links.incidents if one.part_of]
    episodes: dict[str, Incident] = {one.id: one for one in register.links.episodes}
    first, second = incidents[:2]
    toll = next(one for one in register.tolls if one.subject == first.id)
    outside = next(one for one in register.links.incidents if not one.part_of)
    episode = next(iter(episodes.values()))
    return [
        asked.same(asking, [first.claim_ids, second.claim_ids]),
        asked.different(asking, [first.claim_ids[:1], second.claim_ids[:1]]),
        asked.out_of_episode(asking, first, episodes[first.part_of or ""]),
        asked.into_episode(asking, outside, episode, []),
        asked.set_toll(asking, first, toll, {"min": 1, "best": 2, "max": None}),
        *(asked.close(asking, one) for one in register.contradictions[:3]),
    ]


def _on_documents(register: Register, asking: asked.Asking) -> list[Decision]:
    read = register.documents[0]
    start, end = max(read.reading.sentences, key=lambda one: one[1] - one[0])
    said = {"quote": read.document.text[start:end].strip(), "outcome": "missing", "min": 2, "max": 2}
    return [
        asked.add(asking, read.document.id, read.document.text, read.reading.sentences, said),
        asked.name(asking, "Ilse Tamour", public=False),
        asked.source(asking, register.sources[0].id, {"reliability": "mixed"}),
        asked.withdraw(asking, register.documents[-1].document.id),
    ]


def another_reader(document: Document, settings: Read, limits: Limits) -> tuple[Reading, tuple[Problem, ...]]:
    """Reads as the real one does, but misses the first claim of each text and reads the third otherwise."""
    found, problems = READ(document, settings, limits)
    claims = list(found.claims[1:])
    if len(claims) > 1 and isinstance(claims[1], CountClaim):
        claims[1] = replace(claims[1], count=replace(claims[1].count, min=77, max=77))
    return replace(found, claims=tuple(claims)), problems


READ = pipeline.read


def check(register: Register, decisions: int) -> Counter[State]:
    """Every decision is in force, overruled, stale or undone, and whoever is not in force says why."""
    assert len(register.rulings) == decisions
    assert all(one.because or one.state is State.IN_FORCE for one in register.rulings)
    return Counter(one.state for one in register.rulings)


def test_what_people_decided_survives_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_register(tmp_path / "register")
    with open_store(tmp_path / "register", writing=True) as store:
        inputs = [str(path) for path in sorted((EXAMPLES / "reports").iterdir())]
        list(add(store, inputs, SETTINGS, table=EXAMPLES / "metadata.csv", defaults=Metadata()))
        asking = asked.Asking(reviewer="Rana", reason="checked against the list")
        before = build(store)
        words = {claim.id: claim.claim.span for read in before.documents for claim in read.claims}
        made = store.decide(sixty(before, asking))
        assert len({one.id for one in made}) == len(made) == 60
        stood = check(build(store), 60)
        assert stood[State.IN_FORCE] > 40
        assert stood[State.STALE] < 5

        monkeypatch.setattr(pipeline, "reader_of", lambda _: "another@9")
        monkeypatch.setattr(pipeline, "read", another_reader)
        reread = check(build(store), 60)
        assert reread[State.STALE] > stood[State.STALE]
        assert reread[State.IN_FORCE] > 25

        store.add_documents([make_document(text, name=text.split(",")[0], published="2024-05-21") for text in LATER])
        check(build(store), 60)
        gone = [read.document.id for read in before.documents[1:4]]
        store.decide([asked.withdraw(asking, one) for one in gone])
        check(build(store), 63)
        chance = random.Random(SEED)
        undone = chance.sample(made, 20)
        store.decide([asked.undo(asking, one, None) for one in undone])
        register = build(store)
        assert check(register, 83)[State.UNDONE] == 20
        kept = {claim.id: claim.claim.span for read in register.documents for claim in read.claims}
        assert all(kept[one] == words[one] for one in kept.keys() & words.keys()), "a decision altered a claim's words"
        assert store.find_break() is None

        rest = [row.decision for row in store.log() if not row.decision.undoes and row.decision not in undone]
        store.decide([asked.undo(asking, one, None) for one in rest])
        bare = build(store)
        check(bare, 126)
        documents = store.documents()
    _is_the_machines(bare, documents, tmp_path)


def _is_the_machines(bare: Register, documents: list[Document], tmp_path: Path) -> None:
    """With everything taken back the register is what the machine makes of the same documents by itself."""
    make_register(tmp_path / "machine")
    with open_store(tmp_path / "machine", writing=True) as store:
        store.add_documents([replace(one, withdrawn=None) for one in documents])
        machine = build(store)
    assert _without_ids(bare) == _without_ids(machine)
    assert bare.sources == machine.sources
    assert _claims(bare) == _claims(machine)


def _without_ids(register: Register) -> list[tuple[object, ...]]:
    """Which claims stand together, and their tolls; ids of incidents are history."""
    subjects = (*register.links.incidents, *register.links.episodes)
    claims = {one.id: one.claim_ids for one in subjects}
    rows = [(claims[toll.subject], replace(toll, subject="", notes=())) for toll in register.tolls]
    return sorted(rows, key=repr)


def _claims(register: Register) -> dict[str, ResolvedClaim]:
    return {claim.id: claim for read in register.documents for claim in read.claims}
