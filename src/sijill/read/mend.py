"""Mends what the parser is known to hang on the wrong word: words with heads -> the same words, a few of them rehung.

"killed a mother and three of her children": the children are killed with her; "left ten men and a boy dead": dead are all eleven.
Changes heads and labels only.
"""

from __future__ import annotations

from sijill.read.tree import Word

_NOUNS = ("NN", "CD", "PRP")
_CLAUSE = frozenset(
    {"nsubj", "nsubjpass", "dobj", "aux", "auxpass", "ccomp", "xcomp", "acl", "relcl", "acomp", "oprd", "advcl", "prt"}
)


def mend(words: list[Word]) -> None:
    """Rehangs what is known to hang on the wrong word."""
    for word in words:
        _join_series(words, word)
        _join_to_object(words, word)
        _join_sayings(words, word)
        _raise_state(words, word)
        _read_headline_verb(words, word)
        _lift_subject(words, word)
        _read_clinging(words, word)


def _join_series(words: list[Word], verb: Word) -> None:
    """ "walked in, shot two clerks, then killed himself": verbs in a row are joined where the parser has no name for it."""
    unnamed = verb.dep == "dep" and verb.tag in ("VBD", "VBZ") and words[verb.head].tag == verb.tag
    if unnamed and not any(w.head == verb.i and w.dep in ("nsubj", "nsubjpass") for w in words):
        verb.dep = "conj"


def _read_clinging(words: list[Word], word: Word) -> None:
    """ "left one man dead and another clinging to life": the parser takes the clause for a noun."""
    if word.lower not in ("clinging", "fighting", "battling") or word.tag != "NN" or word.i + 2 >= len(words):
        return
    if words[word.i + 1].lower in ("to", "for") and words[word.i - 1].head == word.i:
        word.tag, words[word.i - 1].dep = "VBG", "nsubj"


def _join_to_object(words: list[Word], word: Word) -> None:
    """Hangs a noun that is coordinated with a verb on that verb's object.

    Only where it stands right behind that object, and nothing below it makes a clause ("killed ten and twenty others wounded").
    """
    if word.dep == "conj" and word.tag.startswith(_NOUNS):
        verb = words[word.head]
        first = _first_of(words, word)
        object_ = next((w for w in words if w.head == verb.i and w.dep == "dobj" and verb.i < w.i < first), None)
        if verb.tag.startswith("VB") and object_ and _joins(words, object_, first) and not _makes_clause(words, word):
            word.head = object_.i


# What became of those whom a verb names as its object: "left eight men and a boy dead", "shot a patient dead".
_STATES = frozenset({"dead", "wounded", "injured", "hurt", "maimed", "unhurt"})
_LEAVES_SO = frozenset({"left", "leave", "leaves", "leaving", "shot", "shoot", "shoots", "shooting"})


def _raise_state(words: list[Word], state: Word) -> None:
    """ "left eight gunmen and a bystander dead": said of all of the object, not of the last noun before it."""
    noun = words[state.head]
    if state.lower not in _STATES or state.dep not in ("amod", "acl") or noun.i >= state.i:
        return
    while noun.dep in ("conj", "appos"):
        if any(w.lower in _STATES for w in words[noun.head + 1 : noun.i]):
            return  # "left two guards wounded and four suspects dead"
        noun = words[noun.head]
    verb = words[noun.head]
    if noun.dep == "dobj" and verb.lower in _LEAVES_SO:
        state.head, state.dep = verb.i, "oprd"


def _read_headline_verb(words: list[Word], shot: Word) -> None:
    """ "Three shot in parking lot": one noun of three is no noun, but a verb without "were"; so is "riddled" with bullets."""
    if shot.lower == "riddled" and shot.tag == "JJ":
        shot.tag = "VBN"
    if shot.lower not in ("shot", "hurt") or shot.tag != "NN" or shot.i == 0:
        return
    number = words[shot.i - 1]
    if number.tag == "CD" and number.head == shot.i and number.lower not in ("one", "1"):
        shot.tag = "VBN"


def _lift_subject(words: list[Word], subject: Word) -> None:
    """ "Six labourers … were lined up": whose subject is the verb's, where the parser hangs it on "were"."""
    aux = words[subject.head]
    if subject.dep not in ("nsubj", "nsubjpass") or aux.dep not in ("aux", "auxpass") or aux.head <= aux.i:
        return
    if not any(w.head == aux.head and w.dep in ("nsubj", "nsubjpass") for w in words):
        subject.head, subject.dep = aux.head, "nsubjpass" if aux.dep == "auxpass" else "nsubj"


def _join_sayings(words: list[Word], said: Word) -> None:
    """ "denied that its members were there and said …": who denied said it, not the members."""
    inner = words[said.head]
    joined = said.dep == "conj" and said.lower == "said" and inner.dep == "ccomp" and words[inner.head].tag == "VBD"
    if joined and not any(w.head == said.i and w.dep in ("nsubj", "mark") for w in words):
        said.head = inner.head


def _first_of(words: list[Word], word: Word) -> int:
    """The first word of the phrase before its head: of "three of her children" the three."""
    first = word.i
    while first > 0 and _is_below(words, words[first - 1], word):
        first -= 1
    return first


def _joins(words: list[Word], object_: Word, first: int) -> bool:
    """True where "and" stands before the phrase, and only what belongs to the object before that."""
    joint = words[first - 1]
    if joint.lower not in ("and", "plus"):
        return False
    return all(_is_below(words, w, object_) or w.lower == "," for w in words[object_.i + 1 : joint.i])


def _is_below(words: list[Word], word: Word, above: Word) -> bool:
    at = word.i
    while words[at].head != at:
        at = words[at].head
        if at == above.i:
            return True
    return False


def _makes_clause(words: list[Word], word: Word) -> bool:
    behind = words[word.i + 1].tag if word.i + 1 < len(words) else ""
    return behind in ("VBD", "VBN", "VBP", "VBZ", "MD") or any(w.head == word.i and w.dep in _CLAUSE for w in words)
