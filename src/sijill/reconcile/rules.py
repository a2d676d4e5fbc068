"""The named rules: who is heard, and which of the figures heard become min, best and max. docs/tolls.md gives a paragraph on each.

    rule                who is heard                           min      best                               max
    sijill-default      all; parties only where alone          lowest   most supported, then lowest        highest of all
    lowest-credible     the same                               lowest   lowest given                       highest of all
    low-best-high       the same                               lowest   most reports, then lowest          highest of all
    independent         named voices, parties left out         lowest   only with two parties or more      highest of those
    majority            all; parties only where alone          lowest   more than half of all voices       highest of all
    latest-of           the monitor of the settings            lowest   its last figure                    highest of those
    officials-only      officials, parties too                 lowest   most supported, then lowest        highest of those
    witnesses-only      witnesses and relatives                lowest   most supported, then lowest        highest of those

Settings -> Rule. tolls.py applies it. A figure changes with the rule and never with its name: who changes a rule raises its version.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sijill.config import Reconcile
from sijill.errors import ConfigError
from sijill.model.source import SourceKind
from sijill.reconcile.speakers import Speaking
from sijill.text.names import fold_name

DEFAULT = "sijill-default"
WITNESSES = frozenset({SourceKind.WITNESS, SourceKind.RELATIVE})
OFFICIALS = frozenset({SourceKind.OFFICIAL})


class Choice(StrEnum):
    """Which of the figures given becomes best."""

    SUPPORTED = "supported"  # with which two named voices or more agree; then most voices; then the lowest
    REPORTED = "reported"  # with which most reports agree, named or not; then the lowest
    LOWEST = "lowest"
    CORROBORATED = "corroborated"  # with which two named voices or more agree; else none
    MAJORITY = "majority"  # with which more than half of all voices agree; else none


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table. kinds: only these sources; voice: only who is so named; named: only named, non-derived voices."""

    name: str
    version: int
    words: str
    choice: Choice = Choice.SUPPORTED
    kinds: frozenset[SourceKind] | None = None
    named: bool = False
    voice: str | None = None
    asks_parties: bool = False

    @property
    def label(self) -> str:
        """ "sijill-default@2" """
        return f"{self.name}@{self.version}"

    def reason_against(self, speaking: Speaking) -> str | None:
        """Why this rule does not hear a voice; None where it does."""
        if self.kinds is not None and not speaking.kinds & self.kinds:
            return f"the rule {self.name} hears {' and '.join(sorted(f'{kind}s' for kind in self.kinds))} only"
        if self.named and not speaking.named:
            return f"the rule {self.name} hears named, independent voices only"
        if self.named and speaking.is_side:
            return f"the rule {self.name} hears no party to the violence"
        if self.voice is not None and fold_name(self.voice) != fold_name(speaking.name):
            return f"the rule {self.name} hears {self.voice} only"
        return None


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            name=DEFAULT, version=2,
            words="min is the lowest and max the highest figure that a credible voice reports; best is the figure with which most "
            "voices agree, one that two named voices carry before all others, then the lowest; a voice's later figure supersedes its "
            "earlier one; a party to the violence sets neither min nor best where another voice speaks",
        ),
        Rule(
            name="lowest-credible", version=1, choice=Choice.LOWEST,
            words="best is the lowest figure that a credible voice gives as such; min and max as by the default rule",
        ),
        Rule(
            name="low-best-high", version=1, choice=Choice.REPORTED,
            words="low is the lowest and high the highest credible figure; best is the one that most reports give, the lower of two "
            "that nothing else ranks",
        ),
        Rule(
            name="independent", version=1, choice=Choice.CORROBORATED, named=True,
            words="only named voices that derive from no other and are no party to the violence are heard; best needs two of them; "
            "a toll without a best is provisional",
        ),
        Rule(
            name="majority", version=1, choice=Choice.MAJORITY,
            words="best is the figure with which more than half of all voices agree, and none where no figure has so many",
        ),
        Rule(
            name="latest-of", version=1,
            words="only the chosen monitor is heard, and what it said last stands",
        ),
        Rule(
            name="officials-only", version=1, kinds=OFFICIALS, asks_parties=True,
            words="only officials are heard, those of a party to the violence too: what the authorities say",
        ),
        Rule(
            name="witnesses-only", version=1, kinds=WITNESSES,
            words="only witnesses and relatives are heard: what those say who were there",
        ),
    )
}  # fmt: skip


def rule_of(settings: Reconcile) -> Rule:
    """The rule that the settings name. Raises ConfigError for one that there is not, or that lacks its monitor."""
    rule = RULES.get(settings.rule)
    if rule is None:
        raise ConfigError(f"reconcile.rule: no rule {settings.rule!r}; there is {', '.join(sorted(RULES))}")
    if rule.name != "latest-of":
        return rule
    if not settings.monitor:
        raise ConfigError(
            "reconcile.monitor: the rule latest-of hears one monitor; name it here, as the register names it"
        )
    return Rule(name=rule.name, version=rule.version, words=rule.words, voice=settings.monitor)
