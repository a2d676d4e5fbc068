"""Decides what an incident or an episode is called: what happened, where, when. It names no perpetrator and no figure.

Outcomes, Location, Period -> "Killings in Haditha, 6-9 March 2025".
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache

from sijill.data import load_table
from sijill.link.relations import is_dated
from sijill.model.claim import Outcome
from sijill.model.location import Location
from sijill.model.period import DatePrecision, Openness, Period

# The gravest first: it names the whole.
_NOUNS = (
    (Outcome.KILLED, "Killings"),
    (Outcome.BODIES_FOUND, "Bodies found"),
    (Outcome.CASUALTIES, "Casualties"),
    (Outcome.ABDUCTED, "Abductions"),
    (Outcome.INJURED, "People injured"),
    (Outcome.MISSING, "People missing"),
    (Outcome.DESTROYED, "Destruction"),
    (Outcome.DETAINED, "Detentions"),
)


def title_of(
    outcomes: Collection[Outcome],
    location: Location | None,
    period: Period | None,
    *,
    in_scope: bool = True,
    is_counted: bool = True,
) -> str:
    """A plain title that holds for any account of the same thing."""
    noun = next((words for outcome, words in _NOUNS if outcome in outcomes), "Violence")
    if not is_counted:
        noun = "Reports without a figure"
    elif not in_scope:
        noun = "Accident or disaster"
    return f"{noun} {where(location.name) if location else 'at an unknown place'}, {when(period)}"


def where(name: str) -> str:
    """A place with the words that lead to it.  Mosul -> "in Mosul"; coast of Syria -> "on the coast of Syria"; near Mosul -> itself"""
    words = name.split()
    if not words:
        return "at an unknown place"
    if " km " in name or (len(words) > 1 and not _ways()["stands"].isdisjoint((words[0], " ".join(words[:2])))):
        return name
    if words[0] in _ways()["on"]:
        return f"on the {name}"
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    article = "" if words[0].casefold() == "the" else "the "
    for way, lead in (("on_the", f"on {article}"), ("on", "on "), ("at", "at "), ("in_the", f"in {article}")):
        if head.casefold() in _ways()[way]:
            return f"{lead}{name}"
    return f"in a {name}" if name.islower() else f"in {name}"


@cache
def _ways() -> dict[str, frozenset[str]]:
    return {way: frozenset(words) for way, words in load_table("linking")["titles"].items()}


def when(period: Period | None) -> str:
    """A period in words.  6..9 March 2025 -> "6-9 March 2025"; unknown -> "date unknown" """
    if period is None or not is_dated(period) or period.start is None:
        return "date unknown"
    start, end = period.start, period.end or period.start
    if period.end is None or (period.open in (Openness.END, Openness.BOTH) and end == start):
        return f"since {_day(start)}"
    if period.precision is DatePrecision.YEAR and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
    if (
        period.precision is DatePrecision.MONTH
        and start.day == 1
        and (start.year, start.month) == (end.year, end.month)
    ):
        return f"{start:%B} {start.year}"
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{_day(end)}"
    return f"{start.day} {start:%B} - {_day(end)}" if start.year == end.year else f"{_day(start)} - {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
