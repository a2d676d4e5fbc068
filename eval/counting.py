"""Measures counting questions over a register of news on shootings: how many incidents, how many people, according to which documents.

Questions are rebuilt from the incidents' facts as SemEval-2018 task 5 asked them: an event type (killing, injuring) and two of place, time
and participant. A place is a town or a state, a time a month or a year, a participant a first or a full name. One register holds the
articles of a thousand incidents (eval/linking.py), pages that report nothing left out. Truth is of incidents with an article in it, so
answers are the certain ones of `sijill count --mainly`. A person is asked for only where an article on the incident holds the name: half
of the records' names stand in none. A single name asks for all whose name it is part of. Half of the questions are held back with their
incidents.

    python -m eval.counting [--errors N] [--figure NAME] [--keep FOLDER]

*_incidents, *_people: exact answers, by kind of question. documents_f1: of supporting documents, over all questions, with partial credit.
"""

from __future__ import annotations

import argparse
import re
import sys
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.gva import read_day
from eval.linking import SETTINGS, gva_heap, read_heap
from eval.scores import Score, print_scores
from eval.shared import SharedAbsent, read_rows
from eval.splits import Part
from eval.tallies import Teller
from sijill.config import Settings
from sijill.gazetteers import place_named
from sijill.link import link
from sijill.link.asked import fit_incident
from sijill.model.asked import Question
from sijill.model.claim import Outcome
from sijill.model.incident import Links
from sijill.model.location import Location
from sijill.model.register import ReadDocument, Register
from sijill.model.toll import Toll
from sijill.publish.count import count_shape
from sijill.publish.lookup import look_up
from sijill.reconcile import reconcile
from sijill.store.cases import casebook_of

KINDS = ("place_time", "place_participant", "time_participant")
OF_EACH = 500
OUTCOMES = {"killed": Outcome.KILLED, "injured": Outcome.INJURED}
# What the records put before and behind a name.
RANKS = frozenset(
    "officer ofc sgt sergeant cpl corporal lt lieutenant capt captain det detective deputy sheriff trooper agent k9 tsa security supervisor"
    " guard reverend rev dr mr mrs ms miss pastor judge police bailiff marshal us".split()
)
SUFFIXES = frozenset("jr sr ii iii iv".split())
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question in the words of the facts, with its truth."""

    kind: str
    outcome: str
    place: str | None
    month: tuple[int, int] | None  # year, month; month 0: the whole year
    name: str | None
    incidents: frozenset[str]
    people: int


def full_names(facts: Facts) -> set[str]:
    """The participants' names of two words and more, without rank and suffix.  "Sgt. Ana Ruiz, Sr" -> "Ana Ruiz" """
    names = set()
    for one in facts["participants"]:
        words = [word.strip(",") for word in (one.get("Name") or "").split()]
        while words and words[0].rstrip(".").casefold() in RANKS:
            words.pop(0)
        while words and words[-1].rstrip(".").casefold() in SUFFIXES:
            words.pop()
        if len(words) > 1:
            names.add(" ".join(words))
    return names


def name_keys(facts: Facts) -> set[str]:
    """First and full names of the participants."""
    return {key for name in full_names(facts) for key in (name, name.split()[0])}


def town_of(facts: Facts) -> str:
    """As a person would write it.  "Orange (county)" -> "Orange County"; "Harfield (Westside)" -> "Harfield" """
    name, _, beside = facts["city_or_county"].partition(" (")
    return f"{name} County" if beside == "county)" else str(name)


def keys_of(facts: Facts) -> dict[str, list[Any]]:
    day = read_day(facts["date"])
    return {
        "place": [f"{town_of(facts)}, {facts['state']}", facts["state"]],
        "time": [(day.year, day.month), (day.year, 0)],
        "participant": sorted(name_keys(facts)),
    }


def ask(incidents: Mapping[str, Facts], texts: Mapping[str, str]) -> list[Asked]:
    """The questions of each kind, at most OF_EACH a kind, drawn by a hash of their words. texts: incident -> all its articles."""
    questions: list[Asked] = []
    all_keys = {uri: keys_of(facts) for uri, facts in incidents.items()}
    for uri, keys in all_keys.items():
        keys["participant"] = [name for name in keys["participant"] if is_told(name, texts[uri])]
    asked_for = {name for keys in all_keys.values() for name in keys["participant"]}
    for uri, keys in all_keys.items():  # who bears an asked first name as a last one is asked for as well
        parts = {word for name in full_names(incidents[uri]) for word in name.split()} & asked_for
        keys["participant"] = sorted({*keys["participant"], *(one for one in parts if is_told(one, texts[uri]))})
    for kind in KINDS:
        first, second = kind.split("_")
        found: dict[tuple[str, Any, Any], set[str]] = defaultdict(set)
        for uri, facts in incidents.items():
            keys = all_keys[uri]
            for outcome in OUTCOMES:
                if facts[f"num_{outcome}"]:
                    for pair in ((one, other) for one in keys[first] for other in keys[second]):
                        found[(outcome, *pair)].add(uri)
        ranked = sorted(found.items(), key=lambda row: sha256(str(row[0]).encode()).hexdigest())
        for (outcome, one, other), uris in ranked[:OF_EACH]:
            asked = {first: one, second: other}
            people = sum(incidents[uri][f"num_{outcome}"] for uri in uris)
            questions.append(
                Asked(
                    kind,
                    outcome,
                    asked.get("place"),
                    asked.get("time"),
                    asked.get("participant"),
                    frozenset(uris),
                    people,
                )
            )
    return questions


