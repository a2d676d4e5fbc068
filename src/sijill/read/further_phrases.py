"""Decides what harm is told by a phrase whose verb alone does not say it: Tree, harms found -> Harms.

"took nine people into custody", "a triple shooting", "1,940 homicides", "were hit by stray bullets", "no civilian casualties",
"27 people were buried in one grave", "lost four men", "ten remain under the rubble", "nine died at the scene and two others in hospital",
"killed 17 in the capital and three in the port", "the bodies of eight people", "did not survive", "540 burned houses".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sijill.data import load_pattern, load_words
from sijill.model.claim import Outcome
from sijill.model.count import Quantifier
from sijill.read.harm import Harm
from sijill.read.harm_nouns import antecedent, number_right_before, shared_subject
from sijill.read.lexicon import is_person_noun
from sijill.read.out_of_sight import out_of_sight
from sijill.read.persons import is_one_more
from sijill.read.tree import Tree, Word
from sijill.text.numbers import NumberExpression

_TIMES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_MANIFOLD = {
    "shooting": Outcome.INJURED, "stabbing": Outcome.INJURED, "homicide": Outcome.KILLED, "murder": Outcome.KILLED,
    "killing": Outcome.KILLED, "slaying": Outcome.KILLED,
}  # fmt: skip
_COUNTED_DEATHS = frozenset(
    "executions beheadings lynchings homicides murders killings slayings femicides assassinations".split()
)
_NONE_OF = {
    "casualties": Outcome.CASUALTIES, "casualty": Outcome.CASUALTIES, "victims": Outcome.CASUALTIES, "deaths": Outcome.KILLED,
    "fatalities": Outcome.KILLED, "injuries": Outcome.INJURED,
}  # fmt: skip
_SIGNS = frozenset(
    "indication indications evidence sign signs reports report record knowledge information proof".split()
)
_PROJECTILES = frozenset("bullet bullets gunfire shrapnel shots gunshot gunshots fragments splinters crossfire".split())
_REMAINS = frozenset("bodies body corpses corpse remains skeletons".split())
_DWELLINGS = frozenset("houses homes dwellings huts buildings shelters tents apartments".split())
_RUINED = frozenset("burned burnt destroyed torched razed demolished gutted damaged ruined".split())
# What stands between a figure and the same figure of another place: "killed 17 people in the capital and three in the port".
_AND_THERE = re.compile(r"(?:,\s*|\s)(?:and|while|plus)\s+(?:another\s+|a\s+further\s+)?$", re.I)
_IN_A_PLACE = re.compile(
    r"\s+(?:more\s+|others\s+)?(?:in|at|near|on)\s+(?!(?:hospital|custody|critical|serious|stable)\b)(?:the\s+)?\w",
    re.I,
)
_AS_MANY = re.compile(
    r"(?<!twice )\b(?P<number>as\s+many|the\s+same\s+number)\s+(?:others\s+|more\s+|people\s+)?(?:were\s+)?"
    r"(?P<state>injured|wounded|hurt|missing)\b",
    re.I,
)
_AS_MANY_SO = {
    "injured": Outcome.INJURED, "wounded": Outcome.INJURED, "hurt": Outcome.INJURED, "missing": Outcome.MISSING,
}  # fmt: skip
MAX_APART = 80  # characters between the two figures
_AGAINST_EARTH = frozenset("bodies corpses mines weapons".split())  # "buried 40 bodies" is read by its noun
_WOUNDS = frozenset("wounds wound injuries injury burns trauma".split())
_GRAVES = frozenset("grave graves".split())
_THROATS = frozenset("throat throats".split())
_FIGHTS = frozenset(
    "ambush battle combat action fighting clash clashes attack assault gunfight firefight bullets gunfire".split()
)
_LIMBS = frozenset("leg legs arm arms hand hands foot feet eye eyes finger fingers limb limbs".split())
_LOSES = frozenset("lost lose loses losing".split())
_NEED_OFF = frozenset("cut cutting chopped chopping hacked hacking blew blown blowing tore torn ripped sliced".split())
_LISTS = frozenset("list lists published compiled collected gathered released recorded".split())
_BEATEN = frozenset(
    "beat beats beating flogged flogging whipped whipping clubbed clubbing".split()
)  # of people who are counted
# Whom a side loses is dead; what else is lost is no person.
_LOST = frozenset(
    "men soldiers fighters troops policemen officers guards militants rebels gunmen commanders sons daughters brothers sisters children"
    " relatives comrades colleagues siblings cousins".split()
)


def further_harms(tree: Tree, found: Sequence[Harm], context: Outcome | None) -> Iterator[Harm]:
    """Every harm of the sentence that is told by such a phrase; context: the outcome that the text spoke of last."""
    told = {harm.verb for harm in found}
    of_the_dead = context is Outcome.KILLED or any(harm.outcome is Outcome.KILLED for harm in found)
    for word in tree.words:
        if word.i not in told:
            yield from _by_noun(tree, word)
            yield from out_of_sight(tree, word)
            yield from _by_verb(tree, word)
        if of_the_dead and word.lower == "names" and (number := _listed_names(tree, word)):
            yield Harm(Outcome.KILLED, word.i, number=number)
    for harm in found:
        yield from _others_elsewhere(tree, harm)
    yield from _as_many(tree)
    yield from _same_elsewhere(tree, found)


def _by_noun(tree: Tree, word: Word) -> Iterator[Harm]:
    if not word.tag.startswith("NN"):
        return
    manifold = next((kid for kid in tree.kids(word.i, "amod", "compound", "nummod") if kid.lower in _TIMES), None)
    if manifold is not None and word.lower in _MANIFOLD:
        count = _TIMES[manifold.lower]
        number = NumberExpression(manifold.start, manifold.end, manifold.text, count, count, Quantifier.EXACT)
        fatal = any(kid.lower in ("fatal", "deadly") for kid in tree.kids(word.i, "amod"))
        struck = _MANIFOLD[word.lower] is Outcome.INJURED
        outcome = Outcome.CASUALTIES if fatal and struck else _MANIFOLD[word.lower]
        yield Harm(outcome, word.i, number=number, weak=struck)
    elif word.lower in _COUNTED_DEATHS and (counted := number_right_before(tree, word)):
        yield Harm(Outcome.KILLED, word.i, number=counted)
    elif word.lower in _NONE_OF and no_such(tree, word) is not None:
        yield Harm(_NONE_OF[word.lower], word.i)
    elif word.lower in _REMAINS:
        of = [kid for prep in tree.kids(word.i, "prep") if prep.lower == "of" for kid in tree.kids(prep.i, "pobj")]
        yield from _harm_of(tree, Outcome.BODIES_FOUND, word, [kid for kid in of if tree.kids(kid.i, "nummod")])
    elif word.lower in ("loss", "losses"):  # "for the loss of two of their own"
        of = [kid for prep in tree.kids(word.i, "prep") if prep.lower == "of" for kid in tree.kids(prep.i, "pobj")]
        yield from _harm_of(tree, Outcome.KILLED, word, [kid for kid in of if _counts_lost(tree, kid)])
    elif word.lower in _DWELLINGS and any(kid.lower in _RUINED for kid in tree.kids(word.i, "amod")):
        yield Harm(Outcome.DESTROYED, word.i, (word.i,))


def no_such(tree: Tree, word: Word) -> Word | None:
    """The "no" of "no casualties" and of "no indication of civilian casualties"."""
    holder = tree[word.head]
    of = tree[holder.head] if word.dep == "pobj" and holder.lower == "of" else None
    denied = (word, *((of,) if of is not None and of.lower in _SIGNS else ()))
    return next((kid for noun in denied for kid in tree.kids(noun.i, "det") if kid.lower in ("no", "zero")), None)


def _by_verb(tree: Tree, word: Word) -> Iterator[Harm]:
    """Verbs that mean harm only with what stands behind them."""
    if word.lower in ("took", "taken", "take", "taking") and _goes_with(tree, word, "into", frozenset({"custody"})):
        people = tree.kids(word.i, "dobj") or tree.kids(word.i, "nsubjpass")
        yield from _harm_of(tree, Outcome.DETAINED, word, people)
    elif word.lower in ("hit", "struck", "grazed") and _goes_with(tree, word, "by", _PROJECTILES):
        people = tree.kids(word.i, "nsubjpass") or ([tree[word.head]] if word.dep == "acl" else [])
        yield from _harm_of(tree, Outcome.INJURED, word, people)
    elif word.lower in load_words("wounds", "maimed_forms") and (parts := _parts_of_body(tree, word)):
        yield from _maimed(tree, word, parts)
    elif word.lower in ("lost", "losing") and not tree.kids(word.i, "auxpass"):
        yield from _harm_of(tree, Outcome.KILLED, word, [o for o in tree.kids(word.i, "dobj") if _counts_lost(tree, o)])
    elif word.lower in ("fell", "fallen") and any(_goes_with(tree, word, p, _FIGHTS) for p in ("in", "to", "during")):
        yield from _harm_of(tree, Outcome.KILLED, word, tree.kids(word.i, "nsubj", "nsubjpass"))
    elif word.lower in _BEATEN and word.tag.startswith("VB"):
        counted = [kid for kid in tree.kids(word.i, "dobj", "nsubjpass") if tree.kids(kid.i, "nummod")]
        yield from _harm_of(tree, Outcome.INJURED, word, [kid for kid in counted if is_person_noun(kid.lower)])
    elif word.lower == "buried" and _goes_with(tree, word, "in", _GRAVES):
        yield from _harm_of(tree, Outcome.KILLED, word, tree.kids(word.i, "nsubjpass") or tree.kids(word.i, "dobj"))
    elif word.lower in ("buried", "bury", "burying") and word.tag.startswith("VB"):
        counted = [kid for kid in tree.kids(word.i, "dobj") if tree.kids(kid.i, "nummod") or kid.tag == "CD"]
        yield from _harm_of(tree, Outcome.KILLED, word, [] if _AGAINST_EARTH & {k.lower for k in counted} else counted)
    elif word.lower in ("survive", "survived") and any(kid.dep == "neg" for kid in tree.kids(word.i)):
        gone = [w for w in tree.kids(word.i, "nsubj") if any(n.start <= w.start < n.end for n in tree.numbers)]
        yield from ((Harm(Outcome.KILLED, word.i, tuple(w.i for w in gone)),) if gone else ())
        yield from _harm_of(tree, Outcome.KILLED, word, [w for w in tree.kids(word.i, "nsubj") if w not in gone])
    elif word.lower in (
        "treated",
        "treating",
        "evacuated",
        "registered",
        "admitted",
        "brought",
        "received",
        "carried",
    ) and (_goes_with(tree, word, "with", _WOUNDS) or _goes_with(tree, word, "for", _WOUNDS)):
        people = (
            tree.kids(word.i, "dobj")
            or tree.kids(word.i, "nsubjpass")
            or ([tree[word.head]] if word.dep == "acl" else [])
        )
        yield from _harm_of(tree, Outcome.INJURED, word, people)


def _listed_names(tree: Tree, word: Word) -> NumberExpression | None:
    """ "a list of 46 names", "published 46 names of victims", in a text that speaks of the dead."""
    if not any(above.lower in _LISTS for above in tree.ancestors(word.i)):
        return None
    return number_right_before(tree, word)


def _counts_lost(tree: Tree, word: Word) -> bool:
    """ "lost four men", "lost two of its soldiers": a number of people who are somebody's own."""
    inner = [kid for of in tree.kids(word.i, "prep") if of.lower == "of" for kid in tree.kids(of.i, "pobj")]
    numbered = word.tag == "CD" or bool(tree.kids(word.i, "nummod"))
    return numbered and any(w.lower in _LOST or (w.lower == "own" and tree.kids(w.i, "poss")) for w in (word, *inner))


