"""Decides how many people a noun phrase names, and what it says of them: (tree, head word) -> Groups.

"two brothers and their father" -> 3; "a farmer" -> 1; "five of them" -> 5; "the couple" -> 2; "soldiers" -> None (no number).
Does not decide what happened to them (harms.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sijill.model.claim import Detail, Status
from sijill.model.count import Count, Quantifier, Unit
from sijill.read.lexicon import (
    age_group_of,
    collective_count,
    is_kin,
    is_not_people,
    is_person_noun,
    sex_of,
    status_of,
)
from sijill.read.tree import Tree, Word
from sijill.text.numbers import NumberExpression

# A noun phrase is read without what is said after it in a clause of its own.
_CLAUSES = frozenset({"relcl", "acl", "appos", "conj", "cc", "prep", "punct", "advcl", "ccomp", "parataxis"})
_ADDED = ("along with", "alongside", "together with", "as well as")
_PRONOUNS_ONE = frozenset({"he", "she", "him", "her", "himself", "herself"})
_EMPTY_HEADS = frozenset(
    "number total group dozens hundreds thousands scores dozen bodies body corpses corpse remains handful pair couple members member"
    " lot majority rest lives life".split()
)
# Singular nouns for several people: without a number they count nobody.
_CROWDS = frozenset(
    "team group unit convoy patrol crowd gang squad staff crew personnel police militia clan community tribe delegation".split()
)
_HOUSEHOLDS = frozenset({"families", "households", "family", "household"})
_DWELLINGS = frozenset({"houses", "homes", "house", "home", "dwellings", "apartments", "huts", "tents", "buildings"})
# What follows is said of some of the group and not of all.
_SOME_OF_THEM = re.compile(r"\b(?:including|among|such as)\b", re.I)


@dataclass(frozen=True, slots=True)
class Group:
    """People named by one noun phrase. first..last are words of the tree; certain False: a pronoun or a guess."""

    head: int
    first: int
    last: int
    count: Count
    start: int  # of the count's words, code points of the document
    end: int
    status: Status = Status.UNSPECIFIED
    details: tuple[Detail, ...] = ()
    names: tuple[str, ...] = ()
    certain: bool = True
    tied: bool = False  # "his driver": somebody beside the one who is named before
    implied: bool = False  # the number is not written but follows from the words
    more: bool = False  # "two others", "a further six": beside those told of before
    definite: bool = False  # "the five", "the mayor": told of before


def groups_of(tree: Tree, *heads: int, surely_people: bool = False) -> tuple[Group, ...]:
    """Reads noun phrases with their coordination into groups, one for each that bears a number; same statuses are summed.

    Several heads suffer one harm: "the mayor was killed along with his driver" -> 2
    """
    groups = [group for head in heads for group in each_group(tree, head, surely_people=surely_people)]
    once = {group.head: group for group in groups}
    return _sum_same_status(tree, list(once.values()))


def each_group(tree: Tree, head: int, *, surely_people: bool = False) -> list[Group]:
    """The groups of a noun phrase one by one, nothing summed."""
    return [group for word in _coordinated(tree, head) if (group := _group_of(tree, word, surely_people))]


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
        waiting.extend(word.i for word in tree.kids(i, "conj") if word.tag[:1] in ("N", "C", "P", "J"))
        waiting.extend(_companions(tree, i))
    return found


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
        if is_kin(word.lower) and is_kin(first.lower):
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
    for word in tree.words[first : last + 1]:
        if (
            word.i != i
            and is_person_noun(word.lower)
            and any(kid.lower in ("his", "her", "their") for kid in tree.kids(word.i, "poss"))
        ):
            before = tree.words[max(0, min(w.i for w in tree.subtree(word.i, without=_CLAUSES)) - 2) : word.i]
            joined = " ".join(w.lower for w in before)
            if word.dep == "conj" or any(added in joined for added in _ADDED) or " and " in f" {joined} ":
                found.append(word.i)
    return found


def _group_of(tree: Tree, head: Word, surely_people: bool) -> Group | None:
    head = _real_head(tree, head)
    first, last = tree.edges(head.i, without=_CLAUSES)
    if is_not_people(head.lower):
        return None
    number = _number_in(tree, first, head)
    if number is None and head.dep == "pobj" and tree[tree[head.i].head].lower == "of":
        number = _number_before_of(tree, tree[head.i].head)
    if number is not None:
        return _numbered(tree, head, first, last, number)
    return _implied(tree, head, first, last, surely_people)


def _real_head(tree: Tree, head: Word) -> Word:
    """Goes through words that only hold a number or a body: "dozens of people", "the bodies of ten men"."""
    for _ in range(4):
        if head.lower not in _EMPTY_HEADS and head.tag != "CD":
            break
        inner = next(
            (kid for of in tree.kids(head.i, "prep") if of.lower == "of" for kid in tree.kids(of.i, "pobj")), None
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
    fits = [n for n in inside if not _is_other_number(tree, n, head)]
    return fits[-1] if fits else None


def _number_before_of(tree: Tree, of: int) -> NumberExpression | None:
    """The number in "dozens of", "a total of 12", "three of the": it ends right before "of"."""
    holder = tree[tree[of].head]
    first, _ = tree.edges(holder.i, without=_CLAUSES)
    found = [n for n in tree.numbers if n.start >= tree[first].start - 1 and n.end <= tree[of].start]
    return found[-1] if found and not _is_other_number(tree, found[-1], holder) else None


def _is_other_number(tree: Tree, number: NumberExpression, head: Word) -> bool:
    """True for a number that is a date, a time, an age, money, or that counts another noun of the phrase."""
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
    around = {w.lower for w in tree.words[max(0, first - 2) : min(len(tree), max(head.i, last) + 2)]}
    starts_with = tree[first].lower
    return Group(
        head=head.i, first=min(first, head.i), last=max(last, head.i), count=count, start=number.start, end=number.end,
        status=_status(tree, head, first), details=_details(tree, head, first), names=(),
        more=bool(around & {"others", "other", "another", "more", "further", "additional"}),
        definite=starts_with in ("the", "those", "these", "all", "both"),
    )  # fmt: skip


def _implied(tree: Tree, head: Word, first: int, last: int, surely_people: bool) -> Group | None:
    """The number that words for certain persons carry by themselves; None where they carry none ("soldiers")."""
    each, certain = 1, True
    names: tuple[str, ...] = ()
    if head.lower in _PRONOUNS_ONE:
        certain = False
    elif (known := collective_count(head.lower)) is not None:
        each = known
    elif head.lower in ("one", "another", "someone") and head.tag in ("CD", "NN", "DT"):
        pass
    elif head.lower in ("family", "household"):
        return _family_of(tree, head, first, last)
    elif head.tag == "NNP" or head.entity == "PERSON":
        named = head.entity in ("PERSON", "") or is_person_noun(head.lower) or _has_age(tree, head)
        if not named or head.tag == "NNPS":
            return None
        names = (tree.words_text(*_name_edges(tree, head)),) if not is_person_noun(head.lower) else ()
        certain = head.entity == "PERSON" or is_person_noun(head.lower) or _has_age(tree, head) or surely_people
    elif tree.is_age(head) and not head.lower.endswith("olds"):
        first = tree.age_start(first)
    elif head.lower in _CROWDS:
        return None
    elif head.tag in ("NN", "JJ", "JJR", "NNP") and (
        is_person_noun(head.lower) or _looks_like_one_person(tree, head, surely_people)
    ):
        certain = is_person_noun(head.lower) or surely_people
    else:
        return None
    start, end = tree[first].start, tree[max(head.i, first)].end
    words = tree.words_text(first, max(head.i, first))
    count = Count(wording=words, min=each, max=each, quantifier=Quantifier.EXACT)
    return Group(
        head=head.i, first=first, last=max(last, head.i), count=count, start=start, end=end, status=_status(tree, head, first),
        details=_details(tree, head, first), names=names, certain=certain, implied=True,
        more=head.lower == "another" or any(k.lower in ("another", "other") for k in tree.kids(head.i, "det", "amod")),
        definite=any(k.lower in ("the", "this", "that", "these") for k in tree.kids(head.i, "det")),
        tied=any(k.lower in ("his", "her", "their") for k in tree.kids(head.i, "poss")),
    )  # fmt: skip


def _family_of(tree: Tree, head: Word, first: int, last: int) -> Group | None:
    """ "a family of five" -> 5 persons; a family without a number -> None."""
    for of in tree.kids(head.i, "prep"):
        for inner in tree.kids(of.i, "pobj"):
            for number in tree.numbers:
                if of.lower == "of" and number.start <= inner.start < number.end and inner.tag == "CD":
                    count = replace(number.count(), unit=Unit.PERSON)
                    return Group(head.i, first, inner.i, count, number.start, number.end, implied=True)
    return None


def _has_age(tree: Tree, head: Word) -> bool:
    """ "Benjamin Okulto, 47, a candidate": an age behind the name makes it a person's."""
    return bool(re.match(r",?\s*\(?(?:aged\s+)?\d{1,3}\)?\s*(?:,|\.|$|years)", tree.text[head.end - tree.start :]))


