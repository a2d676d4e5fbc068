"""Decides which words that look like a time are none: "some 2000 people", "the toll may rise", "a 24-year-old", "General August".

A Mention with the words around it -> keep or drop.
"""

from __future__ import annotations

import re

from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.tokens import Tokens
from sijill.text.time_expressions.vocabulary import AMBIGUOUS_MONTHS, SHORT_WEEKDAYS

# Words after which a bare four-digit number is a year.
_BEFORE_YEAR = frozenset(
    "fiscal in since until till by during before after from between of early late mid circa through to throughout around"
    " and or year years summer spring autumn fall winter ( / - until".split()
)
# Words before which a number counts people or things.
_COUNTED = frozenset(
    "people persons men women children civilians soldiers troops fighters families victims dead deaths killed wounded"
    " injured houses homes homeless refugees militants rebels prisoners students policemen police officers rounds"
    " tons tonnes km kilometres kilometers miles metres meters mm villagers residents workers others casualties aircraft"
    " tanks men's vehicles bodies hostages detainees percent per dollars euros pounds feet square cases shells rockets"
    " missiles attacks members inmates pilgrims migrants settlers marines guns ships planes".split()
)
# Events that a year may name: "the 2001 attacks".
_DATED = frozenset({"attacks", "killings", "cases", "shells", "rockets"})
_BEFORE_COUNT = frozenset(
    "some about least than nearly almost over another estimated approximately roughly only additional further killed"
    " wounded injured fired $ € £ no number resolution route highway flight law decree article section page camp brigade".split()
)
_BEFORE_MONTH = frozenset(
    "in since until till by during before after from between of early late mid last next this that every each through to"
    " throughout and or for on previous following around - / , ( end start beginning middle whole entire late the".split()
)
_BEFORE_CLOCK = frozenset(
    "at by around about from until till between to since after before and - ( @ approximately near".split()
) - {"("}
# "the March on Rome" is a walk.
_WALKS: tuple[list[str], ...] = (["to"], ["on"], ["from"], ["toward"], ["towards"], ["through"], ["."], [])
# Words that may follow a date and are no noun that it would count.
AFTER_DATE = frozenset(
    "was were is are had has have and or the a an in at by to when while after before as that which who it he she they we his her"
    " their its with for from until there saw killed left".split()
)
_NAMES_BEFORE = frozenset("general mr mrs ms dr president sheikh colonel captain major lieutenant brigadier".split())


def is_no_time(tokens: Tokens, mention: Mention) -> bool:
    """True where the words around a mention show that no time is meant."""
    first, last = mention.first_token, mention.last_token
    before = tokens.words[first - 1] if first else ""
    after = tokens.words[last] if last < len(tokens.words) else ""
    if mention.kind is Kind.DURATION:
        return _is_age(tokens, last, before) or _is_idle_duration(tokens, mention, before)
    if (
        mention.kind is Kind.CLOCK
        and mention.clock
        and tokens.classes[first:last] == "@"
        and "m" not in tokens.words[first]
    ):
        # "Video (00:51)", a score: a bare clock needs a preposition.
        return before not in _BEFORE_CLOCK
    if mention.kind is Kind.CLOCK:
        return mention.part != "" and not mention.which and before not in ("in", "at", "until", "since", "by", "during")
    if mention.kind is not Kind.CALENDAR:
        return False
    if mention.decade is not None and _is_age_decade(tokens, first, last):
        return True
    if before == "operation" and mention.year is None:
        return True
    if last - first == 1:
        letter = tokens.classes[first]
        if letter in "y12" and mention.year is not None:
            return not _is_year(tokens, first, before, after)
        if letter == "m":
            return not _is_bare_month(tokens, first, before)
        if letter == "W":
            return tokens.words[first] in SHORT_WEEKDAYS and before not in _BEFORE_MONTH - {"the", "in", "of"}
    if mention.season and not mention.which and mention.year is None:
        return not _is_bare_season(tokens, last - 1, before, after)
    if mention.day is not None and mention.month is None:
        return not _is_day_of_month(tokens, mention, before, after)
    if mention.month and mention.day and mention.year is None and mention.weekday is None:
        # "In March 10 people were killed": the number counts.
        return after in _COUNTED and tokens.classes[first] == "m"
    return False


def _is_age(tokens: Tokens, last: int, before: str) -> bool:
    """ "24-year-old", "10 years old", "18 years of age", "aged 7 months"."""
    following = tokens.words[last : last + 2]
    if following[:1] == ["-"]:
        following = following[1:]
    return following[:1] in (["old"], ["olds"]) or following == ["of", "age"] or before == "aged"


_WHOSE = frozenset("his her their my our your its".split())


def _is_age_decade(tokens: Tokens, first: int, last: int) -> bool:
    """ "in his 40s", "a man in his late 20's": an age, not the 1940s."""
    words = tokens.words[max(0, first - 2) : last]
    return not _WHOSE.isdisjoint(words) and re.search(r"\d{3}", " ".join(words)) is None


