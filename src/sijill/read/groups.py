"""Decides how many people a noun phrase names, and what it says of them: (tree, head word) -> Groups.

"two brothers and their father" -> 3; "a farmer" -> 1; "five of them" -> 5; "the couple" -> 2; "soldiers" -> None (no number).
Does not decide what happened to them (harms.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from sijill.model.claim import Status
from sijill.model.count import Count, Quantifier, Unit
from sijill.read.group import CLAUSES, Group, details_in, status_in
from sijill.read.lexicon import (
    age_group_of,
    collective_count,
    harm_words,
    is_act,
    is_kin,
    is_not_people,
    is_person_noun,
    sex_of,
)
from sijill.read.persons import implied_group
from sijill.read.tree import Tree, Word
from sijill.text.numbers import NumberExpression

_SOME_OF_THEM = ("including", "among", "notably", "namely", "comprising")
_ADDED = ("along with", "alongside", "together with", "as well as")
_EMPTY_HEADS = frozenset(
    "number total group dozens hundreds thousands scores dozen bodies body corpses corpse remains handful pair couple members member"
    " lot majority rest lives life".split()
)
# "8 A child was shot", "Image 9 of 16 A couple", "a 17 y.o."
_COUNTS_NOBODY = re.compile(r"\s+(?:of\s+\d+\s+)?(?:an?|the)\s|\s*-?\s*(?:y\s?[./]\s?o\b|yrs?[\s-]+old\b)", re.I)
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "self"})  # told of as who did it (harm_roles.py)
_BODIES = frozenset({"body", "bodies", "corpse", "corpses", "remains"})
_UNBORN = frozenset({"fetus", "foetus", "fetuses", "foetuses"})
_HOUSEHOLDS = frozenset({"families", "households", "family", "household"})
_DWELLINGS = frozenset({"houses", "homes", "house", "home", "dwellings", "apartments", "huts", "tents", "buildings"})


def groups_of(tree: Tree, *heads: int, surely_people: bool = False) -> tuple[Group, ...]:
    """Reads noun phrases with their coordination into groups, one for each that bears a number; same statuses are summed.

    Several heads suffer one harm: "the mayor was killed along with his driver" -> 2
    """
    groups = [group for head in heads for group in each_group(tree, head, surely_people=surely_people)]
    once = {group.head: group for group in groups}
    summed = _sum_samestatus_in(tree, list(once.values()))
    uncounted = [word for head in heads for word in _coordinated(tree, head) if _is_uncounted(word, once)]
    if not uncounted or not any(group.implied for group in once.values()):
        return summed  # "three women and children": the number is of both
    return tuple(_at_least(tree, group, uncounted) for group in summed)


def _is_uncounted(word: Word, counted: dict[int, Group]) -> bool:
    return word.tag in ("NNS", "NNPS") and word.i not in counted and is_person_noun(word.lower)


def _at_least(tree: Tree, group: Group, beside: list[Word]) -> Group:
    """ "the mayor and villagers were killed": one at least, since nobody says how many villagers."""
    if not _is_exact(group) or not any(_add_up(group.status, status_in(tree, word, word.i)) for word in beside):
        return group
    return replace(group, count=replace(group.count, max=None, quantifier=Quantifier.AT_LEAST))


def each_group(tree: Tree, head: int, *, surely_people: bool = False) -> list[Group]:
    """The groups of a noun phrase one by one, nothing summed; no further persons are the unborn (codebook 4.6), nor "himself"."""
    words = _coordinated(tree, head)
    born = [w for w in words if not _is_unborn(tree, w) and w.lower not in _REFLEXIVE] or words
    return [group for word in born if (group := _group_of(tree, word, surely_people))]


def _is_unborn(tree: Tree, word: Word) -> bool:
    return word.lower in _UNBORN or any(kid.lower == "unborn" for kid in tree.kids(word.i, "amod"))


def _coordinated(tree: Tree, head: int) -> list[Word]:
    """The heads that stand side by side: "A, B and C", "X and his driver", "X along with his wife"."""
    found, waiting, seen = [], [head], set()
    stop = _speaker_after(tree, head)
    while waiting:
        i = waiting.pop(0)
        if i in seen or (stop is not None and i >= stop):
            continue
        seen.add(i)
        if not _is_same_person_again(tree, i, head):
            found.append(tree[i])
        waiting.extend(
            word.i
            for word in tree.kids(i, "conj")
            if word.tag[:1] in ("N", "C", "P", "J")
            and not (
                _is_some_of_them(tree, word) or _is_of_other_harm(tree, word) or _has_own_state(tree, tree[i], word)
            )
        )
        waiting.extend(_companions(tree, i))
        waiting.extend(_next_of_list(tree, i))
    return found


def _is_some_of_them(tree: Tree, word: Word) -> bool:
    """ "wounded 232, 180 of them by live fire": the second number is of the first."""
    return word.tag == "CD" and any(
        kid.lower in ("them", "whom", "these", "those")
        for of in tree.kids(word.i, "prep")
        for kid in tree.kids(of.i, "pobj")
    )


def _is_of_other_harm(tree: Tree, word: Word) -> bool:
    """ "killed five children and 40 injured": a bare number with a word of harm behind it counts those."""
    behind = tree[word.i + 1] if word.tag == "CD" and word.i + 1 < len(tree) else None
    return behind is not None and behind.tag in ("VBN", "VBD", "JJ") and behind.lower in harm_words()


def _has_own_state(tree: Tree, first: Word, word: Word) -> bool:
    """ "left two guards wounded and four suspects dead": each with a state of its own."""
    states = [w for w in tree.words[first.i + 1 :] if w.lower in harm_words() and w.tag in ("VBN", "JJ")]
    between = any(w.i < word.i for w in states)
    return between and any(w.head == word.i and w.i > word.i for w in states)


def _speaker_after(tree: Tree, head: int) -> int | None:
    """Where a speaker begins that the parser took into the phrase: "65 others, residents and an official said"."""
    _, last = tree.edges(head)
    if last + 1 < len(tree) and tree[last + 1].lower in ("said", "say", "says", "told", "added", "reported"):
        return next((w.i + 1 for w in tree.words[head : last + 1] if w.lower == ","), None)
    return None


def _is_same_person_again(tree: Tree, i: int, head: int) -> bool:
    """True for the second noun of one person: "a journalist and activist", "engineer and professor Fadi"."""
    word = tree[i]
    if tree.kids(i, "det", "poss", "nummod"):
        return False
    if i != head:
        first = tree[word.head]
        if (is_kin(word.lower) and is_kin(first.lower)) or _differ(first, word):
            return False  # "a husband, wife and son"
        single = first.tag in ("NN", "NNP") and not tree.kids(first.i, "nummod")
        return word.tag == "NN" and single and not any(kid.tag == "CD" for kid in tree.kids(i))
    if word.tag == "NNP" and any(
        kid.tag == "NN" and not tree.kids(kid.i, "det", "poss", "nummod") for kid in tree.kids(i, "conj")
    ):
        return False
    return word.tag == "NN" and any(kid.tag == "NNP" and not tree.kids(kid.i, "det") for kid in tree.kids(i, "conj"))


def _companions(tree: Tree, i: int) -> list[int]:
    """Kin and companions that the parser hung elsewhere in the phrase: "a leader of the Party and his brother"."""
    first, last = tree.edges(i)
    found = []
    some = next((w.i for w in tree.words[i : last + 1] if w.lower.startswith(_SOME_OF_THEM)), last + 1)
    for word in tree.words[
        first:some
    ]:  # "nine officials, including the mayor and his wife": the wife is one of the nine
        if (
            word.i != i
            and is_person_noun(word.lower)
            and any(kid.lower in ("his", "her", "their") for kid in tree.kids(word.i, "poss"))
        ):
            before = tree.words[max(0, min(w.i for w in tree.subtree(word.i, without=CLAUSES)) - 2) : word.i]
            joined = " ".join(w.lower for w in before)
            if word.dep == "conj" or any(added in joined for added in _ADDED) or " and " in f" {joined} ":
                found.append(word.i)
    return found


def _next_of_list(tree: Tree, i: int) -> list[int]:
    """ "a teacher, her two daughters and a guard": the parser takes the second of three for another name of the first."""
    found = [kid.i for kid in tree.kids(i, "appos") if is_person_noun(kid.lower) and _is_next(tree, tree[i], kid)]
    names = [kid for kid in tree.kids(i, "appos") if kid.entity == "PERSON"]  # "his wife, Mira; and her mother"
    found += [
        last.i
        for name in names
        for last in tree.kids(name.i, "conj")
        if is_person_noun(last.lower) and tree.kids(last.i, "det", "poss", "nummod")
    ]
    return found


def _is_next(tree: Tree, first: Word, second: Word) -> bool:
    """Another person than the first: of another number, sex or age, two of a family, or behind a semicolon."""
    last = tree.kids(second.i, "conj")
    if not last:
        return ";" in tree.text[first.end - tree.start : second.start - tree.start]
    own = any(kid.lower in ("his", "her", "their") for kid in tree.kids(second.i, "poss"))
    told = any(kid.tag == "CD" or tree.kids(kid.i, "det", "poss", "nummod") for kid in last)
    of_family = is_kin(first.lower) and is_kin(second.lower) and any(is_kin(kid.lower) for kid in last)
    counted = bool(tree.kids(second.i, "nummod", "det")) and (told or any(is_person_noun(kid.lower) for kid in last))
    return (
        (own and told)
        or of_family
        or (counted and _differ(first, second))
        or bool(counted and tree.kids(second.i, "nummod"))
    )


def _differ(left: Word, right: Word) -> bool:
    """Two nouns that no one person can be: "a woman and girl", "a man and woman"."""
    sexes = [sex_of(word.lower) for word in (left, right)]
    ages = [age_group_of(word.lower) for word in (left, right)]
    grown = [word.lower in ("man", "woman") for word in (left, right)]
    by_age = (ages[0] == "child" and grown[1]) or (ages[1] == "child" and grown[0])
    return (None not in sexes and sexes[0] != sexes[1]) or by_age


def _group_of(tree: Tree, head: Word, surely_people: bool) -> Group | None:
    holder, head = head, _real_head(tree, head)
    outer = None
    if holder.tag == "CD" and holder is not head and tree[holder.i + 1].lower == "of":
        outer = next(
            (n for n in tree.numbers if n.start <= holder.start < n.end and not _is_other_number(tree, n, head)), None
        )
    if holder.lower == "one" and holder is not head and outer is None:
        head = holder  # "one of three suspects"
    first, last = tree.edges(head.i, without=CLAUSES)
    if is_not_people(head.lower) or is_act(head.lower):
        return None
    number = outer or _number_in(tree, first, head)  # "four of the five people" -> 4
    if number is None and head.dep == "pobj" and tree[tree[head.i].head].lower == "of":
        number = _number_before_of(tree, tree[head.i].head)
    if number is None and head.dep == "pobj":  # "between 17 and 31 civilians": the preposition is the number's
        prep = tree[head.head]
        number = next((n for n in tree.numbers if n.start <= prep.start and 0 < tree[first].start - n.end <= 1), None)
    if number is not None:
        return _numbered(tree, head, first, last, number)
    return implied_group(tree, head, first, last, surely_people)


def _real_head(tree: Tree, head: Word) -> Word:
    """Goes through words that only hold a number or a body: "dozens of people", "the bodies of ten men"."""
    for _ in range(4):
        if head.lower not in _EMPTY_HEADS and head.tag != "CD":
            break
        inner = next(
            (
                kid
                for kid in tree.kids(head.i, "appos")  # "a total of three people"
                if head.lower == "total" and is_person_noun(kid.lower)
            ),
            None,
        ) or next(
            (
                kid
                for of in tree.kids(head.i, "prep")
                if of.lower == "of" and of.i > head.i  # not "of the 20 victims, 7 were children"
                for kid in tree.kids(of.i, "pobj")
            ),
            None,
        )
        inner = inner or next(
            (kid for kid in tree.kids(head.i, "poss") if head.lower in _BODIES and is_person_noun(kid.lower)), None
        )
        if (
            inner is None
            or inner.lower in _HOUSEHOLDS
            or not (is_person_noun(inner.lower) or inner.tag == "CD" or inner.entity == "NORP")
        ):
            break
        head = inner
    return head


def _number_in(tree: Tree, first: int, head: Word) -> NumberExpression | None:
    """The number that stands in the phrase before or at its head, ages and dates left out."""
    low, high = tree[first].start, head.end
    inside = [
        n
        for n in tree.numbers
        if n.end > low and n.start < high and (n.end <= high + 1 or n.start <= head.start < n.end)
    ]
    if collective_count(head.lower):
        inside = [n for n in inside if n.end <= head.start]  # "a couple" are two persons, and not a number of couples
    fits = [n for n in inside if not _is_other_number(tree, n, head)]
    return fits[-1] if fits else None


def _number_before_of(tree: Tree, of: int) -> NumberExpression | None:
    """The number in "dozens of", "a total of 12", "three of the": it ends right before "of"."""
    holder = tree[tree[of].head]
    first, _ = tree.edges(holder.i, without=CLAUSES)
    found = [n for n in tree.numbers if n.start >= tree[first].start - 1 and n.end <= tree[of].start]
    return found[-1] if found and not _is_other_number(tree, found[-1], holder) else None


def _is_other_number(tree: Tree, number: NumberExpression, head: Word) -> bool:
    """True for a number that is a date, a time, an age, money, or that counts another noun of the phrase, or none ("8 A child")."""
    if (
        number.wording.casefold() == "both"
        and head.tag.startswith("NN")
        and not head.lower.endswith("s")
        and tree.kids(head.i, "conj")
    ):
        return True  # "both Arvel and Osten": the two who are named
    if _COUNTS_NOBODY.match(tree.text, number.end - tree.start):
        return True
    for start, end, label in tree.entities:
        if label in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "FAC") and start <= number.start < end:
            if label == "DATE" and number.quantifier is Quantifier.RANGE and number.start <= head.start < number.end:
                return False  # "killed 12-17"
            beside = (
                number.end < head.start and not tree.text[number.end - tree.start : head.start - tree.start].strip()
            )
            return not ((beside or start <= head.start < end) and is_person_noun(head.lower))
    word = next((w for w in tree.words if w.start <= number.end - 1 < w.end), None)
    if word is None:
        return False
    if tree.is_age(head) and not head.lower.endswith("olds"):
        return True
    governor = tree[word.head]
    return governor.i < head.i and governor.dep in ("poss", "nmod", "npadvmod") and governor.i != head.i


def _numbered(tree: Tree, head: Word, first: int, last: int, number: NumberExpression) -> Group:
    unit = Unit.HOUSEHOLD if head.lower in _HOUSEHOLDS else Unit.DWELLING if head.lower in _DWELLINGS else Unit.PERSON
    count = number.count(unit)
    if (each := collective_count(head.lower)) and count.min and count.max:
        count = replace(count, min=count.min * each, max=count.max * each)
    beside = tree.words[max(0, first - 2) : min(len(tree), max(head.i, last) + 2)]
    around = {
        w.lower for w in beside if not number.start <= w.start < number.end
    }  # the "more" of "more than" counts nobody else
    starts_with = tree[first].lower
    return Group(
        head=head.i, first=min(first, head.i), last=max(last, head.i), count=count, start=number.start, end=number.end,
        status=status_in(tree, head, first), details=details_in(tree, head, first), names=(),
        more=bool(around & {"others", "other", "another", "more", "further", "additional"}),
        definite=starts_with in ("the", "those", "these", "all", "both"),
    )  # fmt: skip


def _sum_samestatus_in(tree: Tree, groups: list[Group]) -> tuple[Group, ...]:
    """Adds up the groups of one status that stand side by side, where each says exactly how many.

    "two brothers and their father" -> 3; "four policemen and ten farmers" stay two groups.
    """
    summed: list[Group] = []
    for group in groups:
        last = summed[-1] if summed else None
        if last and _stand_as_alternatives(tree, last, group):
            summed[-1] = _range_of(tree, last, group)
            continue
        if (
            last
            and _statuses_add(last, group)
            and last.count.unit == group.count.unit
            and _is_exact(group)
            and _is_exact(last)
        ):
            low, high = min(last.start, group.start), max(last.end, group.end)
            wording = tree.text[low - tree.start : high - tree.start]
            total = (last.count.min or 0) + (group.count.min or 0)
            count = Count(wording=wording, min=total, max=total, quantifier=Quantifier.EXACT)
            parts = tuple(replace(d, share=None, count=d.count or p.count) for p in (last, group) for d in p.details)
            summed[-1] = replace(
                last, status=last.status if last.status is group.status else Status.UNSPECIFIED,
                last=max(last.last, group.last), first=min(last.first, group.first), count=count, start=low, end=high,
                details=parts, names=last.names + group.names, certain=last.certain and group.certain,
                implied=True, definite=last.definite and group.definite, more=last.more,
            )  # fmt: skip
        else:
            summed.append(group)
    return tuple(summed)


def _stand_as_alternatives(tree: Tree, left: Group, right: Group) -> bool:
    """ "seven people (police) or fifteen people (a witness)": two numbers for the same people."""
    between = tree.words[min(left.head, right.head) + 1 : right.head]
    numbers = (left.count.min, left.count.max, right.count.min, right.count.max)
    if left.count.unit is not right.count.unit:  # "340 households, or around 2,100 people"
        return False
    return any(w.lower == "or" and w.tag == "CC" for w in between) and None not in numbers and left.head < right.head


def _range_of(tree: Tree, left: Group, right: Group) -> Group:
    low, high = min(left.count.min or 0, right.count.min or 0), max(left.count.max or 0, right.count.max or 0)
    start, end = min(left.start, right.start), max(left.end, right.end)
    wording = tree.text[start - tree.start : end - tree.start]
    quantifier = Quantifier.RANGE if low < high else Quantifier.EXACT
    count = Count(wording=wording, min=low, max=high, quantifier=quantifier, unit=left.count.unit)
    return replace(left, count=count, last=max(left.last, right.last), start=start, end=end)


def _statuses_add(left: Group, right: Group) -> bool:
    return _add_up(left.status, right.status)


def _add_up(left: Status, right: Status) -> bool:
    """One status, or a civilian beside somebody of whom nothing is said; fighters are counted apart."""
    return left is right or {left, right} == {Status.CIVILIAN, Status.UNSPECIFIED}


def _is_exact(group: Group) -> bool:
    return group.count.quantifier is Quantifier.EXACT