def _looks_like_one_person(tree: Tree, head: Word, surely_people: bool) -> bool:
    """A singular noun with "a" that was killed, or that ends like a word for people: "a muezzin", "a beekeeper"."""
    if any(kid.entity == "PERSON" or kid.tag == "NNP" for kid in tree.kids(head.i, "appos")):
        return True
    if (
        surely_people
        and head.tag == "NN"
        and any(kid.lower == "the" for kid in tree.kids(head.i, "det"))
        and (tree.kids(head.i, "prep") or any(is_person_noun(kid.lower) for kid in tree.kids(head.i, "conj")))
    ):
        return True  # "the warden of a harbour", "the village head and five others"
    has_article = any(kid.lower in ("a", "an", "one", "another") for kid in tree.kids(head.i, "det", "nummod"))
    endings = ("er", "or", "ist", "ian", "ant", "man", "ee", "eer", "woman", "person")
    return has_article and ((surely_people and head.tag == "NN") or head.lower.endswith(endings))


def _name_edges(tree: Tree, head: Word) -> tuple[int, int]:
    first = head.i
    while first > 0 and tree[first - 1].tag in ("NNP", "NNPS") and tree[first - 1].entity == head.entity:
        first -= 1
    last = head.i
    while last + 1 < len(tree) and tree[last + 1].tag == "NNP" and tree[last + 1].entity == head.entity:
        last += 1
    return first, last


