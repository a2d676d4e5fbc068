"""Decides where a sentence says that somebody did an act of violence, and by which words: Tree, harms -> Accusations.

"killed by X", "an X-led air strike killed", "opened fire", "suspected X of killing", "the attackers were members of X", "X says it killed".
Who is meant, and who says so, is decided in perpetrators.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sijill.data import load_table, load_words
from sijill.model.claim import Outcome, Stance
from sijill.read.accusation import AN_ACT, Accusation, is_side, names_side
from sijill.read.harm import Harm
from sijill.read.lexicon import status_of
from sijill.read.responsibility import laid_responsibility, may_be_told_of, subjects_of
from sijill.read.speaker_phrases import speaker_from
from sijill.read.speakers import is_speech_verb
from sijill.read.tree import Tree, Word

_VIOLENT = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.ABDUCTED, Outcome.DESTROYED})
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself"})
_DENYING = frozenset("denied denies denying deny".split())
_OWNING = frozenset("acknowledged acknowledges admitted admits confessed conceded boasted claimed claims".split())
_ATTRIBUTED = frozenset({"attributed", "attribute", "attributes", "attributing", "ascribed", "ascribe"})
_PRONOUNS = frozenset({"it", "they", "we", "he", "she", "i"})


def accusations_in(tree: Tree, harms: list[Harm]) -> Iterator[Accusation]:
    """Every accusation of a sentence, pronouns and acts traced back to who stands behind them."""
    for accusation in (*laid_responsibility(tree), *_by_words(tree, harms)):
        yield from _traced(tree, accusation)
    yield from _within_acts(tree, harms)


def _violent_harms(tree: Tree, harms: list[Harm]) -> set[int]:
    """The words of harm by which somebody did it; not those of who buried or treated the victims."""
    caring = load_table("perpetrators")["caring_verbs"]
    return {h.verb for h in harms if h.outcome in _VIOLENT and tree[h.verb].lower not in caring}


def _by_words(tree: Tree, harms: list[Harm]) -> Iterator[Accusation]:
    violent_verbs = load_words("perpetrators", "violent_verbs")
    other_verbs = load_words("perpetrators", "light_verbs", "firing_verbs")
    violent_nouns = load_words("perpetrators", "violent_nouns")
    harmful = _violent_harms(tree, harms)
    for harm in harms:
        if harm.by is not None and harm.verb in harmful:
            yield Accusation(harm.by, harm.verb)
    for word in tree.words:
        acts = word.lower in violent_verbs or (word.lower in other_verbs and _does_violence(tree, word))
        if word.tag.startswith("VB") and (acts or word.i in harmful):
            yield from _by_verb(tree, word)
        if word.lower in violent_nouns:
            yield from (Accusation(kid.i, word.i) for by in _by_below(tree, word) for kid in tree.kids(by.i, "pobj"))
        elif word.lower == "claimed":
            yield from _claimed_act(tree, word)
        elif word.lower == "work" and tree[word.head].lower in ("was", "is", "were", "be"):
            of = [kid for prep in tree.kids(word.i, "prep") if prep.lower == "of" for kid in tree.kids(prep.i, "pobj")]
            yield from (Accusation(kid.i, word.i, Stance.ALLEGED) for kid in of)
        elif word.lower in ("belong", "belonged", "belonging"):
            yield from _belonging(tree, word)
        elif word.lower == "responsibility" and tree[word.head].lower.startswith("claim"):
            yield from _claimed(tree, tree[word.head])
        elif word.lower == "blame" and tree[word.head].lower in ("was", "were", "is", "are"):
            yield from (Accusation(kid.i, word.i, Stance.ALLEGED) for kid in tree.kids(word.head, "nsubj"))
        elif word.lower in load_words("perpetrators", "blame_verbs") and word.tag.startswith("VB"):
            yield from _blamed(tree, word)
        if word.lower in load_words("perpetrators", "suspecting"):
            yield from _suspected(tree, word, harmful)
        if may_be_told_of(word):
            yield from _told_who_they_are(tree, word)


def _traced(tree: Tree, accusation: Accusation) -> Iterator[Accusation]:
    """The accusation with what its pronoun stands for; none where that is nobody told of in the sentence."""
    who = tree[accusation.who]
    if who.lower in ("who", "that", "which") and who.tag.startswith("W"):
        clause = next((a for a in (tree[who.head], *tree.ancestors(who.head)) if a.dep == "relcl"), None)
        if clause is not None:
            yield replace(accusation, who=clause.head)
    elif who.lower in _PRONOUNS:
        yield from _behind_pronoun(tree, accusation, who)
    elif who.lower not in (*load_table("perpetrators")["violent_nouns"], *load_table("perpetrators")["weapons"]):
        yield accusation


def _behind_pronoun(tree: Tree, accusation: Accusation, pronoun: Word) -> Iterator[Accusation]:
    """ "The Front says it killed him": the speaker did it; "the rebels stopped a bus; they killed seven": who acted before."""
    above = [a for a in tree.ancestors(pronoun.i) if is_speech_verb(tree, a)]
    speaking = [kid for a in above[:1] for kid in tree.kids(a.i, "nsubj")]
    if pronoun.lower in ("they", "he", "she"):
        subjects = [w for w in tree.words[: pronoun.i] if w.dep in ("nsubj", "nsubjpass") and w not in speaking]
        fitting = [w for w in subjects if w.lower not in _PRONOUNS and _fits_number(tree, w, pronoun)]
        if fitting and pronoun.lower == "they":
            yield replace(accusation, who=fitting[-1].i)
            return
    for subject in speaking:
        if subject.lower not in _PRONOUNS and pronoun.lower in ("it", "they", "we") and is_side(tree, subject):
            yield replace(accusation, who=subject.i, stance=Stance.CLAIMED, speaker=speaker_from(tree, subject))


def _fits_number(tree: Tree, word: Word, pronoun: Word) -> bool:
    return pronoun.lower != "they" or word.tag in ("NNS", "NNPS") or is_side(tree, word)


def _within_acts(tree: Tree, harms: list[Harm]) -> Iterator[Accusation]:
    """A side within the noun for its act: "Orani-led airstrikes killed ten", "the army's shelling", "rebel rockets"."""
    table = load_table("perpetrators")
    harmful = _violent_harms(tree, harms)
    for noun in tree.words:
        if noun.lower not in table["acts_of_arms"] or not noun.tag.startswith("NN"):
            continue
        verb = next((a for a in tree.ancestors(noun.i) if a.tag.startswith("VB")), None)
        if noun.i in harmful:
            verb = noun
        if verb is None or not (
            verb.i in harmful or verb.lower in table["violent_verbs"] or verb.lower in table["striking_verbs"]
        ):
            continue
        sides = [kid for kid in tree.kids(noun.i, "compound", "amod", "nmod", "poss") if names_side(tree, kid)]
        if sides:
            first = min(tree.edges(kid.i)[0] for kid in sides)
            last = max(kid.i for kid in sides)
            yield Accusation(last, verb.i, first=first, last=last)


def _by_below(tree: Tree, noun: Word) -> list[Word]:
    """ "the killing of 745 people, by gunmen": "by" hangs on the noun or on those who were killed."""
    sufferers = [kid for of in tree.kids(noun.i, "prep") if of.lower == "of" for kid in tree.kids(of.i, "pobj")]
    heads = [noun, *sufferers, *(kid for s in sufferers for kid in tree.kids(s.i, "appos"))]
    return [by for head in heads for by in tree.kids(head.i, "prep", "agent") if by.lower == "by"]


def _by_verb(tree: Tree, verb: Word) -> Iterator[Accusation]:
    agents = [kid for by in _agents(tree, verb) for kid in tree.kids(by.i, "pobj")]
    yield from (Accusation(kid.i, verb.i) for kid in agents)
    if verb.dep == "acl" and verb.tag == "VBG":
        yield Accusation(verb.head, verb.i)
    elif (
        verb.dep == "pcomp" and tree[verb.head].lower in ("after", "before", "by") and not tree.kids(verb.i, "auxpass")
    ):
        yield from (Accusation(kid.i, verb.i) for kid in tree.kids(tree[verb.head].head, "nsubj"))
    elif any(
        kid.lower not in _REFLEXIVE and not _is_in_the_air(tree, kid) for kid in tree.kids(verb.i, "dobj")
    ) or _fires(tree, verb):
        governor = tree[verb.head].i if verb.dep in ("xcomp", "advcl", "conj") else verb.i
        loyal = [
            kid
            for adj in tree.kids(verb.i, "advcl")
            if adj.tag == "JJ" and adj.i < verb.i
            for kid in tree.kids(adj.i, "nsubj")
        ]
        raised = tree.kids(governor, "nsubjpass") if verb.dep == "xcomp" and not tree.kids(verb.i, "auxpass") else []
        subjects = (
            tree.kids(verb.i, "nsubj") or loyal or tree.kids(governor, "nsubj") or raised
        )  # "gunmen loyal to him attacked"
        yield from (_of_oneself(tree, kid, verb) for kid in subjects)


_IN_THE_AIR = frozenset("drone drones missile missiles rocket rockets uav uavs projectile projectiles".split())


def _is_in_the_air(tree: Tree, word: Word) -> bool:
    """ "shot down 41 of 52 drones": what is stopped on its way does no harm to anybody."""
    of = [kid for p in tree.kids(word.i, "prep") if p.lower == "of" for kid in tree.kids(p.i, "pobj")]
    return any(w.lower in _IN_THE_AIR for w in (word, *of))


def _only_speaks(tree: Tree, verb: Word) -> bool:
    """ "the governor accused the army of attacking herders": he speaks of the deed and does not do it."""
    above = tree[verb.head]
    speaks = is_speech_verb(tree, above) or above.lower in load_table("perpetrators")["blame_verbs"]
    return speaks and not (verb.dep == "xcomp" and above.lower in (*_OWNING, *_DENYING))


def _of_oneself(tree: Tree, who: Word, verb: Word) -> Accusation:
    """ "the coalition acknowledged killing nine", "the army denied shelling it", "the Front claims to have killed him"."""
    above = tree[verb.head].lower if verb.dep == "xcomp" else ""
    stance = Stance.DENIED if above in _DENYING else Stance.CLAIMED if above in _OWNING else None
    return Accusation(who.i, verb.i, stance, speaker_from(tree, who) if stance else None)


def _agents(tree: Tree, verb: Word) -> list[Word]:
    """The "by" of a passive, also where the parser hung it on the place: "were shot on the road by soldiers"."""
    if agents := tree.kids(verb.i, "agent"):
        return agents
    if not tree.kids(verb.i, "auxpass"):
        return []
    return [
        w for w in tree.subtree(verb.i) if w.lower == "by" and w.dep == "prep" and tree[w.head].dep in ("pobj", "conj")
    ]


def _fires(tree: Tree, verb: Word) -> bool:
    """ "fired on the crowd": those who fire do violence without an object."""
    return verb.lower in load_table("perpetrators")["firing_verbs"] and any(
        kid.lower in ("on", "at", "into", "first") for kid in tree.kids(verb.i, "prep", "advmod")
    )


def _does_violence(tree: Tree, verb: Word) -> bool:
    """ "launched a raid", "killings carried out by", "opened fire", "a raid believed to have been carried out by"."""
    table = load_table("perpetrators")
    acts = {*table["violent_nouns"], *table["weapons"]}
    done = [*tree.kids(verb.i, "dobj", "nsubjpass"), *([tree[verb.head]] if verb.dep in ("acl", "relcl") else [])]
    if verb.dep == "xcomp":
        above = tree[verb.head]
        done += [
            *tree.kids(above.i, "nsubj", "nsubjpass"),
            *([tree[above.head]] if above.dep in ("acl", "relcl") else []),
        ]
    done += [kid for word in done for kid in tree.kids(word.i, "conj")]
    return any(word.lower in acts for word in done) or _fires(tree, verb)


def _claimed(tree: Tree, verb: Word) -> Iterator[Accusation]:
    """ "X claimed responsibility": the actor speaks for itself; "no group claimed" names nobody."""
    for subject in tree.kids(verb.i, "nsubj"):
        if not any(kid.lower in ("no", "nobody") for kid in tree.kids(subject.i, "det")):
            yield Accusation(subject.i, verb.i, Stance.CLAIMED, speaker_from(tree, subject))
    for by in tree.kids(verb.i, "agent"):
        for kid in tree.kids(by.i, "pobj"):
            yield Accusation(kid.i, verb.i, Stance.CLAIMED, speaker_from(tree, kid))


def _claimed_act(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "an attack claimed by X", "the X-claimed attack"."""
    acts = {*load_table("perpetrators")["violent_nouns"], "blast", "explosion"}
    if any(noun.lower in acts for noun in tree.kids(word.i, "dobj")):  # "the Front claimed the ambush"
        sides = [kid for kid in tree.kids(word.i, "nsubj") if is_side(tree, kid)]
        yield from (Accusation(kid.i, word.i, Stance.CLAIMED, speaker_from(tree, kid)) for kid in sides)
    done = [*tree.kids(word.i, "nsubjpass"), tree[word.head]]
    if not any(noun.lower in acts for noun in done):
        return
    if word.i > 1 and tree[word.i - 1].text == "-":
        who = tree[word.i - 2]
        yield Accusation(who.i, word.i, Stance.CLAIMED, speaker_from(tree, who), first=who.i, last=who.i)
    for by in tree.kids(word.i, "agent"):
        for kid in tree.kids(by.i, "pobj"):
            yield Accusation(kid.i, word.i, Stance.CLAIMED, speaker_from(tree, kid))