def _is_idle_duration(tokens: Tokens, mention: Mention, before: str) -> bool:
    """A bare unit without a preposition ("days"), a second or a quarter that is none."""
    words = tokens.words[mention.first_token : mention.last_token]
    if mention.unit == "quarter":
        following = tokens.words[mention.last_token : mention.last_token + 1]
        return mention.amount is None or words[0] in ("a", "one") or following == ["of"]
    if mention.unit == "second" and words[-1] == "second":
        return True
    if before == "as" and words[0] == "many":
        return True
    if len(words) == 1:
        after = tokens.words[mention.last_token] if mention.last_token < len(tokens.words) else ""
        if after in ("before", "after", "of", "-"):
            return before not in ("for", "within", "in", "over", "after", "the", "took") and after != "-"
        return before not in ("for", "within", "in", "over", "after", "took", "lasted", "of", "every")
    return False


_YEARS = re.compile(r"y-[y12](?![nuU])")


def _is_year(tokens: Tokens, index: int, before: str, after: str) -> bool:
    """A bare number is a year after "in", "since" and the like, in a span of years, in brackets, or before a noun of the past."""
    if (
        (after in _COUNTED and not (before == "the" and after in _DATED))
        or before in _BEFORE_COUNT
        or tokens.classes[index + 1 : index + 2] in ("U", "u")
    ):
        return False
    if before in _BEFORE_YEAR or before in ("", "\n") or tokens.classes[index - 1] == "|":
        return before != "of" or after not in ("the", "them", "whom")
    year = int(tokens.words[index])
    if tokens.classes[index - 1] in "ymE" or _YEARS.match(tokens.classes, index):
        return True
    if not 1700 <= year <= 2060 and tokens.classes[index] == "y":
        return False
    if before in ("the", "its", "their", "his", "her", "'s", "’s", "a", "this"):
        return after not in (".", ",", ")", "") or before in ("'s", "’s")
    previous = tokens.text[tokens.starts[index - 1]]
    return before == "," and after in (",", ".", ";", ")", "(", "-") and not previous.isdigit()


def _is_bare_month(tokens: Tokens, index: int, before: str) -> bool:
    """March, May, April and August alone need a preposition before them and no name behind."""
    word = tokens.words[index]
    if word not in AMBIGUOUS_MONTHS:
        return True
    text, start = tokens.text, tokens.starts[index]
    after = tokens.starts[index + 1] if index + 1 < len(tokens.starts) else len(text)
    named = text[after : after + 1].isupper() and text[start + len(word) : after] == " "
    if before == "to" and word in ("march", "may"):
        # "They plan to March on the capital", but "from January to March".
        return any(letter in "my" for letter in tokens.classes[max(0, index - 4) : index - 1])
    if word == "march" and before == "the" and tokens.words[index + 1 : index + 2] in _WALKS:
        return False
    if before in _BEFORE_MONTH:
        return not (named and word in ("april", "august", "june") and before in (",", "of", "and", "for", "by", "from"))
    if before in _NAMES_BEFORE or (start and before.isalpha() and text[tokens.starts[index - 1]].isupper()):
        return False
    possessive = tokens.words[index + 1 : index + 2] in (["'s"], ["’s"])
    return possessive or (word not in ("may", "march", "april") and not named)


def _is_bare_season(tokens: Tokens, index: int, before: str, after: str) -> bool:
    """ "summer" and "winter" stand alone; "spring" and "fall" are other words too: "since the fall of the city"."""
    word = tokens.words[index]
    if word not in ("fall", "spring"):
        return True
    before = tokens.words[index - 1] if index else before
    if (
        tokens.text[tokens.starts[index]].isupper()
        and after not in ("offensive", "offensives")
        and before not in ("last", "this", "the")
    ):
        return False  # a town called Spring
    if word == "fall" and after in ("of", "in", "on", "from", "by", "into"):
        return False
    if after in ("offensive", "offensives", "campaign", "campaigns", "massacres") or (word, before) == (
        "spring",
        "the",
    ):
        return True
    return before in ("in", "since", "by", "until", "last", "this", "next", "early", "late", "during", "mid", "-")


def _is_day_of_month(tokens: Tokens, mention: Mention, before: str, after: str) -> bool:
    """ "on the 20th", "the 28th": a lone ordinal is a day after "on", "from", "until" and where no noun follows."""
    if tokens.classes[mention.last_token - 1] not in "1o":
        return True
    if tokens.words[mention.last_token - 1].isalpha():
        return False
    if (
        mention.last_token - mention.first_token == 1
        or tokens.classes[mention.last_token : mention.last_token + 1] in "-kg,"
    ):
        return True
    follows = not after[:1].isalpha() or after in AFTER_DATE
    return before in ("on", "from", "to", "until", "since", "by") and follows
