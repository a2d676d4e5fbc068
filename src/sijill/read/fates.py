"""Decides what became of those who were shot, stabbed or beaten: Drafts of one text -> the same, dead or injured.

"was shot" and "was taken to hospital" say nothing of injury where the same person is said to have died anywhere in the text: one death
and no injury. The same person: by name, age and sex (text/persons.py), "the victim", the only one who died; or equal numbers. Compares
no two documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sijill.model.claim import Outcome, Stance, Status, claim_id
from sijill.read.drafts import Draft, are_same_person
from sijill.read.same_person import ANYONE, PRONOUN_REACH, Chain, follow_persons, noun_of
from sijill.text.persons import are_one_name, name_parts

# Words by which a sentence speaks of one who lived: the state they were left in, or a wound of which few die.
_LIVES = re.compile(
    r"\b(?:(?:stable|fair|good|satisfactory)(?: \w+)? condition|stable|surviv\w+|recover\w*|treated|released|grazed?|minor"
    r"|superficial|non-?\s?life-?\s?threatening"
    r"|not (?:considered |believed to be )?life-?\s?threatening|legs?|arms?|foot|feet|hands?|thighs?|ankles?|buttocks?|shoulders?"
    r"|(?:is|are|remains?) (?:still )?in [\"“]?(?:an? )?(?:[\w-]+ ){0,3}condition"  # at the time of writing
    r"|expected to (?:live|survive|recover|be ok\w*))\b",
    re.I,
)
# Words that leave it open: in hospital, in critical condition. Those so told of live as far as the text says.
_IN_CARE = re.compile(
    r"\b(?:hospital\w*|condition|wound(?:s|ed)|injur(?:y|ies|ed)|surgery|medical cent(?:er|re))\b", re.I
)
_LIVED = re.compile(r"\b(?:surviv(?:ed|es)|escaped|rescued)\b", re.I)
_NEAR_DEATH = re.compile(r"\b(?:critical\w*|grave(?:ly)?|mortal\w*|fatal\w*|life[- ]support|brain[- ]dead)\b", re.I)
_DIES = re.compile(r"\b(?:died|dies|dead|succumb\w*|passed away)\b", re.I)
_DEATH = re.compile(
    _DIES.pattern + r"|\b(?:dying|fatal\w*|deadly|kill\w*|murder\w*|slain|deaths?|deceased|homicide)\b", re.I
)
# Sentences within which as many dead are those who were told of in care.
CARE_REACH = 3
_UNREAL = (Stance.HYPOTHETICAL, Stance.DENIED)


# Bodies that bear them were killed; bodies alone may be of an accident.
_MARKS = re.compile(
    r"\b(?:bullets?|bullet-riddled|gunshots?|tortured?|signs of (?:torture|violence)|mutilated|beheaded|decapitated|dismembered"
    r"|executed|execution-style|handcuffed|blindfolded|(?:hands|feet) (?:were )?(?:tied|bound)|mass graves?|throats?"
    r"|wounded|injured|shot|stabbed|hacked|strangled|burned alive|killed|dumped|abducted|kidnapped"
    r"|(?:after|following) (?:[\w-]+ ){0,4}(?:clashes|attacks?|raids?|fighting|bombings?|massacres?|air ?strikes?|shootings?))\b",
    re.I,
)
# "was shot on Monday, the third reporter killed this year"
_ONE_OF_THE_KILLED = re.compile(
    r"\bthe\s+(?:\w+(?:th|st|nd|rd)|first|second|third|fifth|latest|\w+-(?:first|second|third|fourth|fifth))\s+(?:[\w-]+\s+){1,4}"
    r"(?:to\s+be\s+|to\s+have\s+been\s+)?(?:killed|murdered|slain|assassinated)\b",
    re.I,
)
_THEIR_BODIES = re.compile(r"\b(?:his|her|their)\s+(?:\w+\s+)?(?:body|bodies|corpses?)\b", re.I)


def read_marks(drafts: Sequence[Draft], following: Callable[[int], str]) -> list[Draft]:
    """Bodies with the marks of violence are dead of it, and so are those shot whose bodies are spoken of.

    following: sentence number -> the words of that sentence and of the next one where it goes on about the bodies
    """
    return [
        _as(d, Outcome.KILLED)
        if (d.claim.outcome is Outcome.BODIES_FOUND and _MARKS.search(following(d.claim.sentence)))
        or (d.weak and d.claim.outcome is Outcome.INJURED and _THEIR_BODIES.search(d.sentence_text))
        or (d.weak and d.is_one and d.claim.outcome is Outcome.INJURED and _ONE_OF_THE_KILLED.search(d.sentence_text))
        else d
        for d in drafts
    ]


# What the words behind those who were taken, or shot, say of all of them.
_ALL_GONE = re.compile(
    r"\b(?:none|no one|nobody|neither|not one)\s+(?:of\s+(?:them|the\s+\w+)\s+)?survived\b|\b(?:no|without)\s+survivors\b"
    r"|\b(?:all|both|they)\s+(?:of\s+them\s+)?(?:\w+\s+)?died\b",
    re.I,
)
_FOUND_DEAD = re.compile(
    r"\b(?:their|his|her)\s+(?:[\w-]+\s+){0,3}?(?:bod(?:y|ies)|corpses?|remains)\b"
    r"|\b(?:they|he|she|both|all|the\s+(?:victims?|captives?|hostages?|men|women|boys|girls|man|woman|boy|girl))\s+"
    r"(?:was|were|had\s+been)\s+(?:\w+\s+){0,3}?(?:found\s+(?:dead|shot|hanged)|killed|executed|shot\s+dead|murdered|beheaded)\b",
    re.I,
)
TAKEN_REACH = 2  # sentences behind those taken within which "their bodies" are theirs


def settle_taken(drafts: Sequence[Draft], sentence: Callable[[int], str]) -> list[Draft]:
    """ "Seven youths were kidnapped … Their bodies were found": those taken are dead, where no figure of dead is told behind them.

    So are those who were shot, of whom the text says that none survived. sentence: its number -> its words, empty behind the last
    """
    settled = []
    for d in drafts:
        at, taken = d.claim.sentence, _tells(d, Outcome.ABDUCTED) or _tells(d, Outcome.MISSING)
        around = " ".join(sentence(n) for n in range(at, at + 1 + TAKEN_REACH))
        told = any(_tells(other, Outcome.KILLED) and at <= other.claim.sentence for other in drafts)
        found = taken and not told and d.claim.count.min and _FOUND_DEAD.search(around)
        gone = d.weak and _tells(d, Outcome.INJURED) and not told and _ALL_GONE.search(around)
        settled.append(_as(d, Outcome.KILLED) if found or gone else d)
    return settled


# Who turned a weapon on himself and is then told of in care lived as far as the text says.
_LIVED_ON = re.compile(
    r"\bself-inflicted\b[^.]{0,120}\b(?:hospital\w*|condition|surviv\w+)|\battempted (?:suicide|to (?:kill|shoot) (?:him|her)self)"
    r"|\b(?:suspect|gunman|shooter|attacker|he|she|man|woman|husband|father|mother)\b[^.]{0,60}"
    r"\b(?:(?:is|was|remains?|remained) (?:currently |now |being )?(?:hospitali[sz]ed|in (?:critical|serious|stable|grave))"
    r"|life[- ]flighted|airlifted|flown to|survived)",
    re.I,
)


def settle_own_acts(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """Who "turned the gun on himself" is dead, unless the text tells of him in hospital."""
    by_own_hand = [d.weak and _tells(d, Outcome.KILLED) for d in drafts]
    if not any(by_own_hand) or not _LIVED_ON.search(text):
        return list(drafts)
    return [_as(d, Outcome.INJURED) if own else d for d, own in zip(drafts, by_own_hand, strict=True)]


def settle_casualties(drafts: Sequence[Draft]) -> list[Draft]:
    """ "Three victims were taken to hospital", "19 casualties were treated": hurt, where their sentence tells of no death."""
    return [
        replace(_as(d, Outcome.INJURED), weak=True, in_care=True)
        if _tells(d, Outcome.CASUALTIES) and tells_of_the_living(d.sentence_text)
        else d
        for d in drafts
    ]


def tells_of_the_living(sentence: str) -> bool:
    return bool(_LIVES.search(sentence) or _IN_CARE.search(sentence)) and not _DEATH.search(sentence)


def settle_fates(drafts: Sequence[Draft]) -> list[Draft]:
    """Reads those who were shot and died as dead, and those shot of whom some died as dead or injured."""
    chains = {id(draft): chain for chain in follow_persons(drafts) for draft in chain}
    dead = [d for d in drafts if _tells(d, Outcome.KILLED) or _tells(d, Outcome.BODIES_FOUND)]
    if not dead:
        return list(drafts)
    hurt = [d for d in drafts if _tells(d, Outcome.INJURED)]
    settled = [
        _as(d, Outcome.KILLED)
        if _tells(d, Outcome.INJURED) and d.is_one and _died(d, dead, hurt, drafts, chains)
        else d
        for d in drafts
    ]
    return [_settle_several(d, settled) if _tells(d, Outcome.INJURED) and not d.is_one else d for d in settled]


def _tells(draft: Draft, outcome: Outcome) -> bool:
    claim = draft.claim
    return claim.outcome is outcome and claim.stance not in _UNREAL and claim.count.max != 0


_BESIDE = re.compile(r"\balso\b", re.I)  # "two drivers were also hit": beside those told of before


def _settle_several(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Several who were shot: all dead where as many are said to have died, dead or injured where some of them are."""
    number = draft.claim.count.best
    if not draft.weak or number is None or draft.more or _BESIDE.search(draft.sentence_text):
        return draft
    dead = [d for d in drafts if _tells(d, Outcome.KILLED) and d.claim.scope is draft.claim.scope]
    if not draft.verb_is_shot:  # in a long text numbers far apart agree by chance
        dead = [d for d in dead if abs(d.claim.sentence - draft.claim.sentence) <= CARE_REACH]
    killed = {d.claim.count.best or 0 for d in dead if d.claim.victims.status is not Status.ATTACKERS}
    if number in killed and not (_LIVES.search(draft.sentence_text) and not _DIES.search(draft.sentence_text)):
        return _as(draft, Outcome.KILLED)
    hurt = {d.claim.count.best or 0 for d in drafts if _tells(d, Outcome.INJURED) and d is not draft}
    if draft.verb_is_shot and any(number == one + other for one in killed for other in hurt):
        return _as(draft, Outcome.CASUALTIES)
    told_alive = number in hurt or tells_of_the_living(draft.sentence_text)
    with_dead = not told_alive or any(_is_named_behind(d, draft) for d in dead)
    if draft.verb_is_shot and killed and 0 < max(killed) < number and with_dead:
        return _as(draft, Outcome.CASUALTIES)
    return draft