def is_told(name: str, text: str) -> bool:
    """Whether every word of a name stands in a text."""
    words = set(re.findall(r"\w+", text.casefold()))
    return all(word in words for word in re.findall(r"\w+", name.casefold()))


@cache
def find_place(words: str) -> Location:
    return place_named(words, None)


def question_of(asked: Asked) -> Question:
    start = end = None
    if asked.month:
        year, month = asked.month
        start = date(year, month or 1, 1)
        end = date(year, month or 12, monthrange(year, month or 12)[1])
    where = asked.place and (asked.place if "," in asked.place else f"{asked.place}, United States")
    return Question(
        outcome=OUTCOMES[asked.outcome],
        place=find_place(where) if where else None,
        start=start,
        end=end,
        name=asked.name,
        mainly=True,
    )


def build_register(documents: Sequence[ReadDocument], settings: Settings = SETTINGS) -> Register:
    """Links and reconciles as a build would, in memory."""
    links, _ = link(documents, Links(), (), settings.link)
    sources = {source.id: source for one in documents for source in one.sources}
    book = casebook_of(links, documents)
    claims = {claim.id: claim for one in documents for claim in one.claims}
    tolls: list[Toll] = []
    for incident in links.incidents:
        tolls += reconcile(book.case(incident.id, claims), settings.reconcile)[0]
    return Register(
        built_at="2000-01-01T00:00:00+00:00", documents=tuple(documents), sources=tuple(sources.values()), links=links,
        tolls=tuple(tolls), contradictions=(), problems=(),
    )  # fmt: skip


def answer(register: Register, questions: Sequence[Asked]) -> Iterator[tuple[Asked, Any]]:
    lookup = look_up(register)
    for asked in questions:
        yield asked, count_shape(lookup, question_of(asked), fit_incident)


def score_answers(answers: Iterator[tuple[Asked, Any]], documents_of: Mapping[str, set[str]]) -> list[Score]:
    """Exact answers by kind, and the mean F1 of supporting documents."""
    scores = {
        f"{kind}_{what}": Score(dataset="counting", figure=f"{kind}_{what}")
        for kind in KINDS
        for what in ("incidents", "people")
    }
    support = Score(dataset="counting", figure="documents_f1")
    for asked, shape in answers:
        words = f"{asked.outcome} {asked.place or ''} {asked.month or ''} {asked.name or ''}"
        place = {"row": asked.kind, "text": words}
        given = shape["incidents"]["certain"]
        scores[f"{asked.kind}_incidents"].count(
            given == len(asked.incidents), gold=len(asked.incidents), given=shape["incidents"], **place
        )
        scores[f"{asked.kind}_people"].count(
            shape["people"]["best"] == asked.people, gold=asked.people, given=shape["people"], **place
        )
        true = set().union(*(documents_of[uri] for uri in asked.incidents))
        said = set(shape["document_ids"])
        support.n += 1
        support.hits += 2 * len(true & said) / (len(true) + len(said)) if true or said else 1
    return [*scores.values(), support]


def score(
    part: Part, _teller: Teller | None = None, _sample: int | None = None, keep: Path | None = None
) -> list[Score]:
    """All figures of one part."""
    heap = gva_heap(part)
    say(f"reading {len(heap.texts)} articles, some minutes")
    documents = read_heap(heap, keep)
    facts = {str(row["incident_uri"]): row for row in read_rows("gva_incidents")}
    present = {uri: facts[uri] for uri in sorted(set(heap.truth.values()))}
    documents_of: dict[str, set[str]] = defaultdict(set)
    for name, uri in heap.truth.items():
        documents_of[uri].add(documents[name].document.name)
    texts: dict[str, str] = defaultdict(str)
    for text in heap.texts:
        texts[heap.truth[text.id]] += f"\n{text.text}"
    say("linking and reconciling them")
    register = build_register(list({one.document.id: one for one in documents.values()}.values()))
    questions = ask(present, texts)
    say(f"answering {len(questions)} questions")
    return score_answers(answer(register, questions), documents_of)


def say(step: str) -> None:
    """Tells on stderr how far a long measure has come."""
    print(f"counting: {step}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    parser.add_argument("--figure", help="list the misses of this figure only")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the readings here from one run to the next")
    chosen = parser.parse_args()
    try:
        scores = score("development", keep=chosen.keep)
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    print_scores(scores, chosen.errors, chosen.figure)


if __name__ == "__main__":
    main()
