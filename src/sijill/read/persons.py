"""Decides how many people a noun phrase without a number names: "a farmer" -> 1, "the couple" -> 2, "a family of five" -> 5.

(tree, head word) -> Group, or None where the words count nobody ("soldiers"). Numbers are read in groups.py.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.model.count import Count, Quantifier, Unit
from sijill.read.group import Group, details_in, status_in
from sijill.read.lexicon import collective_count, is_person_noun
from sijill.read.tree import Tree, Word

_PRONOUNS_ONE = frozenset({"he", "she", "him", "her", "himself", "herself"})
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
# Singular nouns for several people: without a number they count nobody.
_CROWDS = frozenset(
    "team group unit convoy patrol crowd gang squad staff crew personnel police militia clan community tribe delegation mob army brigade"
    " battalion faction coalition government regime party council committee audience congregation".split()
)


def implied_group(tree: Tree, head: Word, first: int, last: int, surely_people: bool) -> Group | None:
    """The number that words for certain persons carry by themselves; None where they carry none ("soldiers")."""
    if any(kid.lower in ("every", "each", "any") for kid in tree.kids(head.i, "det")):
        return None  # "shot every man they found"
    each, certain = 1, True
    names: tuple[str, ...] = ()
    if head.lower in _PRONOUNS_ONE:
        certain = False
    elif (known := collective_count(head.lower)) is not None:
        each = known
    elif (head.lower in ("one", "another", "someone") and head.tag in ("CD", "NN", "DT")) or is_one_more(tree, head):
        pass
    elif head.lower in ("family", "household"):
        return _family_of(tree, head, first, last)
    elif head.tag == "NNP" or head.entity == "PERSON":
        named = head.entity in ("PERSON", "") or is_person_noun(head.lower) or _is_described(tree, head)
        named = named or (
            surely_people and head.entity in ("ORG", "GPE") and head.dep in ("nsubj", "dobj") and _alone(tree, head)
        )
        if not named or head.tag == "NNPS" or len(head.text.strip(".")) < 2:
            return None  # a lone initial is what is left of a place: "BUSTI, N.Y."
        names = (tree.words_text(*_name_edges(tree, head)),) if not is_person_noun(head.lower) else ()
        certain = head.entity == "PERSON" or is_person_noun(head.lower) or _is_described(tree, head) or surely_people
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
        head=head.i, first=first, last=max(last, head.i), count=count, start=start, end=end, status=status_in(tree, head, first),
        details=details_in(tree, head, first), names=names, certain=certain, implied=True,
        more=head.lower == "another"
        or is_one_more(tree, head)
        or any(k.lower in ("another", "other") for k in tree.kids(head.i, "det", "amod")),
        definite=any(k.lower in ("the", "this", "that", "these") for k in tree.kids(head.i, "det")),
        tied=any(k.lower in ("his", "her", "their") for k in tree.kids(head.i, "poss")),
    )  # fmt: skip


def is_one_more(tree: Tree, head: Word) -> bool:
    """ "a fifth died in hospital", "the third was hurt": one beside those counted before; "a fifth of the men" is a share."""
    article = any(kid.lower in ("a", "an", "the") for kid in tree.kids(head.i, "det"))
    return head.lower in _ORDINALS and article and not any(kid.lower == "of" for kid in tree.kids(head.i, "prep"))


def _alone(tree: Tree, head: Word) -> bool:
    """A name without an article or a noun beside it: a person's, where somebody is killed, whatever the parser takes it for."""
    beside = [kid for kid in tree.kids(head.i, "det", "nummod", "amod") if kid.lower != "both"]
    return not beside and not any(kid.tag == "NN" for kid in tree.kids(head.i, "compound"))


def _family_of(tree: Tree, head: Word, first: int, last: int) -> Group | None:
    """ "a family of five" -> 5 persons; a family without a number -> None."""
    for of in tree.kids(head.i, "prep"):
        for inner in tree.kids(of.i, "pobj"):
            for number in tree.numbers:
                if of.lower == "of" and number.start <= inner.start < number.end and inner.tag == "CD":
                    count = replace(number.count(), unit=Unit.PERSON)
                    return Group(head.i, first, inner.i, count, number.start, number.end, implied=True)
    return None


def _is_described(tree: Tree, head: Word) -> bool:
    """A name that the parser takes for a place or a body, with an age, a role or a person's name behind it."""
    beside = tree.kids(head.i, "appos")
    return tree.has_age_behind(head) or any(
        kid.entity == "PERSON" or (kid.tag == "NN" and is_person_noun(kid.lower)) for kid in beside
    )


def _looks_like_one_person(tree: Tree, head: Word, surely_people: bool) -> bool:
    """A singular noun with "a" that was killed, or that ends like a word for people: "a muezzin", "a beekeeper"."""
    if any(kid.entity == "PERSON" or kid.tag == "NNP" for kid in tree.kids(head.i, "appos")):
        return True
    if (
        surely_people
        and head.tag == "NN"
        and any(kid.lower == "the" for kid in tree.kids(head.i, "det"))
        and (tree.kids(head.i, "prep") or any(is_person_noun(kid.lower) for kid in tree.kids(head.i, "conj", "appos")))
    ):
        return True  # "the warden of a harbour", "the village head, his wife and five others"
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