def _is_named_behind(dead: Draft, draft: Draft) -> bool:
    """ "12 people were shot, including Arvel": who is told of as dead is named among those struck."""
    at = draft.sentence_text.find(draft.claim.count_span.quote)
    behind = set(re.findall(r"\w+", draft.sentence_text[max(at, 0) :].casefold()))
    return bool(name_parts(dead.names) & behind)


def _died(
    draft: Draft, dead: list[Draft], hurt: list[Draft], drafts: Sequence[Draft], chains: Mapping[int, Chain]
) -> bool:
    """True where one who was harmed is said to have died elsewhere in the text."""
    chain = chains.get(id(draft), [draft])
    if any(_tells_of_end(d, draft) for d in chain if d in dead) or any(_is_named_in(draft, d) for d in dead):
        return True
    persons = [d for d in dead if d.is_one]
    known = [_is_same(draft, d) for d in persons]
    if any(same and (draft.names or not _surely_lives(draft)) for same in known):
        return True  # an age alone does not outweigh "was shot in the hand"
    if _goes_on_to_die(draft, persons, drafts):
        return True
    if _surely_lives(draft) or draft.more or draft.person.is_other:
        return False
    if persons and None not in known:
        return False  # somebody else: another name, age or sex
    again = noun_of(draft) in ANYONE or any(noun_of(draft) == noun_of(d) for d in dead)
    told = (draft.definite and again) or draft.implied_pronoun or draft.tied
    others = [d for d in hurt if d is not draft and not _may_be_one(d, draft)]
    alive = [
        d for d in hurt if d is not draft and _surely_lives(d) and (not d.is_one or _is_same(d, draft) is not False)
    ]
    if alive:
        return False  # the text may speak of one of them
    return told or not others


