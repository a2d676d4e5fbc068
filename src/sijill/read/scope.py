"""Decides what a figure is about: this incident, a running total over several, or background to the text's own story.

Tree and harm -> Scope. Works on words; dates and distances are found later (resolve) and may tell more (link).
"""

from __future__ import annotations

import re
from datetime import date

from sijill.data import load_lower_pattern
from sijill.model.claim import Outcome, Scope
from sijill.read.tree import Tree, Word

_YEAR = re.compile(r"\b(?:in|of|since|the|during)\s+(?:\w+\s+)?((?:19|20)\d\d)\b", re.I)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_PAST_MONTH = re.compile(
    r"\b(January|February|March|April|June|July|August|September|October|November|December)(?:['’]s\b|\s+(?:massacres?|attacks?|killings?|violence|pogroms?|riots?|unrest|clashes|fighting|bombings?|raids?|protests?|crackdown|offensive|uprising))"
)
# What "had" happened then was over when the text's own story began.  "in April fighting there had killed more than 400"
_PAST_TIME = re.compile(
    r"\b(?:ago|earlier|before|previous|last|in\s+(?-i:(?:January|February|March|April|May|June|July|August|September|October|November|December)))\b",
    re.I,
)
# "said on Tuesday that troops had killed nine the day before": the story itself, told a day later
_DAY_BEFORE = re.compile(
    r"\b(?:the|a|one)\s+(?:day|night|evening|morning|afternoon)\s+(?:before|earlier)\b|\b(?:the\s+)?(?:previous|last)\s+(?:day|night|evening|morning)\b"
    r"|\b(?:some\s+|\w+\s+)?hours\s+(?:before|earlier)\b|\bearlier\s+(?:on|that|in\s+the|this|the\s+same)\b",
    re.I,
)
# "came two days after", "comes barely four months after"
_CAME_AFTER = re.compile(
    r"\b(?:came|come|comes|coming|happened|occurred|took\s+place|follows|followed)\b[^.;,]{0,40}?\b(?:hours?|days?|weeks?|months?|years?)\s+after\b",
    re.I,
)
# "in one of the bloodiest days since talks broke down": how it ranks in a stretch of time, not when it was.
_SUPERLATIVE = re.compile(
    r"\b(?:(?:deadl|blood|ugl|heav)iest|worst|biggest|largest|gravest|fiercest|most\s+\w+)\b[^.;,]{0,60}?\b(?:since|in|for)\b[^.;,]*"
    r"|\bseen\s+since\b[^.;,]*",
    re.I,
)
_CLAUSES = frozenset({"relcl", "acl", "prep", "advcl", "appos"})
_REVENGE = frozenset({"revenge", "retaliation", "reprisal", "vengeance", "retribution", "payback"})
_AVENGING = frozenset({"avenge", "avenging", "avenged", "commemorate", "commemorating", "commemorated"})
_BRINGING = frozenset({"bringing", "taking", "raising", "rising", "pushing", "lifting", "putting"})
MAX_DATE_REACH = 60  # characters between a date and the pronoun that takes its noun up
_PLURAL_ACTS = frozenset(
    "attacks clashes killings massacres raids bombings strikes airstrikes shootings ambushes executions incidents assaults murders".split()
)


def scope_of(tree: Tree, verb: Word, outcome: Outcome, published: date | None) -> Scope:
    """Scope of a figure from its own clause."""
    clause = _SUPERLATIVE.sub(" ", clause_text(tree, verb))
    if (
        is_background(clause + _date_above(tree, verb), tree, verb, published)
        or _is_history(tree, verb)
        or _came_before(tree, verb)
        or _is_avenged(tree, verb)
        or _is_of_an_earlier_one(tree, verb)
        or _dated_before(tree, verb, published)
    ):
        return Scope.BACKGROUND
    if _is_one_of_many(tree, verb):
        return Scope.RUNNING_TOTAL
    if _said("totals", clause) and _said("several_acts", clause):
        return Scope.RUNNING_TOTAL
    if _said("span_of_time", clause) or _said("several_acts", clause):
        return Scope.RUNNING_TOTAL
    several_acts = any(w.lower in _PLURAL_ACTS and w.tag.startswith("NNS") for w in _around(tree, verb))
    if (several_acts and (_said("area", clause) or _places(tree, verb) > 1)) or (
        _said("area", clause) and _wide_area(clause)
    ):
        return Scope.RUNNING_TOTAL
    if _places(tree, verb) > 1 and re.search(r"\bacross\b", clause):
        return Scope.RUNNING_TOTAL
    return Scope.INCIDENT


