"""Decides who is a private person in a register, and under which label each one is told of.

Register -> Rules for redact.py. Private: witnesses, relatives, named victims, sources marked private, and every person that a
text names who is not a public voice. Public: who speaks for an institution, unless the source is marked private.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sijill.model.claim import CountClaim, MentionKind
from sijill.model.decision import Kind, State
from sijill.model.register import ReadDocument, Register
from sijill.model.source import SourceKind
from sijill.publish.redact import Rules, Words, rules_of, words_of

# The first that fits a person names the label: who speaks and was harmed is told of as a witness.
_ROLES = ("witness", "relative", "victim", "person")
_PRIVATE_KINDS = {SourceKind.WITNESS: "witness", SourceKind.RELATIVE: "relative"}
_PARTICLES = frozenset(
    "al el ul ibn bin bint ben abu abou abd um umm of de da di do dos du la le van von der den the y e o st".split()
)
_TITLES = frozenset(
    "mr mrs ms miss dr prof sir sheikh shaikh sheik sayyid imam father sister brother mother rabbi haji hajji general colonel"
    " captain major sergeant officer president minister governor mayor mukhtar king queen prince uncle aunt".split()
)
_ROLE_WORDS = frozenset(
    "a an the another one two some several many local witness witnesses eyewitness eyewitnesses resident residents relative"
    " relatives survivor survivors villager villagers source sources man woman men women boy girl child children people person"
    " family families neighbour neighbours neighbor neighbors victim victims mother father son daughter brother sister wife"
    " husband cousin uncle aunt friend friends anonymous activist activists doctor doctors medic medics".split()
)
# Who stands behind one of these words holds a public office: "former president Ana Ruiz".
_OFFICES = frozenset(
    "president premier minister chancellor king queen emir sultan governor mayor senator ambassador secretary spokesman"
    " spokeswoman spokesperson general commissioner judge prosecutor pope".split()
)
# Words of the language that stand alone far more often than they name someone.
_AMBIGUOUS = frozenset("may june april august will hope faith grace joy rose mark bill".split())


@dataclass(slots=True, kw_only=True)
class _Person:
    name: str
    words: Words
    role: str
    first: tuple[str, str, int, str]
    documents: set[str]
    label: str = ""


def name_rules(register: Register, hidden: Mapping[Words, str]) -> Rules:
    """Gives every private person a label, numbered by first appearance, so that the order of arrival changes none."""
    decided = _decided_names(register)
    private = {words: name for words, (name, is_public) in decided.items() if not is_public}
    shown = decided.keys() - private.keys()
    public = (_public_names(register) - private.keys()) | shown
    places = _place_names(register) - hidden.keys() - private.keys()
    people = [one for one in _people(register, public, places, private) if one.words not in shown]
    _label(people)
    whole = {person.words: person.label for person in people}
    whole.update(hidden)
    parts: defaultdict[Words, dict[str, set[str]]] = defaultdict(dict)
    for person in people:
        for piece in _pieces(person.words, person.name):
            if piece not in whole and piece not in places:
                parts[piece].setdefault(person.label, set()).update(person.documents)
    frozen = {
        piece: {label: frozenset(documents) for label, documents in bearers.items()} for piece, bearers in parts.items()
    }
    keep = {tail for words in public if not _holds(words, whole) for tail in _tails(words)} | places
    return rules_of(whole, frozen, keep - whole.keys(), _AMBIGUOUS)


def _decided_names(register: Register) -> dict[Words, tuple[str, bool]]:
    """Names that a person decided on: whether each may be shared."""
    in_force = [
        one.decision for one in register.rulings if one.decision.kind == Kind.NAME and one.state is State.IN_FORCE
    ]
    values = [json.loads(one.value or "{}") for one in in_force]
    return {words_of(value["name"]): (value["name"], value["public"]) for value in values}


def _tails(words: Words) -> Iterator[Words]:
    """A public name and its last words: "Rami Abdel Rahman" is also "Abdel Rahman"."""
    yield words
    for start in range(1, len(words) - 1):
        yield words[start:]


def _holds(words: Words, whole: Mapping[Words, str]) -> bool:
    """Whether a public name is really a phrase that names a private person in full."""
    size = len(words)
    return any(words[start:end] in whole for start in range(size) for end in range(start + 2, min(size, start + 6) + 1))


def _people(register: Register, public: set[Words], places: set[Words], private: Mapping[Words, str]) -> list[_Person]:
    """Every private person once, with the weightiest role and the first appearance."""
    found: dict[Words, _Person] = {}
    officials = {core for words in public for core in (_core_set(words), frozenset(words[-1:]))}
    decided = [(name, "person", None, 0) for name in private.values()]
    for name, role, read, offset in (*_mentions(register), *decided):
        words = words_of(name)
        if (words not in private and not _is_a_name(words, name)) or (len(words) == 1 and words in places):
            continue
        if role == "person" and words not in private and (words in places or _core_set(words) in officials):
            continue
        published = read.document.published.isoformat() if read and read.document.published else "9999"
        first = (published, read.document.name if read else "", offset, name)
        documents = {read.document.id} if read else set()
        known = found.setdefault(words, _Person(name=name, words=words, role=role, first=first, documents=set()))
        known.first = min(known.first, first)
        known.role = min(known.role, role, key=_ROLES.index)
        known.documents |= documents
    return sorted(found.values(), key=lambda person: person.first)


def _mentions(register: Register) -> Iterator[tuple[str, str, ReadDocument | None, int]]:
    """Names with the role in which each appears: (name, role, document, offset)."""
    for source in register.sources:
        if source.named and (source.private or source.kind in _PRIVATE_KINDS):
            yield source.name, _PRIVATE_KINDS.get(source.kind, "person"), None, 0
    for read in register.documents:
        for claim in read.claims:
            said = claim.claim
            for speaker in said.attributed_to:
                if speaker.named and speaker.kind in _PRIVATE_KINDS:
                    offset = speaker.span.start if speaker.span else said.span.start
                    yield speaker.name, _PRIVATE_KINDS[speaker.kind], read, offset
            for name in said.victims.names if isinstance(said, CountClaim) else ():
                yield name, "victim", read, said.span.start
        for mention in read.reading.mentions:
            if mention.kind is MentionKind.PERSON:
                yield mention.span.quote, "person", read, mention.span.start


def _public_names(register: Register) -> set[Words]:
    """Institutions and those who speak for them; a source marked private never counts as public."""
    private = {words_of(source.name) for source in register.sources if source.private}
    names = {words_of(source.name) for source in register.sources if _speaks_in_public(source.kind)}
    for read in register.documents:
        names.add(words_of(read.document.metadata.source or ""))
        for claim in read.claims:
            names.update(words_of(one.name) for one in claim.claim.attributed_to if _speaks_in_public(one.kind))
        names.update(words_of(one.span.quote) for one in read.reading.mentions if one.kind is MentionKind.ACTOR)
        names.update(_office_holders(read))
    return names - private - {()}


def _office_holders(read: ReadDocument) -> Iterator[Words]:
    """People whose office stands before their name, in any document that names them."""
    for mention in read.reading.mentions:
        if mention.kind is MentionKind.PERSON:
            before = words_of(read.document.text[max(0, mention.span.start - 30) : mention.span.start])
            words = words_of(mention.span.quote)
            if len(words) > 1 and _OFFICES & {*before[-1:], words[0]}:
                yield words


def _speaks_in_public(kind: SourceKind) -> bool:
    return kind not in _PRIVATE_KINDS and kind is not SourceKind.UNKNOWN


def _place_names(register: Register) -> set[Words]:
    names: set[Words] = set()
    for read in register.documents:
        names.update(words_of(one.span.quote) for one in read.reading.mentions if one.kind is MentionKind.PLACE)
        for claim in read.claims:
            for location in (claim.location, claim.origin, claim.destination):
                if location is not None:
                    units = (location.name, location.mention, location.adm1, location.adm2)
                    names.update(words_of(unit) for unit in units if unit)
    return names - {()}


def _is_a_name(words: Words, name: str) -> bool:
    """A description ("two residents") names no one; a name has a capital or a script without capitals."""
    if all(word in _ROLE_WORDS or word in _TITLES or word in _PARTICLES for word in words):
        return False
    return any(character.isalpha() and not character.islower() for character in name)


def _pieces(words: Words, name: str) -> Iterator[Words]:
    """The parts by which a person may be named alone: first name, last name, with and without particles and titles."""
    written = [words_of(piece) for piece in name.split()]
    whole = [piece for piece in written if piece and not _says_no_one(piece)]
    for piece in whole:
        yield piece
        bare = tuple(word for word in piece if word not in _PARTICLES and word not in _TITLES and len(word) > 1)
        yield from ((word,) for word in bare)
    core = tuple(word for word in words if word not in _TITLES)
    if len(core) < len(words) and core:
        yield core
    for start in range(len(core)):
        for end in range(start + 2, len(core) + 1):
            if not _says_no_one(core[start:end]):
                yield core[start:end]


def _says_no_one(piece: Words) -> bool:
    return all(
        word in _PARTICLES or word in _TITLES or word in _ROLE_WORDS or (len(word) == 1 and word.isascii())
        for word in piece
    )


def _label(people: list[_Person]) -> None:
    """Numbers people within their role; a shorter form of one person's name takes that person's label."""
    numbers: defaultdict[str, int] = defaultdict(int)
    longer_first = sorted(people, key=lambda person: (-len(_core(person.words)), person.first))
    owner: dict[Words, _Person] = {}
    bearers: defaultdict[str, list[_Person]] = defaultdict(list)
    for person in longer_first:
        core = frozenset(_core(person.words))
        wider = _bearers_of(core, person, bearers)
        if wider is not None:
            owner[person.words] = wider
            wider.first, wider.role = min(wider.first, person.first), min(wider.role, person.role, key=_ROLES.index)
            wider.documents |= person.documents
            continue
        for word in core:
            bearers[word].append(person)
    for person in sorted((one for one in people if one.words not in owner), key=lambda one: one.first):
        numbers[person.role] += 1
        person.label = f"{person.role} {numbers[person.role]}"
    for person in people:
        last = person
        while last.words in owner:
            last = owner[last.words]
        person.label = last.label


def _bearers_of(core: frozenset[str], person: _Person, bearers: Mapping[str, list[_Person]]) -> _Person | None:
    """The one person whose longer name holds this one; None where there is none, or more than one."""
    sets = [{id(one): one for one in bearers.get(word, ())} for word in core]
    if not sets or not all(sets):
        return None
    shared = set.intersection(*(set(one) for one in sets))
    here = [sets[0][one] for one in shared if sets[0][one].documents & person.documents]
    wider = here if here else [sets[0][one] for one in shared]
    return wider[0] if len(wider) == 1 else None


def _core_set(words: Words) -> frozenset[str]:
    return frozenset(_core(words))


def _core(words: Words) -> Words:
    return tuple(word for word in words if word not in _PARTICLES and word not in _TITLES) or words
