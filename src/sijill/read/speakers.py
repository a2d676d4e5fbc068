"""Decides who says what in a sentence: Tree and the speaker before -> Speech acts, and for each word the chain of speakers.

"according to X", "X said that …", "… , said X", "It added". Does not decide what kind of origin a claim has (link).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sijill.data import load_table
from sijill.model.claim import Span, Speaker
from sijill.model.source import SourceKind
from sijill.read.lexicon import harm_words, is_person_noun
from sijill.read.speaker_phrases import COLLECTIVES, fits, head_of_phrase, kind_of, phrase_edges, speaker_from
from sijill.read.tree import Tree, Word

_ACCORDING = re.compile(
    r"\b(?:according\s+to|as\s+per|citing|quoting|cited\s+by|quoted\s+by|as\s+reported\s+by|reported\s+by|confirmed\s+by)\s+",
    re.I,
)
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_RELATIVE = frozenset({"who", "which", "that"})
# Whoever is the subject of these, with what was said, speaks.
_CORE = frozenset(
    "said say says saying told tells added adds stated states announced confirmed reported insisted acknowledged".split()
)
_GIVING = frozenset("gave gives giving given provided provides issued offered".split())
_ACCUSING = frozenset("accused accuses accuse blamed blames blame alleged alleges".split())
_SUFFERED = frozenset("killed dead injured wounded missing hurt".split())
_PUTTING = frozenset("put puts spoke speak gave give suggested suggest indicated indicate mentioned mention".split())
_HOLDING = frozenset("held hold holds holding".split())
_CALLING = frozenset("called calls calling described describes describing branded termed labelled labeled".split())
_SURE = frozenset("adamant convinced certain sure confident".split())
# With a clause behind them these tell a finding: "the commission found that …".
_FINDING = frozenset("found finds concluded concludes established ruled determined".split())
_INQUIRY = re.compile(
    r"\b(?:commission|inquiry|enquiry|investigat\w+|court|tribunal|panel|jury|judges?|probe|inspectors)\b", re.I
)
_FIGURES = frozenset("toll figure figures count tally number numbers total estimate death deaths".split())
_TALLIES = frozenset("toll figure figures count tally estimate total".split())
_AGAINST = frozenset({"although", "though", "while", "whereas"})


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying: its verb (None for "according to"), the speaker (None where it is nobody), the words that it governs."""

    verb: int | None
    speaker: Speaker | None
    governs: frozenset[int]
    denies: bool = False
    accuses: bool = False
    finds: bool = False  # a body that inquired tells what it found


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load_table("speakers")["verbs"]["words"])


@cache
def _nobody() -> frozenset[str]:
    return frozenset(load_table("speakers")["nobody"]["words"])


def find_speech(tree: Tree, before: Sequence[Speaker]) -> list[Speech]:
    """All acts of saying in a sentence; pronouns stand for one of the speakers before, the latest first, who fits them."""
    found = [*_according(tree, before), *_owned_figures(tree)]
    for word in tree.words:
        if (is_speech_verb(tree, word)) and (speech := _by_verb(tree, word, before)):
            found.append(speech)
    found = [_within_semicolons(tree, speech, found) for speech in found]
    return found or _lost_space(tree) or _before_colon(tree)