def _belonging(tree: Tree, verb: Word) -> Iterator[Accusation]:
    """ "gunmen believed to belong to the Front": the Front, where those who belong to it are men at arms or nobody named."""
    above = next(
        (tree[a.head] if a.dep in ("acl", "relcl") else a for a in tree.ancestors(verb.i) if a.tag.startswith("VB")),
        None,
    )
    own = tree.kids(verb.i, "nsubj") or ([tree[verb.head]] if verb.dep in ("acl", "relcl") else [])
    subjects = own or ([] if above is None else [*tree.kids(above.i, "nsubj", "nsubjpass"), above])
    table = load_table("perpetrators")
    if not any(w.lower in table["nobody"] or status_of(w.lower).is_combatant for w in subjects):
        return
    for prep in tree.kids(verb.i, "prep"):
        yield from (
            Accusation(kid.i, verb.i, Stance.ALLEGED) for kid in tree.kids(prep.i, "pobj") if is_side(tree, kid)
        )


def _blamed(tree: Tree, verb: Word) -> Iterator[Accusation]:
    """ "police blamed X for the attack", "the attack was blamed on X", "witnesses implicate X"; not blame for anything else."""
    by = [kid for agent in tree.kids(verb.i, "agent") for kid in tree.kids(agent.i, "pobj")]
    said_by = [*tree.kids(verb.i, "nsubj"), *by]
    speaker = next((speaker_from(tree, s) for s in said_by if s.lower not in _PRONOUNS), None)
    grounds = [prep for prep in tree.kids(verb.i, "prep") if prep.lower in ("for", "of")]
    if grounds and not any(AN_ACT.search(tree.words_text(*tree.edges(prep.i))) for prep in grounds):
        return
    on = [kid for prep in tree.kids(verb.i, "prep") if prep.lower in ("on", "to") for kid in tree.kids(prep.i, "pobj")]
    if verb.lower in ("blamed", "blaming", "blame", "pinned", *_ATTRIBUTED) and on:
        if AN_ACT.search(tree.text):
            yield from (Accusation(kid.i, verb.i, Stance.ALLEGED, speaker) for kid in on)
    elif verb.lower not in ("pinned", *_ATTRIBUTED):
        objects = tree.kids(verb.i, "dobj") or (tree.kids(verb.i, "nsubjpass") if verb.tag == "VBN" else [])
        if verb.lower.startswith("accus") and not AN_ACT.search(tree.text[verb.end - tree.start :]):
            return  # "accused the herders of sheltering them"
        told = bool(grounds) or verb.lower.startswith("implicat") or bool(AN_ACT.search(tree.text))
        yield from (Accusation(kid.i, verb.i, Stance.ALLEGED, speaker) for kid in objects if told or is_side(tree, kid))