def clause_text(tree: Tree, verb: Word) -> str:
    """The words of the clause that holds a harm: up to the next coordinated or reporting clause with a subject of its own."""
    top = verb
    for above in tree.ancestors(verb.i):
        if top.dep in ("conj", "ccomp", "parataxis", "advcl", "relcl", "ROOT") and tree.kids(
            top.i, "nsubj", "nsubjpass"
        ):
            break
        if _brings_toll(tree, top):
            break
        top = above
    of_toll = verb.lower == "toll"  # "rising the toll to 30 civilians killed in four days"
    kept_path = {verb.i, *(a.i for a in tree.ancestors(verb.i))}
    cut = {
        kid.i
        for w in tree.subtree(top.i)
        for kid in tree.kids(w.i)
        if kid.i not in kept_path and _is_other_clause(tree, kid) and not (of_toll and kid.dep == "acl")
    }
    left_out = {w.i for i in cut for w in tree.subtree(i)}
    inside = {w.i for w in tree.subtree(top.i)} - left_out
    stops = [w.i for w in tree.words if w.lower == ";"]
    first = max((i for i in stops if i < verb.i), default=-1)
    last = min((i for i in stops if i > verb.i), default=len(tree))
    inside = {i for i in inside if first < i < last}
    return "".join(tree.text[w.start - tree.start : _next_start(tree, w)] for w in tree.words if w.i in inside)


def _brings_toll(tree: Tree, word: Word) -> bool:
    """ "…, taking the week's toll to 30": what a toll is brought to is of its own time and place."""
    return word.dep == "advcl" and word.lower in _BRINGING and any(w.lower == "toll" for w in tree.kids(word.i))


def _next_start(tree: Tree, word: Word) -> int:
    return (tree[word.i + 1].start if word.i + 1 < len(tree) else tree.end) - tree.start


def _date_above(tree: Tree, verb: Word) -> str:
    """ "in October 2022, when gunmen killed 31": the date that the harm's own clause hangs on."""
    clause = next((w for w in (verb, *tree.ancestors(verb.i)) if w.dep in ("relcl", "advcl")), None)
    if clause is None or tree[clause.head].entity != "DATE":
        return ""
    words = [w for w in tree.words if w.entity == "DATE" and abs(w.i - clause.head) < 5]
    return " in " + " ".join(w.text for w in words)


def _is_other_clause(tree: Tree, word: Word) -> bool:
    """A clause that tells of something else: "who were commemorating …", "… and police arrested ten"."""
    if word.dep in ("relcl", "acl") or _brings_toll(tree, word):
        return True
    return word.dep == "conj" and word.tag.startswith("VB") and bool(tree.kids(word.i, "nsubj", "nsubjpass"))


# "up from a previous toll of 21": the figure is former, the harm is not
_FORMER_FIGURE = re.compile(
    r"\bsince\b.*\bprevious|\b(?:previous(?:ly)?|earlier) (?:reported|stated|given|said|put|(?:death )?toll|figure|count|tally|estimate)",
    re.I,
)


def is_background(clause: str, tree: Tree, verb: Word, published: date | None) -> bool:
    """True where the words put the harm before the text's own story."""
    if _said("former", clause) and not _FORMER_FIGURE.search(clause):
        return True
    for match in _YEAR.finditer(clause):
        if published is None or int(match[1]) < published.year - (1 if published.month < 3 else 0):
            return published is not None or tree.text.find(match[1]) >= 0
    if (month := _PAST_MONTH.search(clause)) and published is not None:
        return (published.month - 1 - _MONTHS.index(month[1].lower())) % 12 >= 2
    aux = [kid.lower for kid in tree.kids(verb.i, "aux", "auxpass")]
    return "had" in aux and bool(_PAST_TIME.search(_DAY_BEFORE.sub("", _FORMER_FIGURE.sub("", clause))))