def _tells_of_end(end: Draft, draft: Draft) -> bool:
    """The death of the same person; behind one who was last told of as living, it follows at once."""
    behind = end.claim.sentence - draft.claim.sentence
    return not _surely_lives(draft) or (
        0 <= behind <= PRONOUN_REACH and end.claim.count_span.start > draft.claim.count_span.start
    )


def _is_named_in(draft: Draft, dead: Draft) -> bool:
    """One who is named among several dead."""
    ours = name_parts(draft.names)
    return bool(ours) and not dead.is_one and any(are_one_name(ours, name_parts((name,))) for name in dead.names)


def _goes_on_to_die(draft: Draft, persons: list[Draft], drafts: Sequence[Draft]) -> bool:
    """ "A third man was taken to hospital, where he died": the next one told of is a pronoun, and it is dead."""
    start = draft.claim.count_span.start
    behind = [
        d
        for d in drafts
        if d.claim.count_span.start > start and d.claim.sentence - draft.claim.sentence <= PRONOUN_REACH
    ]
    following = min((d for d in behind if d.is_one), key=lambda d: d.claim.count_span.start, default=None)
    return following in persons and following.implied_pronoun and _is_same(draft, following) is not False


def _surely_lives(draft: Draft) -> bool:
    """Said to be hurt and not near death, or to be in a state of which few die."""
    sentence = draft.sentence_text
    if not draft.weak:
        return not _NEAR_DEATH.search(sentence)
    lived = _LIVED.search(draft.claim.span.quote)  # "six died; the pilot survived with injuries"
    return bool(lived or (_LIVES.search(sentence) and not _DIES.search(sentence)))


def _is_same(left: Draft, right: Draft) -> bool | None:
    """As are_same_person; two mentions in one sentence, each by a new noun, are two people, and so are attacker and victim."""
    same = are_same_person(left, right)
    attacks = [d.claim.victims.status is Status.ATTACKERS for d in (left, right)]
    if same is None and attacks[0] is not attacks[1]:
        return False
    if same is None and left.claim.sentence == right.claim.sentence:
        later = max(left, right, key=lambda d: d.claim.count_span.start)
        other_noun = (
            noun_of(later) not in ANYONE and noun_of(left) != noun_of(right) and not (left.names or right.names)
        )
        return None if later.implied_pronoun or (later.definite and not other_noun) else False
    return same


def _may_be_one(left: Draft, right: Draft) -> bool:
    """Two persons described who may be one: nothing that is said of them tells them apart, and no larger number."""
    return left.is_one and right.is_one and _is_same(left, right) is not False


def _as(draft: Draft, outcome: Outcome) -> Draft:
    claim = draft.claim
    span, status = claim.count_span, claim.victims.status.value
    identity = claim_id(claim.document_id, outcome.value, span.start, span.end, status)
    return replace(draft, claim=replace(claim, outcome=outcome, id=identity))
