"""Decides what harm a phrase with a number tells of where the parse helps little.

"the death toll rose to 15", "12 suffered gunshot wounds": Tree -> Harms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.model.claim import Outcome
from sijill.read.harm import Harm
from sijill.read.lexicon import is_person_noun
from sijill.read.tree import Tree, Word
from sijill.text.numbers import NumberExpression

_KIND = r"(?P<kind>dead|killed|deaths|fatalities|casualties|injured|wounded|victims|those\s+killed)"
_TOLL = re.compile(
    rf"\b(?:death\s+toll|toll|body\s+count|(?:number|count|tally|total|figure)\s+of\s+(?:(?:people|civilians|those|the)\s+)*{_KIND})\b",
    re.I,
)
# "raising its count to 32", "an earlier tally of 48": whose figure it is stands for what it counts, where the sentence tells of the dead
_OWN_TOLL = re.compile(
    r"\b(?:its|their|his|her|an?|the|that|this)\s+(?:(?:own|earlier|previous|initial|first|latest|lower|higher|official|provisional|preliminary)\s+)+"
    r"(?:count|tally|figure|estimate)\b|\b(?:its|their|his|her)\s+(?:count|tally|figure|estimate)\b",
    re.I,
)
_OF_THE_DEAD = re.compile(r"\b(?:kill(?:ed|ing|s)?|dead|died?|deaths?|toll|fatalities|bodies|lives)\b", re.I)
# "brings to 46 the number of people killed": the figure stands before the toll
_BROUGHT = re.compile(
    rf"\b(?:bring|brings|bringing|brought|raising|raises|raised)\s+to\s+(?P<number>.{{1,40}}?)\s+the\s+(?:death\s+toll|toll|number\s+of\s+(?:[\w-]+\s+){{0,4}}?{_KIND})",
    re.I,
)
_REACHES = re.compile(
    r"\b(?:to|at|of|is|was|as|now|hits?|stands?|stood|above|over|beyond|climbed|exceed(?:s|ed|ing)?|reach(?:es|ed|ing)?"
    r"|surpass(?:es|ed|ing)?|pass(?:es|ed|ing)?|top(?:s|ped|ping)?|as\s+(?:high|low|many)\s+as|:)\s*(?:now\s+|only\s+|just\s+|already\s+|currently\s+)?$",
    re.I,
)
# A figure of which the text before says what it counts: "the real number is closer to 30", "revised its estimate from 20 to 25".
_FIGURE = re.compile(
    r"\b(?:tally|figure|count|number|estimate|total(?!\s+of))\s+(?:[\w’'-]+\s+){0,8}?(?:was|is|of|at|to|from|as|nearer|closer|stands|stood)\s+"
    r"(?:\w+\s+to\s+|(?:now|only|just|actually|already|as\s+(?:high|low)\s+as|closer\s+to|nearer\s+to)\s+)*$",
    re.I,
)
# "initially reported two deaths, then revised that to four"
_CHANGED_TO = re.compile(
    r"\b(?:revis|correct|rais|updat|lower|increas|cut|chang|amend)\w*\s+(?:that|it|this)\s+(?:up\w*\s+|down\w*\s+)?to\s+$",
    re.I,
)
# "the capital's newspapers carried figures between 45 and 70"
_SEVERAL_FIGURES = re.compile(
    r"\b(?:figures|tolls|estimates)\s+(?:ranging\s+|varying\s+|that\s+ranged\s+)?(?:of\s+|from\s+)?$", re.I
)
_CONFIRMS = re.compile(
    r"\b(?:confirm(?:s|ed)?|verif(?:y|ies|ied)|documented|counted|corroborate[sd]?)\s+(?:only\s+|just\s+)?$", re.I
)
_KEY = re.compile(
    r"(?:.{0,60}[,;]\s)?\W*(?:[\w’'-]+\s+){0,4}(?P<kind>dead|killed|deaths|fatalities|casualties|injured|wounded)\s*:\s*$",
    re.I,
)
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[,.;:)\"”’]|(?:dead|killed|injured|wounded|and|but|while|from|to|as|so|on|by|after)\b)"
)
_FROM = re.compile(r"\bfrom\s+$", re.I)
_PASSIVE = frozenset({"was", "were", "been", "be", "being", "are", "have", "had", "has"})
_ASIDES = frozenset({"including", "among", "most", "mostly", "mainly", "many", "some", "all", "both", "notably"})
MAX_ASIDE = 25  # words of an aside between those counted and their verb
MAX_ADJECTIVES = 25  # characters between a number and its noun
# How far behind the word for a toll its figure may stand, in characters; farther only where the toll itself is said to have moved.
MAX_REACH = 120
MAX_REACH_OF_RISE = 260
_RISEN = re.compile(
    r"\b(?:risen|rose|rises|climbed|climbs|increased|jumped|stands|stood|reached|grown)\s+(?:to|at)\s*$", re.I
)
_SUFFERED = re.compile(
    r"\s+(?:of\s+them\s+|other\s+|others\s+|more\s+|people\s+|\w+\s+){0,3}?(?:have\s+|had\s+|were\s+|was\s+|are\s+|is\s+)?"
    r"(?:(?:still\s+)?(?:being|been|getting)\s+treated\b|nursing\s+(?:\w+\s+)?(?:wounds|injuries)\b|in\s+(?:a\s+)?(?:critical|serious)\s+condition\b|in\s+(?:the\s+|a\s+)?hospital\b"
    r"|(?:escaped|survived|got\s+away|fled)\s[^.,;]{0,30}?\bwith\s+(?:[\w-]+\s+){0,2}(?:injuries|wounds|burns)\b"
    r"|(?:suffered|sustained|sustaining|suffering|received|receiving|treated\s+for|hospitali[sz]ed\s+with)\b"
    r"[^.,;]{0,40}?\b(?:wounds?|injur(?:y|ies)|burns)\b)",
    re.I,
)


# "four were shot, one fatally", "five wounded, two of them fatally": those who died of it, told in passing
_FATALLY = re.compile(
    r"\s+(?:of\s+(?:them|whom)\s+|(?:people|men|women|persons?)\s+)?(?:fatally|mortally)\s*(?:[,.;)—–-]|$|and\b|while\b|when\b|in\b|on\b|at\b)",
    re.I,
)


_PASSES = re.compile(r"(?:exceed(?:s|ed)|surpass(?:es|ed)|top(?:s|ped)|passed)\b", re.I)


def dead_in_passing(tree: Tree) -> Iterator[Harm]:
    """ "one fatally": the number of those who died, beside the number of all who were struck."""
    for number in tree.numbers:
        if match := _FATALLY.match(tree.text, number.end - tree.start):
            yield Harm(Outcome.KILLED, tree_word(tree, match.end() - 1), number=number)


def tolls_in(tree: Tree, context: Outcome | None = None) -> Iterator[Harm]:
    """Harm said of a toll: "the death toll rose from 12 to 15", "a death toll exceeding 1,000 people".

    context: the outcome that the text spoke of last, for "the ministry's own tally was 9"
    """
    yield from _figures_in(tree, context)
    for number in tree.numbers:
        if match := _KEY.match(tree.text[: number.start - tree.start]):  # "Civilians reported killed: 17-31"
            yield Harm(_outcome_of(match["kind"]), tree_word(tree, match.end("kind")), number=number)
    of_the_dead = context is Outcome.KILLED or _OF_THE_DEAD.search(tree.text)
    tolls = list(_TOLL.finditer(tree.text))
    own = [
        m for m in _OWN_TOLL.finditer(tree.text) if not any(m.end() > t.start() and t.end() > m.start() for t in tolls)
    ]
    for match in (*tolls, *(own if of_the_dead else ())):
        start = match.end() + tree.start
        outcome = _outcome_of(match.groupdict().get("kind"))
        reached = [n for n in tree.numbers if start <= n.start and _is_reached(tree, start, n)]
        verb = tree_word(tree, match.end())
        old = _revised_from(tree, start, reached)
        new = [n for n in reached if old is None or n.start > old.end][:1]
        for number in (*([old] if old else []), *new):
            yield Harm(outcome, verb, number=number, toll=True)
    for match in _BROUGHT.finditer(tree.text):
        number_at = tree.start + match.start("number")
        yield from (
            Harm(_outcome_of(match["kind"]), tree_word(tree, match.end()), number=n, toll=True)
            for n in tree.numbers
            if n.start == number_at
        )


def _figures_in(tree: Tree, context: Outcome | None) -> Iterator[Harm]:
    """ "the union's earlier tally was 12", "raised the figure to 43", "was able to confirm 46": of what the text spoke of last."""
    if context is None:
        return
    for number in tree.numbers:
        before, behind = tree.text[: number.start - tree.start], tree.text[number.end - tree.start :]
        figure = (
            _FIGURE.search(before) or _CHANGED_TO.search(before) or (number.max and _SEVERAL_FIGURES.search(before))
        )
        if _STANDS_ALONE.match(behind) and (figure or _CONFIRMS.search(before)):
            said = re.search(rf"\b{_KIND}\b", figure[0], re.I) if figure else None
            outcome = _outcome_of(said["kind"]) if said else context
            yield Harm(outcome, tree_word(tree, number.end - tree.start), number=number, toll=figure is not None)


def _revised_from(tree: Tree, toll_end: int, reached: list[NumberExpression]) -> NumberExpression | None:
    """The old figure of a revision, "from 12 to 17": both are counts, the new one revises the old (relations.py)."""
    return next(
        (
            n
            for n in tree.numbers
            if n.start >= toll_end
            and reached
            and n.end < reached[-1].start
            and _FROM.search(tree.text[: n.start - tree.start])
        ),
        None,
    )


def _outcome_of(kind: str | None) -> Outcome:
    kind = (kind or "dead").lower()
    if kind in ("injured", "wounded"):
        return Outcome.INJURED
    return Outcome.CASUALTIES if kind in ("casualties", "victims") else Outcome.KILLED


def tree_word(tree: Tree, at: int) -> int:
    """The word at an offset of the sentence."""
    return next((w.i for w in tree.words if w.end - tree.start >= at), len(tree) - 1)


def _is_reached(tree: Tree, toll_end: int, number: NumberExpression) -> bool:
    """True where the toll stands at the number: "toll rose to 15", "toll of 15", "toll exceeding 15"."""
    between = tree.text[toll_end - tree.start : number.start - tree.start]
    if _PASSES.match(tree.text, number.start - tree.start):
        return len(between) < MAX_REACH_OF_RISE
    if len(between) >= MAX_REACH:
        return len(between) < MAX_REACH_OF_RISE and bool(_RISEN.search(between))
    return not between.strip() or bool(_REACHES.search(between))


def counted_in_front(tree: Tree, verb: Word) -> Word | None:
    """Those counted before a passive verb, across an aside: "six people, including an inspector, were killed".

    The parser may hang them elsewhere; the words alone say it.
    """
    at = verb.i - 1
    while at > 0 and (tree[at].lower in _PASSIVE or tree[at].tag == "RB"):
        at -= 1
    if not any(w.lower in _PASSIVE for w in tree.words[at + 1 : verb.i]):
        return None
    closing = tree[at].lower in (",", ")", "-", "--", "–")
    opener = next((i for i in range(at, max(0, at - MAX_ASIDE), -1) if _opens_aside(tree, i)), None)
    at = opener - 1 if opener is not None else at - closing
    noun = tree[at]
    counted = any(n.start < noun.start and 0 < noun.start - n.end <= MAX_ADJECTIVES for n in tree.numbers)
    return noun if counted and is_person_noun(noun.lower) and noun.tag.startswith("NN") else None


def _opens_aside(tree: Tree, i: int) -> bool:
    if tree[i].lower not in (",", "(", "-", "--", "–"):
        return False
    behind = [w.lower for w in tree.words[i + 1 : i + 6]]
    return behind[:1] != [] and (
        behind[0] in _ASIDES or ("of" in behind and behind[behind.index("of") + 1 :][:1] == ["them"])
    )


def sufferers_in(tree: Tree) -> Iterator[Harm]:
    """Those who "suffered gunshot wounds", counted right before the verb; the parser often misses the verb there."""
    for number in tree.numbers:
        if match := _SUFFERED.match(tree.text, number.end - tree.start):
            verb = next(w.i for w in tree.words if w.end >= match.end() + tree.start)
            yield Harm(Outcome.INJURED, verb, number=number, weak=True)