def _came_before(tree: Tree, verb: Word) -> bool:
    """ "The strike came a week after rockets killed six": what came after is the story, what it came after is not."""
    if (came := _CAME_AFTER.search(tree.text)) and verb.start - tree.start > came.end():
        return True
    if verb.dep not in ("advcl", "pcomp") or tree[verb.head].lower not in (
        "came",
        "comes",
        "coming",
        "happened",
        "occurred",
        "after",
    ):
        return False
    after = (
        tree[verb.head]
        if verb.dep == "pcomp"
        else next((k for k in tree.kids(verb.i, "mark") if k.lower == "after"), None)
    )
    return after is not None and any(kid.entity in ("DATE", "TIME") for kid in tree.kids(after.i, "npadvmod"))


def _is_avenged(tree: Tree, verb: Word) -> bool:
    """ "in revenge for a raid in which 18 herders were killed": what is avenged came before."""
    above = [verb, *tree.ancestors(verb.i)]
    return any(
        prep.lower == "for" and tree[prep.head].lower in _REVENGE for prep in above if prep.dep == "prep"
    ) or any(w.lower in _AVENGING and w.i != verb.i and w.i < verb.i for w in above)


def _is_of_an_earlier_one(tree: Tree, verb: Word) -> bool:
    """ "the earlier three killed at least 16", "a previous attack left 12 dead"."""
    subjects = [s for s in tree.kids(verb.i, "nsubj") if s.lower not in ("people", "men")]
    return any(
        kid.lower in ("earlier", "previous", "prior") for s in subjects for kid in tree.subtree(s.i, without=_CLAUSES)
    )


def _dated_before(tree: Tree, verb: Word, published: date | None) -> bool:
    """ "the bombing of a hotel in 2011 that killed 27", "the January riots, which left 60 dead": the date stands before the pronoun."""
    below = [*tree.kids(verb.i, "nsubj"), *(kid for p in tree.kids(verb.i, "prep") for kid in tree.kids(p.i, "pobj"))]
    pronoun = next((s for s in below if s.lower in ("that", "which") and s.tag.startswith("W")), None)
    if pronoun is None or published is None:
        return False
    before = tree.text[max(0, pronoun.start - tree.start - MAX_DATE_REACH) : pronoun.start - tree.start].rsplit(";", 1)[
        -1
    ]
    years = [int(year) for year in _YEAR.findall(before)]
    month = _PAST_MONTH.search(before)
    past = month is not None and (published.month - 1 - _MONTHS.index(month[1].lower())) % 12 >= 2
    return past or any(year < published.year - (1 if published.month < 3 else 0) for year in years)


def _is_history(tree: Tree, verb: Word) -> bool:
    """What a group or a war "has killed", told of it in a clause of its own: "an insurgency that has killed thousands"."""
    clause = next((a for a in [verb, *tree.ancestors(verb.i)] if a.dep == "relcl"), None)
    if clause is None or not any(kid.lower in ("has", "have", "had") for kid in tree.kids(verb.i, "aux")):
        return False
    return tree[clause.head].i not in {kid.i for kid in tree.kids(verb.i, "dobj", "nsubjpass")} and not tree.kids(
        verb.i, "auxpass"
    )


def _is_one_of_many(tree: Tree, verb: Word) -> bool:
    """ "one of thirty teachers who were murdered": the number is of all of them, not of this act."""
    clause = next((a for a in [verb, *tree.ancestors(verb.i)] if a.dep == "relcl"), None)
    if clause is None:
        return False
    of = tree[tree[clause.head].head]
    if not any(of.end <= n.start and n.end <= tree[clause.head].start for n in tree.numbers):
        return False  # "one of the victims who were shot"
    return of.lower in ("of", "among") and tree[of.head].lower in ("one", "latest", "two", "is", "was", "first")


def _around(tree: Tree, verb: Word) -> list[Word]:
    return [verb, *tree.subtree(verb.i), *tree.kids(tree[verb.head].i)]


def _places(tree: Tree, verb: Word) -> int:
    below = {w.start for w in tree.subtree(verb.i)}
    return sum(1 for start, _, label in tree.entities if label in ("GPE", "LOC") and start in below)


def _wide_area(clause: str) -> bool:
    """Several places or a region, where many acts are meant: "across key coastal cities", "in the coastal region"."""
    return _said("wide_area", clause)


def _said(table: str, clause: str) -> bool:
    return bool(load_lower_pattern("scope", table).search(clause.lower()))
