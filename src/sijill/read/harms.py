"""Decides what harm a sentence tells of and who suffered it: Tree -> Harms.

Finds the words for an outcome and the noun phrase of those harmed; who suffers by a verb is decided in harm_roles.py. Does not count
them (groups.py) or ask who says so (speakers.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sijill.model.claim import Outcome
from sijill.read.further_phrases import companions_of, counted_behind, further_harms
from sijill.read.harm import Harm
from sijill.read.harm_nouns import (
    antecedent,
    event_harm,
    may_be_victim,
    number_right_before,
    shared_subject,
    victim_noun,
    whom_they_mean,
)
from sijill.read.harm_roles import before_preposition, ends_with_self, roles_of
from sijill.read.lexicon import Role, harm_phrases, harm_words, is_not_people, is_person_noun
from sijill.read.listed import among_those, listed_in, statuses_aside
from sijill.read.name_lists import named_as, with_all_names
from sijill.read.place_by_place import kinds_of_parts, told_by_place
from sijill.read.toll_phrases import counted_in_front, dead_in_passing, sufferers_in, tolls_in
from sijill.read.tree import Tree, Word
from sijill.read.wounds import (
    bears_wounds,
    borne_by,
    ends_own_life,
    is_carried,
    is_grazed,
    is_struck,
    turns_gun_on_self,
)
from sijill.text.numbers import NumberExpression

# No attack of which news tells in one breath wounds so many that the number could be a year.
FIRST_YEAR = 1900
_PASSING = frozenset({"passed", "passes", "pass", "passing"})
_SHOOTINGS = frozenset({"shooting", "shootings", "stabbing", "stabbings", "beating", "beatings"})
_DIES_SO = frozenset(
    "burned burnt burning bled bleeding starved starving choked choking froze frozen freezing roasted".split()
)
_HEADLINE_MARKS = frozenset({"-", "–", "—", ":", "("})
_ENDS_IN_MARK = re.compile(r"(?:^|[,;:.(–—-])\s*$")
_BEGINS_WITH_MARK = re.compile(r"\s*(?:$|[,;:.)])")
_LEAVES = frozenset({"left", "leaving", "leaves", "leave"})
_ENDS_COUNT = re.compile(r"\s*(?:[.,;:)]|$|(?:more|others|another)\b)", re.I)
_SAID_OF_THINGS = frozenset({"blown", "riddled", "cut", "wiped", "wiping", "wipes"})


def find_harms(tree: Tree, context: Outcome | None = None) -> list[Harm]:
    """All harms of a sentence, in the order of their words; each noun phrase is harmed once for an outcome.

    context: the outcome that the text spoke of last, for "three of them were children".
    """
    fatal = _fatal_words(tree)
    found: list[Harm] = []
    for word in tree.words:
        found.extend(_harms_of(tree, word, fatal))
    here = [h.outcome for h in found if h.outcome in (Outcome.KILLED, Outcome.INJURED) and not h.weak]
    found.extend(tolls_in(tree, here[-1] if here else context))
    found = with_all_names(tree, found)
    found.extend(named_as(tree, context))
    found.extend(sufferers_in(tree))
    found.extend(dead_in_passing(tree))
    found.extend(listed_in(tree, found, context))
    found.extend(among_those(tree, found))
    found.extend(statuses_aside(tree, found))
    found.extend(further_harms(tree, found, context))
    found.extend(told_by_place(tree, found))
    if kinds := list(kinds_of_parts(tree, found)):  # those of the list are the parts, and no figure beside the whole
        first = min(harm.number.start for harm in kinds if harm.number)
        told = [(h, h.number.start if h.number else min((tree[v].start for v in h.victims), default=0)) for h in found]
        found = [h for h, at in told if h.lists or at < first]
        found.extend(kinds)
    return _once_each(found)


def _fatal_words(tree: Tree) -> set[int]:
    """Words of phrases such as "shot dead": what they say is death, whatever each word says alone."""
    words: set[int] = set()
    for match in harm_phrases().finditer(tree.text):
        start, end = match.start() + tree.start, match.end() + tree.start
        words.update(w.i for w in tree.words if w.start < end and w.end > start)
    for word in tree.words:  # "shot a man dead", "beat him to death"
        if (
            word.lower == "dead"
            and word.dep in ("oprd", "acomp", "ccomp", "xcomp", "advmod", "dobj")
            and tree[word.head].lower in ("shot", "shooting", "shoot")
        ):
            words.update((word.i, word.head))
        if word.lower == "death" and tree[word.head].lower == "to" and tree[tree[word.head].head].tag.startswith("VB"):
            verb = tree[tree[word.head].head]
            words.update((word.i, word.head, verb.i))
            words.update(_coordinated_verbs(tree, verb))
    return words


def _coordinated_verbs(tree: Tree, verb: Word) -> set[int]:
    """The verbs right before one that it is coordinated with: "stabbing and slashing to death"."""
    found: set[int] = set()
    while verb.dep == "conj" and verb.i - verb.head <= 2 and tree[verb.head].tag == verb.tag:
        verb = tree[verb.head]
        found.add(verb.i)
    return found


def _harms_of(tree: Tree, word: Word, fatal: set[int]) -> Iterator[Harm]:
    if word.tag.startswith("VB") and word.i in fatal and word.dep not in ("aux", "auxpass"):
        if word.lower in _DIES_SO and not tree.kids(word.i, "dobj", "auxpass", "nsubjpass"):
            yield from _subject_harm(tree, word, Outcome.KILLED)  # "a trader burned to death"
            return
        yield from _verb_harm(tree, word, Outcome.KILLED, weak=False)
        return
    if word.lower in _PASSING and word.i + 1 < len(tree) and tree[word.i + 1].lower == "away":
        yield from _subject_harm(tree, word, Outcome.KILLED)
        return
    if word.lower in _SHOOTINGS and word.tag.startswith("NN"):
        fatal_one = any(kid.lower in ("fatal", "deadly", "lethal") for kid in tree.kids(word.i, "amod"))
        outcome = Outcome.KILLED if fatal_one else Outcome.INJURED
        yield from (replace(harm, weak=not fatal_one) for harm in event_harm(tree, word, outcome))
        return
    if word.i in fatal:
        if word.tag.startswith("NN") and word.lower.endswith("ing"):  # "the hacking to death of a teacher"
            yield from event_harm(tree, word, Outcome.KILLED)
        return
    fatally = any(kid.lower == "fatally" and tree[kid.i - 1].tag != "CD" for kid in tree.kids(word.i, "advmod"))
    yield from _wound_harm(tree, word)
    for outcome, role in harm_words().get(word.lower, ()):
        if role is Role.WEAK and fatally:
            yield from _verb_harm(tree, word, Outcome.KILLED, weak=False)
        elif role in (Role.OBJECT, Role.WEAK):
            in_quotes = (
                word.tag == "JJ" and word.dep == "acomp" and tree[word.i - 1].text in ('"', "“", "‘")
            )  # had been "neutralised"
            if word.tag.startswith("VB") or (role is Role.OBJECT and word.tag == "JJ") or in_quotes:
                yield from _verb_harm(tree, word, outcome, weak=role is Role.WEAK)
        elif role is Role.SUBJECT:
            yield from _subject_harm(tree, word, outcome)
        elif role is Role.EVENT and word.tag.startswith(("NN", "VBG")):
            yield from event_harm(tree, word, outcome)
        elif role is Role.VICTIM:
            yield from victim_noun(tree, word, outcome)


def _wound_harm(tree: Tree, word: Word) -> Iterator[Harm]:
    """Wounds that are told without a verb of harm: weak, since who was taken to hospital may have died there."""
    if is_struck(tree, word) or is_grazed(word) or is_carried(tree, word):
        yield from _verb_harm(tree, word, Outcome.INJURED, weak=True)
    elif ends_own_life(tree, word):
        yield from (replace(harm, themselves=True) for harm in _subject_harm(tree, word, Outcome.KILLED))
    elif turns_gun_on_self(tree, word):
        yield from (replace(harm, themselves=True, weak=True) for harm in _subject_harm(tree, word, Outcome.KILLED))
    elif bears_wounds(tree, word):
        yield from (replace(harm, weak=True) for harm in _subject_harm(tree, word, Outcome.INJURED))
    elif (bearer := borne_by(tree, word)) is not None:
        treated = [w for w in tree.kids(bearer.i, "dobj") if bearer.lower in _LEAVES or is_person_noun(w.lower)]
        if (
            bearer.tag.startswith("VB") and treated
        ):  # "leaving his brother in critical condition", "registered 164 patients with wounds"
            yield Harm(Outcome.INJURED, word.i, tuple(w.i for w in treated), weak=True)
        elif bearer.tag.startswith("VB"):
            yield from (replace(harm, weak=True) for harm in _subject_harm(tree, bearer, Outcome.INJURED))
        elif may_be_victim(tree, bearer, weak=True, outcome=Outcome.INJURED):
            yield Harm(Outcome.INJURED, word.i, (bearer.i,), weak=True)


def _verb_harm(tree: Tree, verb: Word, outcome: Outcome, *, weak: bool) -> Iterator[Harm]:
    """Harm by a transitive verb: its object, or its subject in the passive."""
    if _is_noun_modifier(tree, verb):
        return
    victims, by, themselves = roles_of(tree, verb)
    victims = [whom_they_mean(tree, counted_behind(tree, word, verb), verb) for word in victims]
    if outcome is Outcome.BODIES_FOUND and not any(_speaks_of_bodies(tree, v) for v in victims):
        return
    if weak and not tree.kids(verb.i, "nsubjpass"):
        # "20 hurt", "two of their relatives hurt", not "shot 46 percent"
        victims = [v for v in victims if v.tag != "CD" or v.i == verb.i - 1 or _counts_people(tree, v)]
    if verb.lower in _SAID_OF_THINGS or (weak and outcome is Outcome.KILLED):
        victims = [v for v in victims if _is_somebody(tree, v)]
    kept = tuple(v.i for v in victims if may_be_victim(tree, v, weak=weak, outcome=outcome))
    if not themselves and ends_with_self(tree, verb):  # "killed two people and then himself"
        doers = tuple(w.i for w in tree.kids(verb.i, "nsubj") or shared_subject(tree, verb))
        yield from (Harm(outcome, verb.i, doers, weak=weak, themselves=True) for _ in doers[:1])
    if themselves:
        others = tuple(k.i for o in tree.kids(verb.i, "dobj") for k in tree.kids(o.i, "conj"))
        if others:  # "killing himself and five others"
            yield Harm(outcome, verb.i, others)
    if (number := _number_of_verb(tree, verb)) is not None:
        yield Harm(outcome, verb.i, number=number, by=by.i if by else None, weak=weak)
    elif kept:
        beside = tuple(i for i in companions_of(tree, verb) if i not in kept)
        yield Harm(outcome, verb.i, kept, beside=beside, by=by.i if by else None, weak=weak, themselves=themselves)
    elif (
        verb.tag in ("VBN", "VBD")
        and not weak
        and not tree.kids(verb.i, "dobj")
        and (number := number_right_before(tree, verb))
    ):
        yield Harm(outcome, verb.i, number=number, by=by.i if by else None)  # "Between 4 and 25 killed"
    elif not victims and (left := _left_so(tree, verb)):
        yield Harm(outcome, verb.i, tuple(v.i for v in left), weak=weak)
    elif verb.tag == "VBN" and (counted := counted_in_front(tree, verb)):
        yield Harm(outcome, verb.i, (counted.i,), by=by.i if by else None, weak=weak)


def _counts_people(tree: Tree, number: Word) -> bool:
    """ "two of their relatives" """
    return any(
        is_person_noun(kid.lower)
        for of in tree.kids(number.i, "prep")
        if of.lower == "of"
        for kid in tree.kids(of.i, "pobj")
    )


def _is_somebody(tree: Tree, word: Word) -> bool:
    """A person or a body and not what is theirs: "a guard was riddled with bullets", not "the mayor's house"."""
    person = is_person_noun(word.lower) or tree.is_age(word) or word.entity == "PERSON" or word.tag in ("CD", "PRP")
    return person or _speaks_of_bodies(tree, word)


def _number_of_verb(tree: Tree, verb: Word) -> NumberExpression | None:
    """ "left eight killed", "four commanders among at least 20 killed", "the strike killed 6-8": a number with no noun."""
    before = next((n for n in tree.numbers if 0 <= verb.start - n.end <= 1), None)
    if before is not None and verb.tag == "VBN":
        among = tree.text[: before.start - tree.start].rstrip().endswith((" among", " of"))
        aside = verb.i + 1 < len(tree) and tree[verb.i + 1].lower in _HEADLINE_MARKS
        counted = any(kid.start >= before.start for kid in tree.kids(verb.i, "nummod"))
        if among or aside or counted or _stands_alone(tree, before, verb):
            return before
    after = next((n for n in tree.numbers if 0 <= n.start - verb.end <= 1), None)
    taken = bool(tree.kids(verb.i, "dobj", "nsubjpass", "npadvmod")) or verb.dep == "amod"
    if after is not None and verb.dep == "conj":  # "killing 11 people and wounding around 40, mostly children"
        counts = verb.tag == "VBG" and _ENDS_COUNT.match(tree.text, after.end - tree.start)
        taken = not counts or any(kid.start < after.start for kid in tree.kids(verb.i, "dobj"))
    if after is not None and verb.tag in ("VBD", "VBZ", "VBN", "VBG") and not taken and not _is_date(tree, after):
        return after
    return None


def _stands_alone(tree: Tree, number: NumberExpression, verb: Word) -> bool:
    """ "3 killed, 6 injured.": a number and its word of harm between two marks, whatever the parser makes of them."""
    before, behind = tree.text[: number.start - tree.start], tree.text[verb.end - tree.start :]
    return bool(_ENDS_IN_MARK.search(before) and _BEGINS_WITH_MARK.match(behind))


def _is_date(tree: Tree, number: NumberExpression) -> bool:
    """True for a number in a date or the like; a bare number that is no year is none, whatever the parser sees in it."""
    bare = any(
        start <= number.start + 12 and number.start - 1 <= start and end <= number.end
        for start, end, _ in tree.entities
    )
    if bare and (number.max or number.min or 0) < FIRST_YEAR:
        return False
    return any(
        start <= number.start < end and label in ("DATE", "TIME", "PERCENT", "MONEY", "ORDINAL")
        for start, end, label in tree.entities
    )


def _is_noun_modifier(tree: Tree, verb: Word) -> bool:
    """ "the wounded man", "a killing spree", "killed in action list": no statement of its own, unless a number makes it one."""
    if verb.dep == "amod" and verb.i < verb.head and not tree.kids(verb.head, "nummod"):
        return True
    return (
        verb.dep in ("compound", "nmod")
        or (verb.dep == "amod" and verb.i < verb.head and verb.tag != "VBN")
        or (verb.dep == "amod" and verb.i < verb.head and not is_person_noun(tree[verb.head].lower))
    )


def _subject_harm(tree: Tree, word: Word, outcome: Outcome) -> Iterator[Harm]:
    """Harm by a verb or adjective whose subject suffers it: "twelve died", "left ten dead", "are missing"."""
    subjects: list[Word] = []
    if word.tag.startswith("VB") and word.lower not in ("missing", "dead"):
        subjects = tree.kids(word.i, "nsubj", "nsubjpass") or shared_subject(tree, word)
        if not subjects and word.dep in ("acl", "amod", "relcl"):
            subjects = [tree[word.head]]
        if not subjects and word.dep == "pcomp":
            subjects = before_preposition(tree, word)  # "shot her before turning the gun on himself"
        if word.dep == "advcl" and subjects and all(is_not_people(s.lower) for s in subjects):
            subjects = shared_subject(
                tree, word
            )  # "A teen hospitalized after a shooting has died": the parser takes the act for the dead
        subjects = [whom_they_mean(tree, antecedent(tree, word, s), word) for s in subjects]
    elif word.dep in (
        "acomp",
        "oprd",
        "xcomp",
        "ccomp",
        "conj",
        "attr",
        "advcl",
        "dobj",
        "ROOT",
        "amod",
        "acl",
        "appos",
        "npadvmod",
    ):
        subjects = _of_adjective(tree, word)
    kept = tuple(s.i for s in subjects if may_be_victim(tree, s, weak=outcome is not Outcome.KILLED, outcome=outcome))
    if kept:
        yield Harm(outcome, word.i, kept)
    elif word.tag.startswith("VB") and (number := number_right_before(tree, word)):
        yield Harm(outcome, word.i, number=number)  # "Four more die after attack"


def _left_so(tree: Tree, word: Word) -> list[Word]:
    """ "left seven people, including a nurse, dead": those who were left, across an aside that the parser stumbles over."""
    left = next((w for w in reversed(tree.words[: word.i]) if w.lower in _LEAVES), None)
    if left is None or word.i - left.i >= 20:
        return []
    objects = [kid for kid in tree.kids(left.i, "dobj") if kid.i < word.i]
    if word.dep == "conj" and tree[word.head].i > left.i and tree[word.head].tag in ("VBN", "JJ"):
        word = tree[word.head]  # "leaving three children orphaned and injured"
    ends = {tree.edges(kid.i)[1] for kid in objects}
    across = word.lower == "dead" and tree[word.i - 1].lower in (",", ")")
    return objects if across or word.i - 1 in ends else []


def _of_adjective(tree: Tree, word: Word) -> list[Word]:
    governor = tree[word.head]
    if left := _left_so(tree, word):
        return left
    if own := tree.kids(word.i, "nsubj", "nsubjpass"):
        return [antecedent(tree, word, own[0])]
    if word.dep in ("amod", "acl"):
        return [governor] if is_person_noun(governor.lower) or governor.tag == "CD" else []
    if word.dep == "conj" and governor.lower in ("wounded", "injured", "dead", "missing", "hurt"):
        return _of_adjective(tree, governor)
    if objects := tree.kids(governor.i, "dobj"):
        return [o for o in objects if o.i != word.i]
    if governor.lower in _LEAVES:  # "one demonstrator was left dead"
        return tree.kids(governor.i, "nsubjpass") if tree.kids(governor.i, "auxpass") else []
    if governor.tag.startswith("VB"):
        subjects = tree.kids(governor.i, "nsubj", "nsubjpass")[:1]
        if not subjects and governor.dep == "pcomp":
            return before_preposition(tree, governor)  # "was treated before being pronounced dead"
        subjects = subjects or shared_subject(tree, governor)  # "was rushed to hospital but was dead on arrival"
        return [antecedent(tree, governor, s) for s in subjects]
    return []


def _speaks_of_bodies(tree: Tree, word: Word) -> bool:
    return word.lower in ("body", "bodies", "corpse", "corpses", "remains", "skeletons")


def _dead_or_hurt(harms: list[Harm]) -> list[Harm]:
    """ "twenty people were killed or wounded": casualties, since nothing says how many died."""
    settled = []
    for harm in harms:
        twin = next(
            (
                h
                for h in harms
                if h.victims
                and h.victims == harm.victims
                and {h.outcome, harm.outcome} == {Outcome.KILLED, Outcome.INJURED}
            ),
            None,
        )
        together = twin is not None and abs(twin.verb - harm.verb) <= 2 and not (twin.weak or harm.weak)
        settled.append(replace(harm, outcome=Outcome.CASUALTIES) if together else harm)
    return settled


def _lists_by_head(harm: Harm) -> bool:
    """ "One of the dead was a soldier": read with what they were, and not as a bare number."""
    return harm.lists and harm.number is None


def _once_each(harms: list[Harm]) -> list[Harm]:
    """Keeps one harm for each outcome and victim; a sure reading wins over a weak one, death over injury of the same people."""
    order = sorted(
        _dead_or_hurt(harms),
        key=lambda h: (
            h.outcome is Outcome.CASUALTIES,
            h.weak,
            h.outcome is not Outcome.KILLED,
            not _lists_by_head(h),
            h.verb,
        ),
    )
    taken: set[tuple[object, ...]] = set()
    kept: list[Harm] = []
    for harm in order:
        keys = {("victim", v) for v in harm.victims} | ({("number", harm.number.start)} if harm.number else set())
        keys_outcome = {(harm.outcome, *key) for key in keys}
        harmful = harm.outcome in (Outcome.INJURED, Outcome.KILLED, Outcome.CASUALTIES, Outcome.BODIES_FOUND)
        if keys_outcome & taken or (harmful and keys & taken):
            continue
        taken |= keys_outcome | (keys if harmful else set())
        kept.append(harm)
    return sorted(kept, key=lambda h: h.verb)