def _parts_of_body(tree: Tree, verb: Word) -> list[Word]:
    """What a verb cuts, breaks or takes from a body: "slit the throats of", "severed both his legs", "his hand was cut off"."""
    parts = tree.kids(verb.i, "dobj") or tree.kids(verb.i, "nsubjpass")
    return [kid for kid in parts if kid.lower in _THROATS or load_pattern("wounds", "body_parts").fullmatch(kid.lower)]


def _maimed(tree: Tree, verb: Word, parts: list[Word]) -> Iterator[Harm]:
    """Whose body it is: a throat that was cut is a death, another part of the body an injury."""
    outcome = Outcome.KILLED if any(part.lower in _THROATS for part in parts) else Outcome.INJURED
    if verb.lower in _LOSES:  # "lost a leg": a side that "lost its head" is none
        limbs = [part for part in parts if part.lower in _LIMBS]
        yield from _harm_of(tree, Outcome.INJURED, verb, tree.kids(verb.i, "nsubj", "nsubjpass") if limbs else [])
        return
    if verb.lower in _NEED_OFF and not any(kid.lower in ("off", "out") for kid in tree.kids(verb.i, "prt", "advmod")):
        return
    if any(kid.lower == "own" for part in parts for kid in tree.kids(part.i, "amod")):  # "slit his own throat"
        doers = [antecedent(tree, verb, w) for w in tree.kids(verb.i, "nsubj") or shared_subject(tree, verb)]
        one = [
            w for w in doers if w.tag in ("NN", "NNP")
        ]  # "the children were stabbed … , who slit his own throat": not they
        yield from (replace(harm, themselves=True) for harm in _harm_of(tree, outcome, verb, one))
        return
    of = [kid for w in parts for of in tree.kids(w.i, "prep") if of.lower == "of" for kid in tree.kids(of.i, "pobj")]
    yield from _harm_of(tree, outcome, verb, of or [kid for w in parts for kid in tree.kids(w.i, "poss")])


