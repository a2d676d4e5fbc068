"""Decides whether words tell of an accident, a disaster, an illness or of sport, and of no deliberate violence.

Text or sentence -> True where its harm is out of scope. Asks nothing of who was harmed.
"""

from __future__ import annotations

from sijill.data import load_lower_pattern

# Words of sport that make a text one of sport; a single one stands in any news ("a football coach was killed").
MIN_SPORT = 2


def tells_of_no_violence(text: str) -> bool:
    """True for a text of accident, disaster, illness or sport in which no word speaks of violence."""
    lower = text.lower()
    return is_accident(lower) or _is_sport(lower)


def is_accident(words: str) -> bool:
    """ "a bus plunged into a ravine"; not "a bus plunged into a ravine after a bomb went off", and a "gas explosion" is no bomb."""
    lower = words.lower()
    others, accidents = load_lower_pattern("scope", "accident").subn(" ", lower)
    return bool(accidents) and not load_lower_pattern("scope", "violence").search(others)


def _is_sport(lower: str) -> bool:
    """ "the striker shot wide": words that sport has in common with violence weigh less than those of sport beside them."""
    sport = sum(1 for _ in load_lower_pattern("scope", "sport").finditer(lower))
    if sport < MIN_SPORT:
        return False
    told = {match[0] for match in load_lower_pattern("scope", "violence").finditer(lower)}
    played = load_lower_pattern("scope", "played")
    only_played = len(told) < sport and all(played.fullmatch(word) for word in told)
    return only_played and not (told and load_lower_pattern("scope", "crime").search(lower))
