"""Decides what a time expression of a sentence dates: what happened, what was said, the count itself, or nothing of the story.

Text and a dated expression -> TimeRole. Does not choose between expressions (dates.py).
"""

from __future__ import annotations

import re
from enum import StrEnum

from sijill.model.period import DatedExpression

_SPEECH = (
    r"(?:said|says|told|tells|announced|stated|added|reported|reports|confirmed|declared|claimed|warned|tweeted|posted|wrote|writes|noted"
    r"|acknowledged|denied|disclosed|revealed|insisted|claimed)"
)
_HARM = re.compile(
    r"\b(?:killed|kill|killing|dead|died|dying|shot|wounded|injured|attack(?:ed)?|bomb(?:ed|ing)?|ambush(?:ed)?|massacred?|clash(?:es|ed)?"
    r"|strikes?|struck|raid(?:ed)?|hit|abducted|kidnapped|fled|displaced|exploded|blasts?|explosions?|executed|slain|beheaded|shoot(?:s|ings?)?|gunfire|gunfight|battles?|fighting|fought|fights?|murder(?:ed|s)?|slay(?:ing|ings)|stabb(?:ed|ing)|shelled|shelling|burn(?:ed|t)|massacres?|killings?|deaths?|violence|assault(?:ed|s)?|hurt|fired|fire|that)\b",
    re.IGNORECASE,
)
# "said on Sunday", "told reporters late on Sunday", "said in a statement on Sunday"
_SPEECH_BEFORE = re.compile(
    rf"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )\b{_SPEECH}\b"
    r"((?:\s+[\w'’.-]+){0,7}?)\s*(?:,\s*)?(?:on|in|late|early|at|by)?\s*\Z",
    re.IGNORECASE,
)
# "On Sunday the monitor reported"
_SPEECH_AFTER = re.compile(rf"\A,?((?:\s+[\w'’.-]+){{1,6}}?)\s+(?:has\s+|have\s+|had\s+)?{_SPEECH}\b", re.IGNORECASE)
# What was said holds a verb of its own: "said the robbery occurred on Sunday" dates the robbery.
_CLAUSE = re.compile(
    r"\b(?:(?!(?:releas|issu|post|publish|dat|obtain|mail|email|record|televis|broadcast|prepar|bas|arm)ed\b)[a-z]+[a-z]ed|was|were|had|took|came|found|got|went|heard"
    r"|left|saw|began|broke|happens|responding|answering)\b",
    re.IGNORECASE,
)
# "Sunday's statement", "a statement on Sunday", "a report published on Sunday"
_STATEMENT_BEFORE = re.compile(
    r"\b(?:statement|report|tweet|post|press\s+release|briefing|interview|communiqu[eé]|bulletin|tally|count)\s+"
    r"(?:(?:published|issued|released|posted|seen|obtained|dated|carried)\s+)?(?:on\s+|late\s+|early\s+)*\Z",
    re.IGNORECASE,
)
_STATEMENT_AFTER = re.compile(
    r"\A['’]s\s+(?:statement|report|tweet|announcement|briefing|press)\b|\A\s+(?:press|news)\s+(?:conference|briefing)\b",
    re.IGNORECASE,
)
# "the office on Thursday said"
_SPEAKS_NEXT = re.compile(rf"\A\s+{_SPEECH}\b(?!\s+(?:killed|dead|wounded|injured|missing))", re.IGNORECASE)
_WILL_BEFORE = re.compile(
    r"\b(?:will|shall|scheduled|planned|due|set\s+to|expected\s+to|plans?\s+to)\b[^.;]{0,60}\Z", re.IGNORECASE
)
_COUNT_WORD = r"(?:toll|tally|count|number\s+of\s+(?:the\s+)?(?:dead|deaths|killed|victims|injured|wounded|casualties|fatalities|missing))"
_COUNT_VERB = r"(?:ris(?:en|es|ing)|rose|stood|stands|standing|reached|climbed|jumped|increased|grown|grew|had\s+reached|was\s+put|revised)"
# "the death toll had risen to 31 on Sunday"
_TOLL_BEFORE = re.compile(rf"\b{_COUNT_WORD}\b[^.;]{{0,60}}\b{_COUNT_VERB}\b[^.;,]{{0,40}}\Z", re.IGNORECASE)
_TOLL_AFTER = re.compile(rf"\A,?\s[^.;,]{{0,40}}\b{_COUNT_WORD}\b[^.;]{{0,40}}\b{_COUNT_VERB}\b", re.IGNORECASE)
_AS_OF = re.compile(r"\A(?:as\s+(?:of|at)|by|up\s+to|no\s+later\s+than)\b", re.IGNORECASE)
# "KOLM, March 6 (Wire) -", at the head of a text or paragraph
_DATELINE_BEFORE = re.compile(r"(?:\A|\n)\s*(?:[A-Z][\w.'’-]*[\s,/]+){1,6}\Z")
_DATELINE_AFTER = re.compile(r"\A[\s,.)]*(?:\([^)\n]{2,30}\)\s*)?[-–—:]{1,2}\s|\A\s*\([A-Z][^)\n]{1,30}\)\s*[-–—]")
_PUBLISHED_BEFORE = re.compile(
    r"(?:\A|\n|\b)(?:published|posted|updated|last\s+(?:updated|modified)|update|date|issued)\s*(?:on|at)?[\s(:–—-]*\Z",
    re.IGNORECASE,
)
# Whoever is dated by it, it is not the event: "the 2019 peace deal", "born in 1990", "since taking power in 2014"
_ASIDE_BEFORE = re.compile(
    r"\b(?:born|founded|formed|created|established|elected|signed|adopted|built|introduced|took\s+(?:power|office)|taking\s+(?:power|office)"
    r"|came\s+to\s+power|overthrown|ousted|independence|appointed|published|filmed)\b[^.;,]{0,25}\Z",
    re.IGNORECASE,
)
_ASIDE_AFTER = re.compile(
    r"\A\s+(?:[\w-]+\s+){0,2}(?:deal|agreement|accord|treaty|truce|law|constitution|elections?|census|coup|revolution|referendum|uprising|war|invasion)\b",
    re.IGNORECASE,
)


