"""Reads one document with rules over a parse: Document -> Reading, Problems.

1 name the language   2 split sentences   3 parse those that may speak of harm   4 harms, speech, mentions
5 counts, attributions, indicators, movements   6 relate the counts to one another
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from sijill.config import Limits, Read
from sijill.model.claim import Claim, CountClaim, Mention, Outcome, Reading, Scope, Speaker
from sijill.model.document import Document
from sijill.model.problem import Problem
from sijill.read.counts import Setting, counts_in
from sijill.read.drafts import Draft
from sijill.read.fates import read_marks, settle_casualties, settle_fates, settle_own_acts, settle_taken
from sijill.read.harm import Harm
from sijill.read.harms import find_harms
from sijill.read.indicators import indicators_in
from sijill.read.items import cut_labels, under_label
from sijill.read.language import language_of
from sijill.read.lexicon import may_speak_of_harm
from sijill.read.live import follow_entries
from sijill.read.mentions import persons_in, places_in, places_in_text, times_in
from sijill.read.movements import movements_in
from sijill.read.name_lists import listed_name, name_lines
from sijill.read.no_violence import tells_of_no_violence
from sijill.read.parse import parse
from sijill.read.perpetrators import attributions_in, involvement_in
from sijill.read.plain_speech import plain_speaker, titled_person
from sijill.read.quotations import tell_who_is_quoted
from sijill.read.relations import relate
from sijill.read.shorthand import read_back, write_out
from sijill.read.speakers import Speech, find_speech, latest_speakers
from sijill.read.statements import headline_figures, statements_in
from sijill.read.told_before import place_in_time
from sijill.read.tree import Tree
from sijill.read.triggers import triggers_in
from sijill.text.sentences import MAX_SENTENCE_CHARS, split_sentences

MIN_CELLS = 3  # of a row; two may be a headline and its outlet
FEW = 4  # so many that an equal number is the same people
MAX_CELL_CHARS = 30
READER = "rules@5"
# What "five of them were children" goes on about.
_SPOKEN_OF = {
    Outcome.KILLED: Outcome.KILLED,
    Outcome.BODIES_FOUND: Outcome.KILLED,
    Outcome.INJURED: Outcome.INJURED,
}
_ENTRY = re.compile(r"\s*[\[(]?\d{1,2}[:.]\d\d(?:\s*(?:am|pm|GMT|UTC|[A-Z]{3,4}))?\b")
_ONE_ACT = re.compile(
    r"\b(?:attack|bombing|blast|explosion|shooting|ambush|raid|strike|airstrike|massacre|assault|shelling)\b",
    re.I,
)


def read_document(document: Document, settings: Read, limits: Limits) -> tuple[Reading, tuple[Problem, ...]]:
    """Reads every claim of a document; a text in a language that is not read, or too large, gives none and a Problem."""
    written = write_out(document.text)
    reading, problems = _read_written(replace(document, text=written.text), settings, limits)
    return read_back(reading, written, document.text), problems


def _read_written(document: Document, settings: Read, limits: Limits) -> tuple[Reading, tuple[Problem, ...]]:
    lang = language_of(document.text, document.metadata.lang)
    sentences, labels = cut_labels(document.text, split_sentences(document.text))
    if lang is not None and lang not in settings.languages:
        says = f"{document.name}: the text is in {lang!r}, which is not read; read: {', '.join(settings.languages)}"
        problem = Problem(kind="language_not_read", says=says, document=document.id)
        return _reading(document, lang, sentences, (), ()), (problem,)
    names = name_lines(document.text, sentences)
    wanted, problems = _sentences_to_parse(document, sentences, names, limits)
    if not wanted:
        return _reading(document, lang, sentences, (), ()), tuple(problems)
    times = times_in(document.text, sentences)
    trees = {tree.sentence: tree for tree in parse(wanted)}
    claims, mentions = _claims_of(_Parsed(document, sentences, labels, names, trees, times))
    return _reading(document, lang, sentences, claims, mentions), tuple(problems)


def _reading(
    document: Document,
    lang: str | None,
    sentences: tuple[tuple[int, int], ...],
    claims: tuple[Claim, ...],
    mentions: tuple[Mention, ...],
) -> Reading:
    return Reading(
        document_id=document.id, reader=READER, lang=lang, sentences=sentences, claims=claims, mentions=mentions
    )


def _sentences_to_parse(
    document: Document, sentences: tuple[tuple[int, int], ...], names: Mapping[int, Outcome], limits: Limits
) -> tuple[list[tuple[int, int, str]], list[Problem]]:
    """The sentences worth parsing; those that are mostly numbers are left, with one Problem for the document."""
    wanted: list[tuple[int, int, str]] = []
    tables: list[int] = []
    for number, (start, end) in enumerate(sentences):
        text = document.text[start:end]
        goes_on = bool(tables) and tables[-1] == number - 1 and _goes_on(document.text, sentences[number - 1][1], start)
        if goes_on or _is_table(text, limits.max_numbers_per_sentence):
            tables.append(number)
        elif number in names or may_speak_of_harm(text):
            wanted.append((number, start, text))
    if not tables:
        return wanted, []
    says = (
        f"{document.name}: {len(tables)} stretches of the text are tables or hold little but numbers and were not read;"
        " give a table as CSV, or raise limits.max_numbers_per_sentence"
    )
    words = document.text[slice(*sentences[tables[0]])][:80]
    return wanted, [Problem(kind="too_many_numbers", says=says, document=document.id, sentence=tables[0], words=words)]


def _goes_on(text: str, end: int, start: int) -> bool:
    """True where a stretch was only cut for its length: no mark ends the one before, and no line ends between them."""
    return text[end - 1 : end] not in (".", "!", "?", "…") and "\n" not in text[end:start]


def _is_table(sentence: str, most: int) -> bool:
    """True for more numbers than a sentence has, and for a stretch of flattened table that was cut to a sentence's length."""
    if _is_row(sentence):
        return True
    if len(sentence) <= min(2 * most, MAX_SENTENCE_CHARS // 2):
        return False  # too short to hold so many
    tokens = sentence.split()
    numbers = sum(1 for token in tokens if any(c.isdigit() for c in token))
    return numbers > most or (len(sentence) > MAX_SENTENCE_CHARS // 2 and numbers > len(tokens) // 2)


def _is_row(sentence: str) -> bool:
    """A line of short cells between tabs or bars: "Province | Killed | Injured"."""
    cells = re.split(r"[\t|]", sentence) if "\t" in sentence or "|" in sentence else ()
    return len(cells) >= MIN_CELLS and all(len(cell.strip()) <= MAX_CELL_CHARS for cell in cells)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A document cut and parsed: labels and names tell of its lists (items.py, name_lists.py), by number of the sentence."""

    document: Document
    sentences: tuple[tuple[int, int], ...]
    labels: Mapping[int, Mention]
    names: Mapping[int, Outcome]
    trees: dict[int, Tree]
    times: list[Mention]

    def words(self, number: int) -> str:
        return self.document.text[slice(*self.sentences[number])] if number < len(self.sentences) else ""


def _claims_of(parsed: _Parsed) -> tuple[tuple[Claim, ...], tuple[Mention, ...]]:
    document, sentences = parsed.document, parsed.sentences
    drafts, others, mentions, spoken = _read_sentences(parsed)
    counts = _settled(parsed, drafts, spoken)
    mentions.sort(key=lambda m: (m.span.start, m.span.end, m.kind))
    who = {"document_id": document.id, "reader": READER}
    stated = statements_in(document.text, sentences, parsed.trees, spoken, mentions, **who)
    headlined = headline_figures(document.text, sentences, counts, **who)
    return _once_each((*counts, *others, *stated, *headlined)), tuple(mentions)


def _read_sentences(
    parsed: _Parsed,
) -> tuple[list[Draft], list[Claim], list[Mention], dict[int, list[Speech]]]:
    """What each sentence says: counts as drafts, other claims, what is mentioned, and who speaks where."""
    document, sentences, times = parsed.document, parsed.sentences, parsed.times
    drafts: list[Draft] = []
    others: list[Claim] = []
    mentions: list[Mention] = [*times, *dict.fromkeys(parsed.labels.values())]
    spoken: dict[int, list[Speech]] = {}
    before: tuple[Speaker, ...] = ()
    context: Outcome | None = None
    for number, (start, _) in enumerate(sentences):
        tree, words = parsed.trees.get(number), parsed.words(number)
        speeches = find_speech(tree, before) if tree else []
        spoke = None if speeches else plain_speaker(words, start) or titled_person(words, start)
        if tree is None:
            mentions.extend(places_in_text(words, start, number))
            before = (spoke, *before)[:5] if spoke else before
            continue
        spoken[number] = speeches
        before = (spoke, *before)[:5] if spoke else latest_speakers(speeches, before)
        places = places_in(tree)
        mentions.extend((*places, *persons_in(tree)))
        dated = [time for time in times if time.sentence == number]
        setting = Setting(
            document.id, READER, document.published, parsed.words(number + 1), speeches, places, dated
        )  # fmt: skip
        listed = parsed.names.get(number)
        harms = list(listed_name(tree, listed)) if listed else find_harms(tree, context)
        context = next((said for h in reversed(harms) if (said := _SPOKEN_OF.get(h.outcome))), context)
        moved, movements = movements_in(tree, setting)
        drafts.extend((*counts_in(tree, harms, setting), *moved))
        others.extend((*movements, *_statements(tree, harms, setting)))
        others.extend(triggers_in(tree, speeches, document_id=document.id, reader=READER))
    drafts = [_in_item(draft, parsed) for draft in drafts]
    return drafts, [under_label(claim, parsed.labels, times) for claim in others], mentions, spoken


def _settled(parsed: _Parsed, drafts: list[Draft], spoken: dict[int, list[Speech]]) -> tuple[CountClaim, ...]:
    """What the sentences together say of the counts: what became of whom, when, and how the figures hang together."""
    text, sentences = parsed.document.text, parsed.sentences
    if drafts and tells_of_no_violence(text):
        drafts = [replace(draft, claim=replace(draft.claim, in_scope=False)) for draft in drafts]
    drafts = place_in_time(tell_who_is_quoted(drafts, text, sentences, spoken), text, parsed.document.published)
    decided = read_marks(
        settle_casualties(_decide_casualties(drafts, text, sentences)), partial(_on_bodies, text, sentences)
    )
    decided = settle_fates(settle_own_acts(settle_taken(decided, parsed.words), text))
    some = {draft.claim.id for draft in decided if draft.more or draft.is_listed_part or draft.in_care}
    return follow_entries(text, sentences, relate(_continue_totals(decided)), some)


def _in_item(draft: Draft, parsed: _Parsed) -> Draft:
    """A count that stands in an item of a list, with the place and day that label the item."""
    label = parsed.labels.get(draft.claim.sentence)
    if label is None:
        return replace(draft, item=draft.claim.sentence) if draft.claim.sentence in parsed.names else draft
    claim = under_label(draft.claim, parsed.labels, parsed.times)
    return replace(draft, claim=claim, own_place=claim.place is not None, item=label.sentence)


def _on_bodies(text: str, sentences: tuple[tuple[int, int], ...], number: int) -> str:
    """A sentence, and the next one where it goes on about the bodies."""
    words = text[slice(*sentences[number])]
    following = text[slice(*sentences[number + 1])] if number + 1 < len(sentences) else ""
    return (
        f"{words} {following}"
        if re.match(r"(?:the|their|all)\b.{0,20}\b(?:bod|corpse|victim|dead)", following, re.I)
        else words
    )


def _continue_totals(drafts: list[Draft]) -> list[Draft]:
    """A figure with no place, time or act of its own speaks of what the text last spoke of: a total stays a total."""
    settled: list[Draft] = []
    for draft in drafts:
        claim, last = draft.claim, settled[-1].claim if settled else None
        dated = _ENTRY.match(draft.sentence_text)  # an entry of a live account stands by itself
        own = draft.own_place or draft.seat or claim.time is not None or _ONE_ACT.search(draft.clause) or dated
        if (
            last
            and last.scope is Scope.RUNNING_TOTAL
            and claim.scope is Scope.INCIDENT
            and not own
            and (claim.count.min or 0) > 1
        ):
            claim = replace(claim, scope=Scope.RUNNING_TOTAL)
        settled.append(replace(draft, claim=claim))
    return settled


def _statements(tree: Tree, harms: list[Harm], setting: Setting) -> list[Claim]:
    """The claims of a sentence that count nobody: who did it, and statistics."""
    who = {"document_id": setting.document_id, "reader": setting.reader}
    accused = attributions_in(tree, harms, setting.speeches, setting.places, **who) or involvement_in(
        tree, setting.speeches, **who
    )
    return [*accused, *indicators_in(tree, setting.speeches, setting.places, setting.times, **who)]


def _decide_casualties(drafts: list[Draft], text: str, sentences: tuple[tuple[int, int], ...]) -> list[Draft]:
    """ "casualties" are deaths where the same or the next sentence calls the figure a death toll; else they stay undecided.

    So are "the 418 victims" where the text told of 418 dead before.
    """
    decided: list[Draft] = []
    for draft in drafts:
        claim = draft.claim
        if claim.outcome is Outcome.CASUALTIES:
            around = " ".join(
                text[slice(*sentences[n])] for n in (claim.sentence, claim.sentence + 1) if n < len(sentences)
            ).lower()
            if (
                _DEAD_BESIDE_HURT.search(draft.sentence_text)
                or "death toll" in around
                or "killed" in around.split("casualt")[-1][:60]
                or ("victims" in claim.span.quote and _counted_dead(draft, decided))
            ):
                draft = replace(draft, claim=replace(claim, outcome=Outcome.KILLED))
        decided.append(draft)
    return decided


def _counted_dead(draft: Draft, before: list[Draft]) -> bool:
    """True where as many were told of as dead, and the number is no small one that others may share."""
    low = draft.claim.count.min or 0
    return low > FEW and any(d.claim.outcome is Outcome.KILLED and d.claim.count.min == low for d in before)


# Who counts the injured apart from the casualties means the dead by them.
_DEAD_BESIDE_HURT = re.compile(
    r"\bcasualties\s+and\s+(?:[\w-]+\s+){0,3}(?:injur|wound)|\bvictims\s+who\s+(?:were|have\s+been|had\s+been)\s+killed\b",
    re.I,
)


def _once_each(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Two readings of the same words with one id are one claim."""
    seen: dict[str, Claim] = {}
    for claim in claims:
        seen.setdefault(claim.id, claim)
    return tuple(seen.values())
