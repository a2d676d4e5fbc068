"""Makes one quick pattern of many words: forms -> a regular expression that matches any of them, the longest first.

Python tries the alternatives of a pattern one after another; written as a tree of letters, only those that can still match are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_VOWELS = "aeiou"
Branch = dict[str, "Branch"]
_END = ""


def verb_forms(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb.  "kill" -> kill, kills, killed, killing; "crucify" -> crucifies, crucified, crucifying"""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if verb.endswith(("s", "x", "ch", "sh")) else f"{verb}s"
    return verb, third, f"{verb}ed", f"{verb}ing"


def with_number(nouns: Iterable[str]) -> set[str]:
    """Nouns with their regular plurals, and plurals with their singulars.  {"pilots", "bishop"} -> pilots, pilot, bishop, bishops"""
    found = set(nouns)
    for noun in nouns:
        if noun.endswith("man"):
            found.add(f"{noun[:-3]}men")
        elif noun.endswith("men"):
            found.add(f"{noun[:-3]}man")
        elif noun.endswith("ies"):
            found.add(f"{noun[:-3]}y")
        elif noun.endswith(("ches", "shes", "sses")):
            found.add(noun[:-2])
        elif noun.endswith("s") and not noun.endswith(("ss", "us")):
            found.add(noun[:-1])
        elif noun.endswith("y") and noun[-2:-1] not in _VOWELS:
            found.add(f"{noun[:-1]}ies")
        elif noun.endswith(("ch", "sh", "ss", "x")):
            found.add(f"{noun}es")
        elif noun.isalpha():
            found.add(f"{noun}s")
    return found


def pattern_of(forms: Iterable[str]) -> str:
    """A group that matches any of the forms.  {"kill", "killed", "died"} -> "(?:died|kill(?:ed)?)" """
    root: Branch = {}
    for form in forms:
        branch = root
        for letter in form:
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return _written(root)


def _written(branch: Branch) -> str:
    """A branch with all that grows from it; a letter that stands alone needs no group."""
    written = ""
    while len(branch) == 1 and _END not in branch:
        ((letter, branch),) = branch.items()
        written += re.escape(letter)
    rest = [re.escape(letter) + _written(branch[letter]) for letter in sorted(branch) if letter != _END]
    if not rest:
        return written
    return f"{written}(?:{'|'.join(rest)}){'?' if _END in branch else ''}"