def latest_speakers(speeches: Sequence[Speech], before: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """The speakers a pronoun of the next sentence may stand for, the latest first; a few are enough."""
    here = [s.speaker for s in reversed(speeches) if s.speaker]
    spans = {s.span for s in here}
    return (*here, *(s for s in before if s.span not in spans))[:5]


def is_speech_verb(tree: Tree, word: Word) -> bool:
    """True for a word by which somebody says, gives a figure, is sure, or finds."""
    if word.lower in _SURE:
        return word.dep == "acomp" and bool(tree.kids(word.i, "ccomp"))
    if not word.tag.startswith("VB") and not _is_said_as_noun(tree, word):
        return False
    if word.lower == "reported" and word.i + 1 < len(tree) and tree[word.i + 1].lower in _SUFFERED:
        return False  # "civilians reported killed"
    if word.lower in _FINDING:
        return bool(tree.kids(word.i, "ccomp")) or _finds_guilty(tree, word)
    if word.lower in _GIVING:
        return any(kid.lower in _FIGURES for kid in tree.kids(word.i, "dobj"))
    if word.lower in ("spoke", "speak", "speaks", "spoken", "speaking"):
        return any(kid.lower == "of" for kid in tree.kids(word.i, "prep"))
    if word.lower in _HOLDING:
        return any(kid.lower == "responsible" for kid in tree.kids(word.i))  # "held the army responsible for 18 deaths"
    if word.lower in _CALLING:
        objects = tree.kids(word.i, "dobj")  # not of "what it called an insurgency"
        return bool(objects and not objects[0].tag.startswith("W") and tree.kids(word.i, "oprd", "prep"))
    return word.lower in _verbs()


def _is_said_as_noun(tree: Tree, word: Word) -> bool:
    """ "…, the agency reports.": the parser takes the verb for a noun, and yet gives it a subject and what was said."""
    return (
        word.tag == "NNS"
        and word.lower in ("reports", "claims", "estimates")
        and bool(tree.kids(word.i, "nsubj") and tree.kids(word.i, "ccomp"))
    )


def _finds_guilty(tree: Tree, verb: Word) -> bool:
    """ "a commission found the brigade responsible for 31 killings"."""
    found = [*tree.kids(verb.i), *(kid for obj in tree.kids(verb.i, "dobj") for kid in tree.kids(obj.i))]
    return any(kid.lower in ("responsible", "guilty") for kid in found)


def _within_semicolons(tree: Tree, speech: Speech, speeches: Sequence[Speech]) -> Speech:
    """What is said goes on behind a semicolon unless somebody else speaks there, and never reaches back over one.

    "The army said that a convoy was ambushed; four soldiers were killed": the army says both.
    """
    marks = [w.i for w in tree.words if w.lower == ";"]
    if not marks or speech.verb is None:
        return speech
    complement = any(kid.i > speech.verb for kid in tree.kids(speech.verb, "ccomp"))
    if not (complement or speech.accuses):
        return speech
    start = max((m for m in marks if m < speech.verb), default=-1)
    governs = frozenset(i for i in speech.governs if i > start)
    behind = [m for m in marks if m > speech.verb]
    if behind and not any(s.verb is not None and s.verb > behind[0] for s in speeches):
        governs |= frozenset(range(behind[0] + 1, len(tree)))
    return replace(speech, governs=governs)


def speakers_of(tree: Tree, i: int, speeches: list[Speech]) -> tuple[tuple[Speaker, ...], Speech | None]:
    """The chain of speakers for word i, nearest first, and the nearest act of saying."""
    over = sorted((s for s in speeches if i in s.governs), key=lambda s: len(s.governs))
    chain: list[Speaker] = []
    for speech in over:
        if speech.speaker and all(speech.speaker.span != known.span for known in chain):
            chain.append(speech.speaker)
    return tuple(chain), (over[0] if over else None)


def _according(tree: Tree, before: Sequence[Speaker]) -> list[Speech]:
    found: list[Speech] = []
    ends = {match.end() + tree.start for match in _ACCORDING.finditer(tree.text)}
    for word in tree.words if ends else ():
        if word.i and word.start in ends:
            head = head_of_phrase(tree, word)
            pronoun = head.lower in ("him", "her", "them", "it")
            speaker = next((s for s in before if fits(head.lower, s)), None) if pronoun else speaker_from(tree, head)
            if speaker and not any(s.speaker and s.speaker.span == speaker.span for s in found):
                inside = {w.i for w in tree.subtree(head.i)}
                rest = frozenset(w.i for w in tree.words if w.i not in inside)
                found.append(Speech(None, speaker, _clause_of(tree, word.i - 1, rest)))
    return found


def _owned_figures(tree: Tree) -> list[Speech]:
    """ "The union's earlier tally was 12", "the ministry's own count": whose figure it is gives it."""
    found = []
    for noun in tree.words:
        if noun.lower in _TALLIES and noun.dep in ("nsubj", "dobj", "pobj"):
            for owner in tree.kids(noun.i, "poss"):
                speaker = speaker_from(tree, owner) if _is_speaker(tree, owner, noun) and owner.tag[0] == "N" else None
                verb = next((a for a in tree.ancestors(noun.i) if a.tag.startswith("VB")), None)
                if speaker and verb is not None:
                    inside = {w.i for w in tree.subtree(owner.i)}
                    found.append(Speech(None, speaker, frozenset(w.i for w in tree.subtree(verb.i)) - inside))
    return found


def _clause_of(tree: Tree, i: int, rest: frozenset[int]) -> frozenset[int]:
    """What "according to X" governs: the coordinated clause that it stands in, else the whole sentence."""
    for above in tree.ancestors(i):
        if above.dep == "conj" and above.tag.startswith("VB") and tree.kids(above.i, "nsubj", "nsubjpass"):
            return frozenset(w.i for w in tree.subtree(above.i)) & rest
    return rest


def _by_verb(tree: Tree, verb: Word, before: Sequence[Speaker]) -> Speech | None:
    if accuser := _accused_by(tree, verb):
        return accuser
    subject = _subject_of(tree, verb)
    if (
        subject is not None
        and subject.lower in ("reports", "report", "accounts", "rumours", "rumors")
        and (tree.kids(verb.i, "ccomp") or verb.lower in _PUTTING)
    ):
        return Speech(verb.i, None, _governed(tree, verb, subject))
    if subject is None or _counts_people(tree, subject):
        return None
    denies = verb.lower.startswith("den") and not _is_undone(tree, verb)
    if denies and subject.lower in ("we", "i"):  # whose words these are is told around them
        return Speech(verb.i, None, _governed(tree, verb, subject), denies=True)
    speaker = _who_speaks(tree, verb, subject, before)
    if speaker is None or not _is_speaker(tree, subject, verb):
        return None
    return Speech(
        verb.i,
        speaker,
        _governed(tree, verb, subject),
        denies=denies,
        accuses=verb.lower in _ACCUSING,
        finds=verb.lower in _FINDING and bool(_INQUIRY.search(speaker.name)),
    )


def _is_undone(tree: Tree, verb: Word) -> bool:
    """ "did not confirm or deny": neither said nor denied."""
    over = (verb, tree[verb.head]) if verb.dep == "conj" else (verb,)
    return any(kid.dep == "neg" for one in over for kid in tree.kids(one.i))


def _accused_by(tree: Tree, verb: Word) -> Speech | None:
    """ "The militia is accused by residents of executing ten men": who accuses speaks."""
    if verb.lower not in ("accused", "blamed") or not tree.kids(verb.i, "auxpass"):
        return None
    accuser = next((kid for by in tree.kids(verb.i, "agent") for kid in tree.kids(by.i, "pobj")), None)
    if accuser is None or not _is_speaker(tree, accuser, verb):
        return None
    own = {w.i for w in tree.subtree(accuser.i, without=frozenset({"prep"}))} | {verb.i}
    return Speech(verb.i, speaker_from(tree, accuser), frozenset(w.i for w in tree.subtree(verb.i)) - own, accuses=True)


def _subject_of(tree: Tree, verb: Word) -> Word | None:
    """Who says it: the verb's own subject, the one it shares, or for "sure" that of its copula."""
    if verb.lower in _SURE:
        return next(iter(tree.kids(verb.head, "nsubj")), None)
    subject = next(iter(tree.kids(verb.i, "nsubj")), None)
    if subject is None and verb.dep in ("advcl", "conj", "xcomp", "acl", "pcomp"):
        subject = next(iter(tree.kids(tree[verb.head].i, "nsubj")), None) if verb.dep != "acl" else tree[verb.head]
        if verb.tag != "VBG" and verb.dep != "conj":
            subject = _of_able(tree, verb)
    return subject


def _of_able(tree: Tree, verb: Word) -> Word | None:
    """ "The mission has been able to verify 24": who is able, or who managed."""
    above = tree[verb.head]
    if verb.dep != "xcomp" or above.lower not in ("able", "managed", "unable", "continue", "continues", "continued"):
        return None
    return next(iter(tree.kids(above.i, "nsubj") or tree.kids(above.head, "nsubj")), None)


def _counts_people(tree: Tree, subject: Word) -> bool:
    """ "Three people said …" counts those who speak; "ten people recorded" speaks of the dead."""
    if subject.tag == "CD":
        return True
    return bool(tree.kids(subject.i, "nummod")) and subject.lower in (
        "people",
        "persons",
        "deaths",
        "civilians",
        "others",
    )


def _who_speaks(tree: Tree, verb: Word, subject: Word, before: Sequence[Speaker]) -> Speaker | None:
    """The speaker behind a subject: what a pronoun or "which" stands for, or the noun phrase itself."""
    if subject.lower in _RELATIVE and subject.tag.startswith("W"):
        head = tree[verb.head]
        known = kind_of(tree.words_text(*phrase_edges(tree, head))) is not SourceKind.UNKNOWN
        stands = subject.lower == "who" or known or head.entity in ("ORG", "NORP")
        return speaker_from(tree, head) if stands and verb.dep == "relcl" else None
    if subject.lower in _PRONOUNS:
        return _above_in_sentence(tree, verb, subject) or next((s for s in before if fits(subject.lower, s)), None)
    return None if subject.lower in _nobody() else speaker_from(tree, subject)


def _above_in_sentence(tree: Tree, verb: Word, pronoun: Word) -> Speaker | None:
    """ "The tracker said it had documented 58 deaths", "… gave a figure, saying it had documented 29": "it" is who says so."""
    for above in tree.ancestors(verb.i):
        subject = _subject_of(tree, above) if is_speech_verb(tree, above) else None
        if subject is not None and subject.lower not in (*_PRONOUNS, *_nobody(), *_RELATIVE):
            speaker = speaker_from(tree, subject)
            return speaker if speaker and fits(pronoun.lower, speaker) else None
    return None


def _is_speaker(tree: Tree, subject: Word, verb: Word) -> bool:
    """Refuses things as speakers: "attacks claim ten lives" says nothing of who says so."""
    if verb.lower in (
        "claim",
        "claims",
        "claimed",
        "claiming",
        "put",
        "raised",
        "posted",
        "registered",
        "recorded",
        "revised",
        "described",
    ):
        takes = " ".join(kid.lower for kid in tree.kids(verb.i, "dobj"))
        if takes in ("lives", "life", "people") or (
            verb.lower in ("put", "raised", "placed", "placing", "putting")
            and not re.search(r"toll|number|figure|count|death|tally|estimate", tree.text, re.I)
        ):
            return False
    if subject.lower in _RELATIVE or (verb.lower in _CORE and _has_said(tree, verb) and subject.tag.startswith("NN")):
        return True
    return (
        (verb.lower in _FINDING and bool(_INQUIRY.search(subject.text)))
        or kind_of(tree.words_text(*phrase_edges(tree, subject))) is not SourceKind.UNKNOWN
        or subject.tag.startswith(("NNP", "PRP"))
        or is_person_noun(subject.lower)
        or subject.lower in COLLECTIVES
        or subject.lower in ("source", "sources")
        or subject.entity in ("PERSON", "ORG", "NORP")
    )


def _has_said(tree: Tree, verb: Word) -> bool:
    """What was said stands beside the verb: "… said that", or the clause before ", … said"."""
    return bool(tree.kids(verb.i, "ccomp", "parataxis")) or verb.dep in ("parataxis", "advcl")


def _governed(tree: Tree, verb: Word, subject: Word) -> frozenset[int]:
    if ends := _said_at_the_end(tree, verb, subject):
        return ends
    own = {w.i for w in tree.subtree(subject.i)} | ({verb.i} - _counting(verb))
    for kid in [
        w for w in tree.subtree(verb.i) if w.dep == "advcl" and w.i != verb.i
    ]:  # "although police put the toll at three, a witness said …"
        asked = (
            kid.lower == "asked" and kid.tag == "VBN"
        )  # "Asked about reports that 100 had died, he said …": he does not say so
        if asked or any(mark.lower in _AGAINST for mark in tree.kids(kid.i, "mark")):
            own |= {w.i for w in tree.subtree(kid.i)}
    below = {w.i for w in tree.subtree(verb.i)} - own
    if verb.dep in ("parataxis", "advcl", "ccomp") and not any(
        kid.dep in ("ccomp", "dobj", "xcomp") for kid in tree.kids(verb.i)
    ):
        # ", police said" hung below the clause that it reports
        below |= {w.i for w in tree.subtree(verb.head)} - own
    return frozenset(below)


def _counting(verb: Word) -> set[int]:
    """ "a nurse counted 19 corpses": the verb tells of the harm and of who says so."""
    return {verb.i} if verb.lower in harm_words() else set()


def _said_at_the_end(tree: Tree, verb: Word, subject: Word) -> frozenset[int]:
    """ "…, the state agency reported.": all before the comma, on whatever word the parser hangs it."""
    if verb.lower not in _CORE or verb.dep not in ("relcl", "acl", "appos", "dep", "conj", "advcl"):
        return frozenset()
    first, last = tree.edges(verb.i)
    first = min(first, tree.edges(subject.i)[0])
    ends = all(w.tag in (".", "''", "-RRB-") for w in tree.words[last + 1 :])
    if not ends or first < 2 or tree[first - 1].lower != "," or tree.kids(verb.i, "dobj", "ccomp", "xcomp", "mark"):
        return frozenset()
    return frozenset(range(first - 1))


_BEFORE_COLON = re.compile(r"(?P<who>[\w.’'-]+(?:\s[\w.’'-]+){0,4}):\s+(?=\S)")
_BEHIND_DASH = re.compile(r"\s[-–—]\s+(?P<who>(?:the\s+)?[\w.’'-]+(?:\s[\w.’'-]+){0,3})\s*$")


def _before_colon(tree: Tree) -> list[Speech]:
    """A headline's way to say who says so: "UN inquiry: more than 400 killed", "Nine killed in raid – police"."""
    match = _BEFORE_COLON.match(tree.text) or _BEHIND_DASH.search(tree.text)
    if match is None or any(c.isdigit() for c in match["who"]) or kind_of(match["who"]) is SourceKind.UNKNOWN:
        return []
    start, end = (tree.start + at for at in match.span("who"))
    if any(w.tag.startswith("VB") and start <= w.start < end for w in tree.words):
        return []
    span = Span(start=start, end=end, quote=match["who"])
    speaker = Speaker(name=match["who"], kind=kind_of(match["who"]), span=span, named=False)
    return [Speech(None, speaker, frozenset(w.i for w in tree.words if w.start >= end or w.end <= start))]


def _lost_space(tree: Tree) -> list[Speech]:
    """ "first,said Kamal": the parser saw one word; the speaker stands behind it."""
    match = re.search(
        r"[,”\"'](?:said|says|notes|added|adds|explained)\s+([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)", tree.text
    )
    if match is None:
        return []
    span = Span(start=tree.start + match.start(1), end=tree.start + match.end(1), quote=match[1])
    speaker = Speaker(name=match[1], kind=kind_of(tree.text[match.start(1) :]), span=span, named=True)
    return [Speech(None, speaker, frozenset(w.i for w in tree.words if w.end <= span.start))]
