"""Looks words up in the hand-kept lexicons: what harm a verb or noun speaks of, what a noun says of people."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

from sijill.data import load_lower_pattern, load_table
from sijill.model.claim import Outcome, Status
from sijill.text.forms import pattern_of, verb_forms, with_number


class Role(StrEnum):
    """Where those harmed stand beside the word."""

    OBJECT = "object"
    SUBJECT = "subject"
    EVENT = "event"
    VICTIM = "victim"
    WEAK = "weak"


@cache
def harm_words() -> dict[str, tuple[tuple[Outcome, Role], ...]]:
    """form -> what it may speak of; a form such as "killing" has several roles."""
    found: dict[str, list[tuple[Outcome, Role]]] = {}
    table = load_table("outcomes")
    for outcome in Outcome:
        for role in Role:
            for form in _forms_of(table.get(outcome.value, {}), role):
                found.setdefault(form, []).append((outcome, role))
    return {form: tuple(roles) for form, roles in found.items()}


def _forms_of(listed: dict[str, list[str]], role: Role) -> list[str]:
    """The forms of a role; verbs are listed once for all their forms."""
    regular = [form for verb in listed.get("verbs", ()) for form in verb_forms(verb)] if role is Role.OBJECT else []
    return [*regular, *listed.get(role.value, ())]


def is_act(noun: str) -> bool:
    """A noun for what was done to people, and for nobody: "the wounding of others"; "killers" are people."""
    roles = harm_words().get(noun.lower(), ())
    return any(role is Role.EVENT for _, role in roles) and not noun.lower().endswith(("er", "ers"))


@cache
def harm_phrases() -> re.Pattern[str]:
    """All phrases that name an outcome together with their verb; every one of them so far means killed."""
    phrases = sorted(load_table("outcomes")["phrases"]["killed"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(p.replace(" ", r"\s+") for p in phrases) + r")\b", re.I)


# The patterns of what is worth parsing are for sentences in small letters: where Python need not ignore case it is four times as fast.


@cache
def _trigger() -> re.Pattern[str]:
    accusing = load_table("perpetrators")
    also = load_table("outcomes")["also_read"]["words"]
    extra = {*also, *accusing["blame_verbs"], *accusing["violent_verbs"], *accusing["phrases"]}
    among = r"(?:(?<=\w) |^\W*)(?:of|among) (?:them|those|these|whom|the (?:\w+ )?(?:victims|dead|killed|wounded))\b"
    phrases = pattern_of(load_table("outcomes")["phrases"]["killed"]).replace(r"\ ", r"\s+")
    return re.compile(rf"{_any_of({*harm_words(), *extra})}|%|\bper\s?cent\b|{among}|\b{phrases}\b")


# "The union's earlier tally was 12", "the real number is closer to 30"
_FIGURE = re.compile(
    r"\b(?:tally|figure|count|number|estimate|total)\s(?:[\w’'-]+\s){0,8}?(?:was|is|of|at|to|from|as|stands|stood)\s(?:[a-z-]+\s){0,3}?\d"
)


@cache
def _act() -> re.Pattern[str]:
    nouns = set(load_table("perpetrators")["violent_nouns"])
    return re.compile(_any_of(nouns - {word for row in load_table("outcomes")["only_with"] for word in row["words"]}))


@cache
def _doer() -> re.Pattern[str]:
    return re.compile(_any_of({"by", "of", *load_table("perpetrators")["light_verbs"]}))


def _any_of(forms: set[str]) -> str:
    return rf"\b{pattern_of(forms)}\b"


def may_speak_of_harm(sentence: str) -> bool:
    """True where a sentence holds any word that a claim could hang on; the others are not parsed.

    An act alone ("the shooting took place at noon") makes no claim: somebody must have done it, or suffered it.
    """
    lower = sentence.lower()
    for match in _trigger().finditer(lower):
        needs = _only_with().get(match[0])
        if needs is None or needs.search(sentence):
            return True
    if load_lower_pattern("wounds", "tells").search(lower) or _FIGURE.search(lower):
        return True
    return bool(_act().search(lower) and _doer().search(lower))


@cache
def _only_with() -> dict[str, re.Pattern[str]]:
    rows = load_table("outcomes")["only_with"]
    return {word: re.compile(row["needs"], re.I) for row in rows for word in row["words"]}


@cache
def _people() -> dict[str, dict[str, str]]:
    table = load_table("people")
    found: dict[str, dict[str, str]] = {"status": {}, "age_group": {}, "sex": {}}
    for axis, values in found.items():
        for value, forms in table[axis].items():
            if not value.endswith("_phrases"):
                values.update(dict.fromkeys(with_number(forms), value))
    return found


@cache
def _security_phrases() -> re.Pattern[str]:
    phrases = load_table("people")["status"]["security_forces_phrases"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


# "armed herdsmen": fighters, whatever their trade
_ARMED = re.compile(r"(?<!un)(?<!non-)\b(?:heavily[- ])?armed\b")
# Officers who bear no arms.
_OFFICE = re.compile(
    r"\b(?:press|public relations|information|communications?|media|health|medical|electoral|election|returning|polling|presiding"
    r"|loan|executive|human rights|aid|relief|protection|programme|program|project|education|agricultural|administrative"
    r"|legal|welfare|probation|tax|revenue|liaison|political|nutrition|logistics|field)\s+officers?\b"
)


@lru_cache(maxsize=20_000)  # asked of the same few words again and again
def status_of(noun: str, phrase: str = "") -> Status:
    """What a noun for people says of their status; `phrase` is the noun with the words before it.

    status_of("soldiers") -> security_forces, status_of("members", "security forces members") -> security_forces
    """
    lowered = phrase.lower()
    if _security_phrases().search(lowered):
        return Status.SECURITY_FORCES
    if _OFFICE.search(lowered):
        return Status.UNSPECIFIED
    if re.search(r"\bciv(?:il|ic)ians?\b|\bnon-?combatants?\b", lowered):
        return Status.CIVILIAN
    known_status = _people()["status"].get(noun.lower())
    if known_status == Status.CIVILIAN and _ARMED.search(lowered):
        return Status.OTHER_FIGHTERS
    return Status(known_status) if known_status else Status.UNSPECIFIED


def age_group_of(noun: str) -> str | None:
    return _people()["age_group"].get(noun.lower())


def sex_of(noun: str) -> str | None:
    return _people()["sex"].get(noun.lower().removeprefix("ex-"))


@cache
def _person_nouns() -> frozenset[str]:
    table = load_table("people")
    forms = {*with_number([*table["plain"]["words"], *table["kin"]["words"]]), *table["collective"]}
    for values in _people().values():
        forms.update(values)
    return frozenset(forms)


def is_person_noun(noun: str) -> bool:
    return noun.lower().removeprefix("ex-") in _person_nouns()


@cache
def _kin() -> frozenset[str]:
    return frozenset(load_table("people")["kin"]["words"])


def is_kin(noun: str) -> bool:
    return noun.lower().removeprefix("ex-") in _kin()


@cache
def _things() -> frozenset[str]:
    return frozenset({*load_table("outcomes")["not_people"]["words"], *load_table("perpetrators")["violent_nouns"]})


def is_not_people(noun: str) -> bool:
    return noun.lower() in _things()


def collective_count(noun: str) -> int | None:
    """How many people a noun counts by itself.  collective_count("couple") -> 2"""
    number: int | None = load_table("people")["collective"].get(noun.lower())
    return number
