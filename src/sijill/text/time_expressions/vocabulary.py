"""Decides what each word of a text may mean in a time expression.

A word -> its class, one letter that the grammar is written in, and its value. Knows no phrases (grammar.py).

    T the        A a, an      H this       h that      L last       P past      V previous   X next
    S same       C current    r recent     x about     q few        n two       o second     1 6
    2 480        y 2025       d 1990s      " '99       m March      W Thursday  u day        U days
    z weekend    p night      s spring     D today     N now        O overnight E early      K end
    e earlier    l later      b before     G ago       f of         i in        j on, at     k to
    g and        v from       w between    c since     R every      M daily     t twice      F half
    @ 5:30       & p.m.       % 2025-03-06 ^ 6.3.2025  J Ramadan    I Easter    Y BC         Z AD
    a AH         ! then       > future      ' 's        | blank line, and the signs , - / ( ) . themselves; a space for any other word
"""

from __future__ import annotations

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
# What these also are: they need the company of a number, a year or a preposition.
AMBIGUOUS_MONTHS = frozenset({"march", "may", "mar", "april", "june", "august", "jan", "dec", "jun", "sept"})
SHORT_WEEKDAYS = frozenset({"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"})
# Written with a full stop behind.
SHORT_NAMES = SHORT_WEEKDAYS | frozenset(month for month in MONTHS if len(month) <= 5) - {
    "may",
    "june",
    "july",
    "march",
    "april",
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS = {
    "second": "second", "minute": "minute", "min": "minute", "hour": "hour", "day": "day", "week": "week", "fortnight": "fortnight",
    "month": "month", "quarter": "quarter", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
PLURAL_UNITS = {
    **{f"{unit}s": value for unit, value in UNITS.items()}, "centuries": "century", "hrs": "hour", "yrs": "year",
}  # fmt: skip
PARTS = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "sunrise": "MO", "daybreak": "MO", "noon": "MI", "midday": "MI",
    "afternoon": "AF", "evening": "EV", "evenings": "EV", "dusk": "EV", "sunset": "EV", "nightfall": "EV", "night": "NI",
    "nights": "NI", "midnight": "NI", "nighttime": "NI", "daytime": "DT", "lunchtime": "MI",
}  # fmt: skip
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "dozen": 12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
HIJRI_MONTHS = {
    "muharram": 1, "safar": 2, "rabi al-awwal": 3, "rabi i": 3, "rabi al-thani": 4, "rabi al-akhir": 4, "rabi ii": 4,
    "jumada al-awwal": 5, "jumada al-ula": 5, "jumada i": 5, "jumada al-thani": 6, "jumada al-akhira": 6, "jumada ii": 6,
    "rajab": 7, "shaaban": 8, "sha'ban": 8, "shaban": 8, "ramadan": 9, "ramadhan": 9, "ramzan": 9, "shawwal": 10,
    "dhu al-qadah": 11, "dhul-qadah": 11, "dhu al-qa'dah": 11, "dhu al-qidah": 11, "dhul qadah": 11, "dhu al-hijjah": 12,
    "dhul-hijjah": 12, "dhu al-hijja": 12, "dhul hijjah": 12, "dhul hijja": 12,
}  # fmt: skip
FEASTS = (
    "christmas eve", "christmas day", "boxing day", "christmas", "new year's eve", "new year's day", "new year’s eve",
    "new year’s day", "good friday", "palm sunday", "easter sunday", "easter monday", "easter", "eid al-fitr", "eid ul-fitr",
    "eid al-adha", "eid ul-adha", "ashura", "nowruz", "newroz", "halloween", "valentine's day", "valentine’s day",
    "thanksgiving",
)  # fmt: skip

# Words that mean one thing to the grammar, by class.
_WORDS = {
    "T": "the", "A": "a an", "H": "this", "h": "that those these", "L": "last", "P": "past", "S": "same", "C": "current",
    "V": "previous preceding prior", "X": "next following coming upcoming subsequent ensuing succeeding forthcoming",
    "r": "recent", "x": "about around nearly almost approximately roughly some just only over under than more less least"
    " most exactly barely another mere full whole entire single circa",
    "q": "few several many couple", "z": "weekend", "D": "today yesterday tomorrow tonight",
    "N": "now currently nowadays presently recently lately former", "O": "overnight",
    "E": "early late mid", "K": "beginning start end middle close outset turn rest part", "e": "earlier", "l": "later",
    "b": "before after", "G": "ago", "f": "of", "i": "in", "j": "on at during",
    "k": "to until till through thru into ending ended", "g": "and or", "v": "from starting beginning", "w": "between",
    "c": "since", "R": "every each per", "M": "daily weekly monthly yearly annually hourly nightly", "t": "times once twice",
    "F": "half", "&": "a.m. p.m. am pm hrs gmt utc est edt o'clock", "Y": "bc bce b.c. b.c", "Z": "ad ce a.d.", "a": "ah a.h.",
    "!": "then", ">": "future",
}  # fmt: skip

VALUES: dict[str, int | str] = {
    **MONTHS, **WEEKDAYS, **SEASONS, **UNITS, **PLURAL_UNITS, **PARTS, **NUMBERS, **ORDINALS, **HIJRI_MONTHS,
}  # fmt: skip
CLASSES: dict[str, str] = {
    **dict.fromkeys(UNITS, "u"), **dict.fromkeys(PLURAL_UNITS, "U"), **dict.fromkeys(MONTHS, "m"),
    **dict.fromkeys(WEEKDAYS, "W"), **dict.fromkeys((f"{day}s" for day in WEEKDAYS if day.endswith("day")), "W"),
    **dict.fromkeys(SEASONS, "s"),
    **dict.fromkeys(PARTS, "p"), **dict.fromkeys(NUMBERS, "n"), **dict.fromkeys(ORDINALS, "o"),
    **dict.fromkeys(HIJRI_MONTHS, "J"), **dict.fromkeys(FEASTS, "I"),
    **{word: letter for letter, words in _WORDS.items() for word in words.split()},
    "beginning": "K", "latter": "E",
}  # fmt: skip