def _is_person(tree: Tree, word: Word) -> bool:
    return is_person_noun(word.lower) or word.tag == "CD" or word.entity == "PERSON" or is_one_more(tree, word)


def _harm_of(tree: Tree, outcome: Outcome, verb: Word, people: Sequence[Word]) -> Iterator[Harm]:
    if kept := tuple(p.i for p in people if _is_person(tree, p)):
        yield Harm(outcome, verb.i, kept)


def _goes_with(tree: Tree, verb: Word, preposition: str, nouns: frozenset[str]) -> bool:
    return any(
        kid.lower in nouns
        for prep in tree.kids(verb.i, "prep", "agent")
        if prep.lower == preposition
        for noun in tree.kids(prep.i, "pobj")
        for kid in (noun, *tree.kids(noun.i, "conj"))
    )


def _others_elsewhere(tree: Tree, harm: Harm) -> Iterator[Harm]:
    """ "nine officers died at the scene and two others in hospital": the verb is not said again."""
    if not tree[harm.verb].tag.startswith("VB"):
        return
    for kid in tree.kids(harm.verb, "conj"):
        numbered = any(n.end <= kid.start <= n.end + 2 for n in tree.numbers)
        follows = tree[kid.i + 1].lower if kid.i + 1 < len(tree) else ""
        if kid.lower == "others" and numbered and follows in ("in", "at", "later") and kid.i not in harm.victims:
            yield Harm(harm.outcome, harm.verb, (kid.i,), by=harm.by)