def _status(tree: Tree, head: Word, first: int) -> Status:
    """Status from the head with what stands before it, else from what it is said to be: "members of the security forces"."""
    phrase = tree.words_text(first, head.i)
    if re.search(r"\b(?:former|ex|retired|fired|off-duty)\b", phrase, re.I):
        return Status.UNSPECIFIED
    status = status_of(head.lower, phrase)
    if status is Status.UNSPECIFIED and head.lower in (
        "members",
        "member",
        "personnel",
        "others",
        "people",
        "leader",
        "commander",
        "commanders",
    ):
        _, last = tree.edges(head.i, without=_CLAUSES - {"prep"})
        status = status_of(head.lower, _SOME_OF_THEM.split(tree.words_text(first, last))[0])
    if status is Status.UNSPECIFIED and head.lower in (
        "members",
        "member",
        "men",
        "man",
        "leader",
        "leaders",
        "commander",
        "commanders",
    ):
        modifiers = [word.lower for word in tree.words[first : head.i] if word.lower != "local"]
        status = next((s for m in modifiers if (s := status_of(m)) is not Status.UNSPECIFIED), Status.UNSPECIFIED)
    return status


def _details(tree: Tree, head: Word, first: int) -> tuple[Detail, ...]:
    """What the phrase itself says of all of them: age group, sex, community."""
    found = []
    if group := age_group_of(head.lower):
        found.append(Detail(axis="age_group", value=group, share="all", count=None, quote=head.text))
    if (sex := sex_of(head.lower)) and head.lower not in ("man", "men", "boy", "boys"):
        found.append(Detail(axis="sex", value=sex, share="all", count=None, quote=head.text))
    for word in tree.words[first : head.i + 1]:
        if word.entity == "NORP" and (word.i == head.i or word.dep in ("amod", "compound", "nmod")):
            beside = [kid for kid in tree.kids(head.i, "conj") if kid.entity == "NORP"] if word.i == head.i else []
            for community in (word, *beside):
                value, share = community.text.removesuffix("s"), "some" if beside else "all"
                found.append(Detail(axis="community", value=value, share=share, count=None, quote=community.text))
    return tuple(found)


def _sum_same_status(tree: Tree, groups: list[Group]) -> tuple[Group, ...]:
    """Adds up the groups of one status that stand side by side, where each says exactly how many.

    "two brothers and their father" -> 3; "four policemen and ten farmers" stay two groups.
    """
    summed: list[Group] = []
    for group in groups:
        last = summed[-1] if summed else None
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


def _statuses_add(left: Group, right: Group) -> bool:
    """One status, or a civilian beside somebody of whom nothing is said; fighters are counted apart."""
    return left.status is right.status or {left.status, right.status} == {Status.CIVILIAN, Status.UNSPECIFIED}


def _is_exact(group: Group) -> bool:
    return group.count.quantifier is Quantifier.EXACT
