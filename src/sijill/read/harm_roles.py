"""Decides who suffers and who acts by a verb of harm: (tree, verb) -> heads of noun phrases.

Objects, passive subjects, subjects that a verb shares with the one above it, companions named behind it. Does not ask whether they are
people (harms.py, harm_nouns.py) or how many (groups.py).
"""

from __future__ import annotations

from sijill.read.harm_nouns import antecedent, shared_subject
from sijill.read.lexicon import is_not_people, is_person_noun
from sijill.read.tree import Tree, Word

REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself", "self"})
_AGENTLESS = frozenset({"it", "this", "that", "which", "who"})


def roles_of(tree: Tree, verb: Word) -> tuple[list[Word], Word | None, bool]:
    """Who suffers, who acts, and whether they are the same ("blew himself up")."""
    agent = next((kid for by in tree.kids(verb.i, "agent") for kid in tree.kids(by.i, "pobj")), None)
    if passive := tree.kids(verb.i, "nsubjpass"):
        here = [w for w in passive if not any(v.tag.startswith("VB") for v in tree.words[w.i : passive[-1].i])]
        return [antecedent(tree, verb, word) for word in here], agent, False  # not of another clause
    objects = tree.kids(verb.i, "dobj")
    subjects = tree.kids(verb.i, "nsubj")
    has = any(kid.lower in ("have", "has", "had", "'ve", "having") for kid in tree.kids(verb.i, "aux"))
    if (
        subjects
        and verb.tag in ("VBN", "VBD")
        and not has
        and objects
        and tree.words[min(verb.i + 1, len(tree) - 1)].lower == ","
    ):
        objects = []  # "Eight people killed, some of them civilians"
    counted = any(0 <= verb.start - n.end <= 1 for n in tree.numbers)
    if counted and verb.tag == "VBN" and verb.i + 1 < len(tree) and tree[verb.i + 1].lower in ("-", "–", "—", ":", "("):
        return [], agent, False  # "2-4 killed - two militants and two civilians"
    if objects:
        if objects[0].lower in REFLEXIVE:
            return subjects or shared_subject(tree, verb) or before_preposition(tree, verb), None, True
        actor = subjects[0] if subjects else next(iter(shared_subject(tree, verb)), None)
        return [antecedent(tree, verb, objects[0]) if objects[0].lower in _AGENTLESS else objects[0]], actor, False
    if verb.dep == "conj" and verb.tag in ("VBD", "VBZ", "VBG") and (behind := _object_behind(tree, verb)):
        return [behind], next(iter(shared_subject(tree, verb)), None), False
    if verb.tag == "VBN" and not objects and (subject := _across_a_date(tree, verb)):
        return [subject], agent, False
    if verb.dep in ("acl", "amod") and verb.tag in ("VBN", "VBD"):
        if subjects and is_person_noun(subjects[0].lower):
            return subjects, agent, False  # "Ambush near the mill, 4 soldiers killed": the clause hangs on the ambush
        return [_whole_of_aside(tree, tree[verb.head])], agent, False
    if shared := [kid for other in tree.kids(verb.i, "conj") for kid in tree.kids(other.i, "dobj")]:
        if shared[0].lower in REFLEXIVE:
            return subjects or shared_subject(tree, verb) or before_preposition(tree, verb), None, True
        return shared[:1], next(iter(subjects), None), False  # "shot and killed eleven prisoners"
    if subjects and (verb.tag == "VBN" or (verb.tag == "VBD" and tree.numbers and subjects[0].tag in ("CD", "NNS"))):
        return [antecedent(tree, verb, subjects[0])], agent, False  # a headline: "Five killed in blast"
    if subjects and verb.tag == "VBD" and _is_cut_short(tree, verb):
        return [antecedent(tree, verb, subjects[0])], agent, False
    if verb.dep == "ccomp" and tree.kids(verb.i, "auxpass") and tree.kids(verb.i, "mark"):
        return [], agent, False  # "we think that between 17 and 31 civilians were killed": nobody above is killed
    if verb.dep in ("conj", "xcomp", "ccomp", "oprd", "acomp"):
        return _from_governor(tree, verb), agent, False
    if verb.dep == "pcomp" and tree.kids(verb.i, "auxpass"):
        return before_preposition(tree, verb), agent, False  # "a boy is recovering after being shot"
    if verb.dep == "pcomp" or (verb.dep in ("advcl", "acl") and verb.tag == "VBN"):
        return [], agent, False
    return [], agent, False


def ends_with_self(tree: Tree, verb: Word) -> bool:
    """ "killed two people and then himself": the last of those harmed is the one who did it."""
    waiting = [verb, *tree.kids(verb.i, "dobj")]
    while waiting:
        joined = tree.kids(waiting.pop().i, "conj")
        if any(kid.lower in REFLEXIVE for kid in joined):
            return True
        waiting += [kid for kid in joined if kid.tag.startswith(("NN", "CD", "PRP"))]
    return False