def _suspected(tree: Tree, word: Word, harmful: set[int]) -> Iterator[Accusation]:
    """ "X is suspected of killing …", "the man police suspect of shooting …", "a teacher accused of killing …"."""
    acts = load_table("perpetrators")["violent_verbs"]
    stance = Stance.CONFIRMED if word.lower in ("convicted", "guilty") else Stance.ALLEGED
    by = tree.kids(word.i, "nsubj") if word.tag.startswith("VB") else []
    speaker = next((s for kid in by if kid.lower not in (*_PRONOUNS, "who") and (s := speaker_from(tree, kid))), None)
    for prep in tree.kids(word.i, "prep"):
        doing = [kid for kid in tree.kids(prep.i, "pcomp", "pobj") if kid.i in harmful or kid.lower in acts]
        if prep.lower not in ("of", "in", "with") or not doing:
            continue
        found = tree.kids(word.i, "dobj", "nsubjpass") or ([tree[word.head]] if word.dep in ("acl", "relcl") else [])
        if word.dep in ("ccomp", "xcomp"):  # "found two sergeants guilty of killing"
            found = tree.kids(word.i, "nsubj") or found
        found = found or (
            subjects_of(tree, tree[word.head]) if word.dep in ("oprd", "acomp") else []
        )  # "found guilty of"
        yield from (Accusation(kid.i, doing[0].i, stance, speaker) for kid in found if kid.lower not in _PRONOUNS)
    for (
        deed
    ) in harmful:  # "convicted three officers of the murder of a nurse": the parser hangs the deed on the officers
        over = tree[tree[deed].head]
        if over.lower == "of" and over.dep == "prep" and over.head != word.i:
            held = [kid for kid in tree.kids(word.i, "dobj") if any(w.i == over.i for w in tree.subtree(kid.i))]
            yield from (Accusation(kid.i, deed, stance, speaker) for kid in held)


def _told_who_they_are(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "the attackers were members of the Front", "the gunmen were identified as soldiers"."""
    if word.dep not in ("nsubj", "nsubjpass"):
        return
    verb = tree[word.head]
    if verb.lower in ("were", "was", "are", "is", "be"):
        yield from (Accusation(kid.i, verb.i, Stance.ALLEGED) for kid in tree.kids(verb.i, "attr"))
    elif verb.lower in ("identified", "described", "named"):
        yield from (
            Accusation(kid.i, verb.i, Stance.ALLEGED)
            for prep in tree.kids(verb.i, "prep")
            if prep.lower == "as"
            for kid in tree.kids(prep.i, "pobj")
        )