# What follows an event and is dated instead of it: "was arrested on Tuesday", "were buried on Friday".
_AFTERMATH = (
    r"(?:arrest(?:ed|s)?|charg(?:ed|es)|detained|booked|arraign(?:ed|ment)|appeared|sentenc(?:ed|ing)|plead(?:ed)?|pled|convicted|indict(?:ed|ment)"
    r"|testif(?:ied|y)|hearing|trial|court|jury|judge|verdict|autops(?:y|ies)|funerals?|buried|burial|vigil|memorial|mourn(?:ed|ers|ing)|identified"
    r"|surrendered|released|discharged|visited|condemned|protest(?:ed|s)?|demonstrated|called\s+for|vowed|pledged|urged|remembering"
    r"|interview(?:ed)?|investigat(?:ed|ing|ion|ors)|remained|remains|searched|search|recovering|reopened|resumed|returned|adopted|voted|election)"
)
# "remained in critical condition Friday", "was still on the run Thursday": how things stood, not when they came about.
_STANDING_BEFORE = re.compile(
    r"\b(?:in\s+(?:[a-z-]+\s+){0,3}(?:condition|custody|jail)|on\s+life\s+support|on\s+the\s+(?:run|loose)|at\s+large|at\s+a\s+loss"
    r"|fighting\s+for\s+(?:his|her|their)\s+li(?:fe|ves)|behind\s+bars|recovering|unclear|unknown|remain(?:s|ed)(?:\s+[a-z]+){1,3})\s*,?\s*(?:(?:on|early|late)\s+)*\Z",
    re.IGNORECASE,
)
# A number is a year where words say so: "in 1802", not "1802 Beacon Street", "in his 30s".
_BARE_YEAR = re.compile(r"'?\d0s|\d{3,4}")
_YEAR_CUE = re.compile(
    r"\b(?:in|of|since|by|before|after|during|until|till|between|early|late|mid|summer|winter|spring|fall|autumn|year|the)\s*-?\s*\Z|[(,–-]\s*\Z",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(
    r"\A\s+(?:[NSEW]\.?\s+)?(?:[A-Z0-9][\w'’]*\.?\s+){1,3}(?:Ave|Avenue|St|Street|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Way|Highway|Hwy|Place|Circle)\b"
)
_AGE_BEFORE = re.compile(r"\b(?:his|her|their|aged)\s+(?:(?:early|mid|late|to|or)[\s-]+)*\Z", re.IGNORECASE)
# "Officials Wednesday identified", "a judge Tuesday sentenced"
_AFTERMATH_NEXT = re.compile(rf"\A\s+{_AFTERMATH}\b", re.IGNORECASE)
_AFTERMATH_WORD = re.compile(rf"\b{_AFTERMATH}\b", re.IGNORECASE)
_AFTERMATH_AFTER = re.compile(rf"\A,?((?:\s+[\w'’.-]+){{0,6}}?)\s+{_AFTERMATH}\b", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\b(?:before|after|ahead|during|for|following)\b", re.IGNORECASE)
_UPDATED_LINE = re.compile(r"\A(?:\s*(?:\n|\Z)|\s{2,}|\s*[|•·]|\s+[A-Z]{3,}[,.\s])")


# "the trial over the June 29 shooting": the day is the shooting's
_DATED_EVENT = re.compile(
    r"\A(?:['’]s)?\s+(?:(?!(?:in|of|for|over|with|at|to|on|by|from|and|before|after|during)\b)[a-z-]+\s+){0,2}?(?:shootings?|attacks?|killings?|murders?|bombings?|massacres?|ambush(?:es)?|raids?|gunfights?|strikes?|blasts?"
    r"|explosions?|stabbings?|slayings?|clashes|assault|deaths?)\b"
)
# "died on Friday", "was pronounced dead at 2 a.m.": the attack may lie before
_DIED_BEFORE = re.compile(
    r"\b(?:died|dies|succumbed|passed\s+away|pronounced\s+dead|declared\s+dead)\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:shot|shootings?|attack(?:ed)?|stabb(?:ed|ing)|bomb(?:ed|ing|ings)?|clash(?:es|ed)?|explo(?:ded|sion)|ambush(?:ed)?|raid(?:ed)?|struck|strikes?"
    r"|shell(?:ed|ing)|fire|gunfire|fighting|massacre|violence|assault(?:ed)?|killed|when|after)\b",
    re.IGNORECASE,
)


class TimeRole(StrEnum):
    EVENT = "event"
    STATED = "stated"
    AS_OF = "as_of"
    DIED = "died"  # when a wounded person died of what had happened before
    ASIDE = "aside"  # a dateline, a date of something else


# "It happened about 9 p.m. Sunday", "Police received a call at 1:35 p.m. Tuesday"
_CAME_ABOUT = re.compile(
    r"\b(?:happened|occurred|took\s+place|unfolded|called\s+911|(?:received|got)\s+(?:a|the|several|multiple|numerous)?\s*(?:911\s+|emergency\s+)?calls?"
    r"|respond(?:ed|ing)\s+to|(?:was|were)\s+(?:called|dispatched|summoned|discovered|found(?!\s+(?:guilty|not|liable))))\b",
    re.IGNORECASE,
)


def tells_harm(text: str, sentence: tuple[int, int]) -> bool:
    """True where a sentence speaks of violence done, or says that it happened: its date is the story's sooner than others."""
    told = any(found[0].lower() != "that" for found in _HARM.finditer(text, *sentence))
    return told or _CAME_ABOUT.search(text, *sentence) is not None


def role_of(text: str, expression: DatedExpression, sentence: tuple[int, int]) -> TimeRole:
    """What the words date: "said on Sunday" the statement, "as of Sunday" the count, "killed on Friday" the event.

    Nearest words decide: in "said on Sunday that 12 were killed on Friday" Sunday is stated, Friday the event.
    """
    before = text[max(sentence[0], expression.start - 120) : expression.start]
    after = text[expression.end : min(sentence[1], expression.end + 120)]
    # A dateline and "Published:" may stand outside what the sentence splitter took for the sentence.
    if _is_dateline(text, expression) or _PUBLISHED_BEFORE.search(
        text[max(0, expression.start - 40) : expression.start]
    ):
        return TimeRole.ASIDE
    if _AS_OF.match(expression.words):
        return TimeRole.AS_OF
    if _is_speech_time(before, after):
        return TimeRole.STATED
    if _TOLL_BEFORE.search(before) or (not before.strip(" ,\"'“”") and _TOLL_AFTER.search(after)):
        return (
            TimeRole.AS_OF if not expression.words.lower().startswith(("since", "from", "between")) else TimeRole.EVENT
        )
    if _DATED_EVENT.match(after):
        return TimeRole.EVENT
    if _WILL_BEFORE.search(before) or _is_aftermath(before, after):
        return TimeRole.ASIDE
    if _STANDING_BEFORE.search(before) or _is_no_year(before, after, expression):
        return TimeRole.ASIDE
    if (death := _DIED_BEFORE.search(before)) and not _DONE.search(before[death.start() :]):
        return TimeRole.DIED
    if _ASIDE_BEFORE.search(before) or (_is_long_ago(expression) and _ASIDE_AFTER.search(after)):
        return TimeRole.ASIDE
    return TimeRole.EVENT


def _is_no_year(before: str, after: str, expression: DatedExpression) -> bool:
    """A number or decade without words that make it a year: of a street, a call or somebody's age."""
    if _BARE_YEAR.fullmatch(expression.words) is None:
        return False
    if _AGE_BEFORE.search(before) or _STREET_AFTER.match(after):
        return True
    return _YEAR_CUE.search(before) is None


def _is_speech_time(before: str, after: str) -> bool:
    if (found := _SPEECH_BEFORE.search(before)) and not _HARM.search(found[1]) and not _CLAUSE.search(found[1]):
        return True
    if _STATEMENT_BEFORE.search(before) or _STATEMENT_AFTER.search(after):
        return True
    if _SPEAKS_NEXT.match(after):
        return True
    starts_clause = (
        not before.strip(" ,\"'“”-•*") or re.search(r"(?:\bOn|,\s*on|\bLate|\bEarly)\s*\Z", before) is not None
    )
    if not starts_clause and not re.fullmatch(r"\W*(?:On|In|Late|Early|Later)?\s*(?:on\s+)?", before):
        return False
    return (found := _SPEECH_AFTER.search(after)) is not None and not _HARM.search(found[1]) and "," not in found[1]


def _is_aftermath(before: str, after: str) -> bool:
    """True where the verb nearest to the words tells of arrests, courts, funerals or visits, not of harm."""
    last_harm = max((found.end() for found in _HARM.finditer(before)), default=-1)
    last_aftermath = max((found.end() for found in _AFTERMATH_WORD.finditer(before)), default=-1)
    if last_aftermath > last_harm or (last_harm < 0 and _AFTERMATH_NEXT.match(after)):
        return True
    if last_harm >= 0 or before.strip(" ,\"'“”-•*").lower() not in (
        "",
        "on",
        "in",
        "late",
        "early",
        "late on",
        "early on",
    ):
        return False
    found = _AFTERMATH_AFTER.search(after)
    return found is not None and not _HARM.search(found[1]) and not _SUBORDINATE.search(found[1])


def _is_dateline(text: str, expression: DatedExpression) -> bool:
    before, after = text[max(0, expression.start - 60) : expression.start], text[expression.end : expression.end + 50]
    heads_line = (
        not before.rsplit("\n", 1)[-1].strip(" (") and expression.timex3 is not None and len(expression.timex3) >= 10
    )
    # A line that holds nothing but a full date is the paper's own.
    if heads_line and _UPDATED_LINE.match(text[expression.end : expression.end + 20]):
        return True
    at_head = expression.start < 60 or "\n" in before
    if not at_head or not _DATELINE_AFTER.match(after):
        return False
    line = before.rsplit("\n", 1)[-1]
    return not line.strip(" (") or _DATELINE_BEFORE.search("\n" + line) is not None


def _is_long_ago(expression: DatedExpression) -> bool:
    return expression.timex3 is not None and len(expression.timex3) <= 4