def _is_cut_short(tree: Tree, verb: Word) -> bool:
    """ "A boy fatally shot on Monday has been named": the parser takes "shot" for what the boy did; the clause has another verb."""
    behind = [kid for kid in tree.kids(verb.i, "advcl", "conj", "ccomp", "dep") if kid.i > verb.i]
    return any(
        tree.kids(kid.i, "aux", "auxpass")
        and all(is_not_people(s.lower) for s in tree.kids(kid.i, "nsubj", "nsubjpass"))
        for kid in behind
    )


def _object_behind(tree: Tree, verb: Word) -> Word | None:
    """ "kidnapped, tortured and beat to death a clerk": the parser hangs the object on the first verb; it stands behind the last."""
    above = tree[verb.head]
    while above.dep == "conj" and not tree.kids(above.i, "dobj"):
        above = tree[above.head]
    return next((kid for kid in tree.kids(above.i, "dobj") if kid.i > verb.i), None)


def before_preposition(tree: Tree, verb: Word) -> list[Word]:
    """The subject of the clause that goes on with "after being shot"; the noun itself where it hangs on one."""
    if verb.dep != "pcomp":
        return []
    prep = tree[verb.head]
    for above in tree.ancestors(prep.i):
        if above.tag.startswith("VB") and (subject := tree.kids(above.i, "nsubjpass", "nsubj")):
            return [antecedent(tree, above, subject[0])]
        if is_person_noun(above.lower):
            return [above]
    return []


def _whole_of_aside(tree: Tree, word: Word) -> Word:
    """ "52 villagers, mostly shepherds, killed", "18 people including 5 children killed": those who bear the number, not some of them."""
    above = word
    for _ in range(3):
        is_some = above.dep == "pobj" and tree[above.head].lower == "including"
        counted = tree.kids(above.i, "nummod") and not (is_some or _counts_some(tree, above))
        if counted or above.dep not in ("appos", "conj", "pobj"):
            break
        up = tree[above.head]
        if above.dep == "pobj" and up.lower not in ("including", "among"):
            break
        above = tree[up.head] if above.dep == "pobj" else up
    return above if tree.kids(above.i, "nummod") and is_person_noun(above.lower) else word


def _counts_some(tree: Tree, noun: Word) -> bool:
    """ "seven rescuers, at least four of them civilians": the number of the aside is of the seven."""
    numbers = tree.kids(noun.i, "nummod") if noun.dep == "appos" else []
    return any(
        kid.lower in ("them", "whom")
        for n in numbers
        for of in tree.kids(n.i, "prep")
        for kid in tree.kids(of.i, "pobj")
    )


def _across_a_date(tree: Tree, verb: Word) -> Word | None:
    """ "Eight persons were on Monday killed": the parser hangs the verb on the date; the subject stands before "were"."""
    before = [w for w in tree.words[max(0, verb.i - 8) : verb.i] if w.lower in ("was", "were", "been")]
    if not before or tree.kids(verb.i, "auxpass"):
        return None
    between = tree.words[before[-1].i + 1 : verb.i]
    dated = any(w.entity in ("DATE", "TIME") for w in between) and not any(
        w.tag.startswith("VB") or (w.lower == "," and len(between) > 4) for w in between
    )
    subjects = tree.kids(before[-1].i, "nsubj", "nsubjpass")
    return subjects[-1] if dated and subjects else None


def _from_governor(tree: Tree, verb: Word) -> list[Word]:
    """Those harmed by a verb that shares its object or its subject with another: "shot and killed", "were found dead"."""
    governor = tree[verb.head]
    passive_beside = verb.dep == "conj" and bool(tree.kids(governor.i, "auxpass"))  # "was stabbed and then beheaded"
    said_to_be = verb.tag == "JJ" and verb.dep in (
        "acomp",
        "xcomp",
        "oprd",
    )  # "were reported injured", "nine remain injured"
    if said_to_be and tree.kids(governor.i, "dobj"):
        return []
    if (
        said_to_be
        or verb.tag == "VBN"
        or tree.kids(verb.i, "auxpass")
        or (passive_beside and not tree.kids(verb.i, "dobj", "nsubj"))
    ):
        if objects := tree.kids(governor.i, "dobj"):
            return objects if verb.dep in ("oprd", "ccomp", "acomp", "xcomp") else []
        subject = tree.kids(governor.i, "nsubjpass", "nsubj")
        if subject:
            return [antecedent(tree, governor, subject[0])]
        if governor.dep in ("acl", "amod"):
            return [tree[governor.head]]
        return _from_governor(tree, governor) if governor.dep == "conj" else []
    return []