def _same_elsewhere(tree: Tree, found: Sequence[Harm]) -> Iterator[Harm]:
    """ "counts 17 dead in the capital and three in the port": a bare number with a place of its own tells of the same harm."""
    for number in tree.numbers:
        before, behind = tree.text[: number.start - tree.start], tree.text[number.end - tree.start :]
        if not (_AND_THERE.search(before) and (place := _IN_A_PLACE.match(behind))):
            continue
        told = [(at, h) for h in found if (at := _last_told(tree, h)) is not None and at <= number.start]
        nearest = max(told, key=lambda one: one[0], default=None)
        if nearest is None or number.start - nearest[0] > MAX_APART or behind[place.end() - 1].isdigit():
            continue
        between = [w for w in tree.words if nearest[0] <= w.start < number.start]
        if not any(w.tag.startswith("VB") or w.lower in (";", ":") for w in between) and any(
            w.tag == "IN" for w in between
        ):
            yield Harm(nearest[1].outcome, nearest[1].verb, number=number, by=nearest[1].by)


def _as_many(tree: Tree) -> Iterator[Harm]:
    """ "leaving 22 prisoners dead and as many injured": the number that was told last."""
    for match in _AS_MANY.finditer(tree.text):
        start, end = match.start("number") + tree.start, match.end("number") + tree.start
        before = [n for n in tree.numbers if n.end < start]
        verb = next((w.i for w in tree.words if w.start == match.start("state") + tree.start), None)
        if before and verb is not None:
            number = replace(before[-1], start=start, end=end, wording=match["number"])
            yield Harm(_AS_MANY_SO[match["state"].lower()], verb, number=number)


