"""Decides what became of those who were shot, stabbed or beaten: Drafts of one text -> the same, dead or injured.

"was shot" says nothing of injury where the same person is said to have died anywhere in the text: one death and no injury.
The same person: a shared name, "the victim", the only one who died; or equal numbers. Compares no two documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sijill.model.claim import Outcome, Stance, claim_id
from sijill.model.count import Quantifier
from sijill.read.drafts import Draft

# Words by which a sentence speaks of one who lived.
_LIVES = re.compile(
    r"\b(?:hospital\w*|condition|stable|surviv\w+|recover\w*|treated|wound(?:s|ed)|injur\w+|grazed|legs?|arms?|foot|feet|hands?|thighs?"
    r"|ankles?|buttocks?|shoulders?|expected to live)\b",
    re.I,
)
_UNREAL = (Stance.HYPOTHETICAL, Stance.DENIED)


# Bodies that bear them were killed; bodies alone may be of an accident.
_MARKS = re.compile(
    r"\b(?:bullets?|bullet-riddled|gunshots?|tortured?|signs of (?:torture|violence)|mutilated|beheaded|decapitated|dismembered"
    r"|executed|execution-style|handcuffed|blindfolded|(?:hands|feet) (?:were )?(?:tied|bound)|mass graves?|throats?"
    r"|shot|stabbed|hacked|strangled|burned alive|killed|dumped|abducted|kidnapped"
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
        or (d.weak and _is_one(d) and d.claim.outcome is Outcome.INJURED and _ONE_OF_THE_KILLED.search(d.sentence_text))
        else d
        for d in drafts
    ]


def settle_fates(drafts: Sequence[Draft]) -> list[Draft]:
    """Reads those who were shot and died as dead, and those shot of whom some died as dead or injured."""
    dead = [d for d in drafts if _tells(d, Outcome.KILLED) or _tells(d, Outcome.BODIES_FOUND)]
    hurt = [d for d in drafts if _tells(d, Outcome.INJURED) and (not d.weak or _LIVES.search(d.sentence_text))]
    if not dead:
        return list(drafts)
    return [_settled(d, dead, hurt, drafts) if _tells(d, Outcome.INJURED) else d for d in drafts]


def _tells(draft: Draft, outcome: Outcome) -> bool:
    claim = draft.claim
    return claim.outcome is outcome and claim.stance not in _UNREAL and claim.count.max != 0


def _settled(draft: Draft, dead: list[Draft], hurt: list[Draft], drafts: Sequence[Draft]) -> Draft:
    if _is_one(draft):
        same = _who_died(draft, dead, hurt, drafts)
        return _as(draft, Outcome.KILLED) if same else draft
    number = draft.claim.count.best
    if not draft.weak or number is None:
        return draft
    killed = [d.claim.count.best or 0 for d in dead if d.claim.scope is draft.claim.scope]
    if number in killed:
        return _as(draft, Outcome.KILLED)
    counted = [d.claim.count.best or 0 for d in hurt]
    if any(number == one + other for one in killed for other in counted):
        return _as(draft, Outcome.CASUALTIES)
    return draft


def _who_died(draft: Draft, dead: list[Draft], hurt: list[Draft], drafts: Sequence[Draft]) -> bool:
    """True where one who was shot is said to have died elsewhere in the text."""
    persons = [d for d in dead if _is_one(d)]
    if draft.names and any(_share_a_name(draft.names, d.names) for d in persons):
        return True
    if not draft.weak or draft.more or draft in hurt:
        return False
    if draft.names and any(d.names for d in persons) and max(d.claim.count.best or 0 for d in dead) < 2:
        return False  # somebody else, by name
    told = draft.definite or draft.implied_pronoun or draft.tied
    others = [d for d in drafts if _tells(d, Outcome.INJURED) and d is not draft and not _may_be_one(d, draft)]
    return not hurt and (told or not others)


def _may_be_one(left: Draft, right: Draft) -> bool:
    """Two persons described who may be one: no two names, no larger number."""
    if not (_is_one(left) and _is_one(right)):
        return False
    return not left.names or not right.names or _share_a_name(left.names, right.names)


def _is_one(draft: Draft) -> bool:
    count = draft.claim.count
    return (count.min, count.max) == (1, 1) and count.quantifier is Quantifier.EXACT


def _share_a_name(left: Sequence[str], right: Sequence[str]) -> bool:
    known = {part.lower().removesuffix("'s") for name in left for part in name.split() if len(part) > 2}
    return any(part.lower().removesuffix("'s") in known for name in right for part in name.split())


def _as(draft: Draft, outcome: Outcome) -> Draft:
    claim = draft.claim
    span, status = claim.count_span, claim.victims.status.value
    identity = claim_id(claim.document_id, outcome.value, span.start, span.end, status)
    return replace(draft, claim=replace(claim, outcome=outcome, id=identity))