def _last_told(tree: Tree, harm: Harm) -> int | None:
    """Where those of a counted harm are named, at the end of their number or noun; None where they have no number."""
    if harm.outcome not in (Outcome.KILLED, Outcome.INJURED, Outcome.ABDUCTED, Outcome.BODIES_FOUND):
        return None
    if harm.number is not None:
        return max(harm.number.end, tree[harm.verb].end if tree[harm.verb].start >= harm.number.end else 0)
    if not harm.victims or harm.lists:
        return None
    head = tree[harm.victims[-1]]
    return max(head.end, tree[harm.verb].end) if tree.kids(head.i, "nummod") or head.tag == "CD" else None


def counted_behind(tree: Tree, word: Word, verb: Word) -> Word:
    """ "Altogther over 25 persons were killed": a capital that is no name, right before a number, is not who was harmed."""
    number = next((n for n in tree.numbers if 0 < n.start - word.end <= 2), None)
    if number is None or not word.tag.startswith("NN") or word.entity or is_person_noun(word.lower):
        return word
    return next((w for w in tree.words if number.end < w.start < verb.start and is_person_noun(w.lower)), word)


def companions_of(tree: Tree, verb: Word) -> list[int]:
    """Companions named after the verb: "was killed, along with his driver"."""
    found = []
    verbs = [
        verb,
        *(kid for kid in tree.kids(verb.i, "conj") if kid.tag in ("VBN", "VBD") and not tree.kids(kid.i, "nsubj")),
    ]
    direct = [prep for one in verbs for prep in tree.kids(one.i, "prep")]
    for prep in [*direct, *[p for a in direct for p in tree.kids(a.i, "prep")]]:
        if prep.lower in ("alongside", "with", "besides"):
            joined = prep.lower == "alongside" or tree[max(0, prep.i - 1)].lower in ("along", "together")
            found += [
                kid.i
                for kid in tree.kids(prep.i, "pobj")
                if (joined and (is_person_noun(kid.lower) or kid.entity == "PERSON")) or _is_numbered_others(tree, kid)
            ]
    return found


def _is_numbered_others(tree: Tree, word: Word) -> bool:
    """ "was killed with four others": a number and a word that sets them beside those told of."""
    return word.lower == "others" and any(n.end <= word.start <= n.end + 2 for n in tree.numbers)
