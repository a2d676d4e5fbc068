"""Makes scenarios with known truth: who was killed where, and what monitors, papers, liars and copies say of it.

seed -> scenarios in the words of tests/cases/reconcile, each with the true tolls, what was planted in it, and which tolls some source
reaches. Seeds below HELD_BACK_FROM may be looked at while the solver is built. The world is made before anybody speaks of it:
provinces of villages, each with one attack on one day; a truthful source never says more than the truth.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

HELD_BACK_FROM = 1000

Words = dict[str, Any]
CLASSES = ("civilian", "security_forces", "attackers")
MONITORS = ("Coast Observatory", "Plain Watch", "Ardun Rights Desk", "River Hospital", "Civil Register")
VILLAGES = ("Haref", "Mirren", "Ostel", "Dunya", "Selk", "Varrow", "Quill", "Tamsa", "Brone")
FIRST_DAY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A contradiction: claims of one side and of the other cannot both hold."""

    facet: str
    left: frozenset[str]
    right: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Made:
    """One scenario. truth: toll -> the true number, of the whole; reached: tolls for which some source gives all of it."""

    kind: str
    seed: int
    words: Words
    truth: dict[str, int]
    honest: bool = True
    reached: set[str] = field(default_factory=set)
    planted: list[Planted] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """What happened at one place on one day: the dead by class."""

    village: str
    district: str
    day: int
    dead: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.dead.values())


class Page:
    """Collects what is said; each statement stands in a document of its own unless told otherwise."""

    def __init__(self, draw: random.Random, kind: str, seed: int) -> None:
        self.draw = draw
        self.claims: dict[str, Words] = {}
        self.made = Made(kind=kind, seed=seed, words={"claims": self.claims}, truth={})

    def say(self, killed: object, *, day: int, by: str | None = None, **more: Any) -> str:
        """Adds a claim and gives its name; by: who says it."""
        name = f"c{len(self.claims)}"
        words: Words = {"killed": killed, "in": f"d{len(self.claims)}", "published": date_of(day), **more}
        if by:
            words["says"] = by
        self.claims[name] = words
        return name

    def plant(self, facet: str, left: str, right: str) -> None:
        self.made.planted.append(Planted(facet=facet, left=frozenset({left}), right=frozenset({right})))

    def tell_truth(self, attacks: list[Attack], *reached: str) -> Made:
        """Writes the true tolls beside what is said of them."""
        self.made.truth["killed all"] = sum(attack.total for attack in attacks)
        for of_class in CLASSES:
            self.made.truth[f"killed {of_class}"] = sum(attack.dead.get(of_class, 0) for attack in attacks)
        self.made.reached.update(reached)
        return self.made


def date_of(day: int) -> str:
    return f"2031-05-{day:02d}"


def attack(draw: random.Random, village: str = "Haref", district: str = "Mirren", day: int = FIRST_DAY) -> Attack:
    """Mostly civilians, sometimes soldiers and attackers; few large attacks, many small ones."""
    size = draw.choice((1, 1, 1, 3, 10))
    dead = {"civilian": draw.randint(4, 30) * size}
    if draw.random() < 0.5:
        dead["security_forces"] = draw.randint(1, 12) * size
    if draw.random() < 0.3:
        dead["attackers"] = draw.randint(1, 5)
    return Attack(village=village, district=district, day=day, dead=dead)


def part_words(one: Attack) -> Words:
    return {"at": one.village, "area": f"XX/Coast/{one.district}", "happened": date_of(one.day)}


def short_of(draw: random.Random, number: int) -> int:
    """What an honest source may have found of so many: most of them, never more."""
    return max(1, number - draw.randint(0, max(1, number // 6)))


def grow(page: Page, who: str, last: int, day: int) -> str:
    """One voice counts on: up to two earlier, lower figures, then its last."""
    for earlier in range(page.draw.randint(0, 2), 0, -1):
        page.say(max(1, last - page.draw.randint(1, 3) * earlier), day=day - earlier, by=who)
    return page.say(last, day=day, by=who)


def copy(page: Page, figure: int, origin: str, times: int, day: int, **more: Any) -> None:
    """Papers that carry somebody's figure."""
    for at in range(times):
        page.say(
            figure, day=day, copies=origin, by=None, **more, quote=f"{origin} said {figure} were killed there {at}"
        )


# Kinds of scenarios, each one mechanism; noise() adds copies to any


def growing(page: Page) -> Made:
    """Several monitors count on; the last figures of all are the truth, or floors under it."""
    one = attack(page.draw)
    monitors = page.draw.sample(MONITORS, page.draw.randint(2, 4))
    grow(page, monitors[0], one.total, FIRST_DAY + 3)
    for other in monitors[1:]:
        page.say(f"at least {short_of(page.draw, one.total)}", day=FIRST_DAY + page.draw.randint(1, 3), by=other)
    return page.tell_truth([one], "killed all")


def early(page: Page) -> Made:
    """An exact early figure of one voice beside a later, fuller one of another."""
    one = attack(page.draw)
    found = max(1, one.total - page.draw.randint(3, max(3, one.total // 5)))
    first, second = page.draw.sample(MONITORS, 2)
    left, right = page.say(found, day=FIRST_DAY, by=first), page.say(one.total, day=FIRST_DAY + 2, by=second)
    if found < one.total:
        page.plant("toll", left, right)
    return page.tell_truth([one], "killed all")


def corrected(page: Page) -> Made:
    """A voice takes back a figure that was too high; another one had it right."""
    one = attack(page.draw)
    first, second = page.draw.sample(MONITORS, 2)
    page.say(one.total + page.draw.randint(3, 20), day=FIRST_DAY, by=first)
    page.say(one.total, day=FIRST_DAY + 2, by=first)
    page.say(one.total, day=FIRST_DAY + 2, by=second)
    return page.tell_truth([one], "killed all")


def by_class(page: Page) -> Made:
    """One account gives total and classes, another voice only the civilians, as a floor."""
    one = attack(page.draw)
    first, second = page.draw.sample(MONITORS, 2)
    whole = page.say(one.total, day=FIRST_DAY + 2, by=first)
    document = page.claims[whole]["in"]
    for of_class, dead in one.dead.items():
        part = page.say(dead, day=FIRST_DAY + 2, by=first, status=of_class, part_of=whole)
        page.claims[part]["in"] = document
    page.say(f"at least {short_of(page.draw, one.dead['civilian'])}", day=FIRST_DAY + 1, by=second, status="civilian")
    return page.tell_truth([one], "killed all", *(f"killed {of_class}" for of_class in one.dead))


def each_a_class(page: Page) -> Made:
    """Nobody counts everyone: a hospital the civilians, the army its soldiers."""
    one = Attack(
        village="Haref",
        district="Mirren",
        day=FIRST_DAY,
        dead={"civilian": page.draw.randint(5, 60), "security_forces": page.draw.randint(2, 30)},
    )
    page.say(one.dead["civilian"], day=FIRST_DAY + 1, by="River Hospital", status="civilian")
    page.say(
        one.dead["security_forces"], day=FIRST_DAY + 1, by="Defence Ministry", kind="official", status="security_forces"
    )
    return page.tell_truth([one], "killed all", "killed civilian", "killed security_forces")


def class_slip(page: Page) -> Made:
    """A paper makes civilians of all the dead; the monitor tells them apart."""
    one = Attack(
        village="Haref",
        district="Mirren",
        day=FIRST_DAY,
        dead={"civilian": page.draw.randint(8, 80), "security_forces": page.draw.randint(5, 40)},
    )
    monitor, other = page.draw.sample(MONITORS, 2)
    whole = page.say(one.total, day=FIRST_DAY + 1, by=monitor)
    right = page.say(one.dead["civilian"], day=FIRST_DAY + 1, by=monitor, status="civilian", part_of=whole)
    page.claims[right]["in"] = page.claims[whole]["in"]
    slip = page.say(one.total, day=FIRST_DAY + 2, by=other, status="civilian")
    page.plant("toll", right, slip)
    page.made.honest = False
    return page.tell_truth([one], "killed all", "killed civilian")


def one_wrong(page: Page) -> Made:
    """One source is wrong by a factor; two others are right."""
    one = attack(page.draw)
    first, second, third = page.draw.sample(MONITORS, 3)
    right = page.say(one.total, day=FIRST_DAY + 1, by=first)
    page.say(one.total, day=FIRST_DAY + 2, by=second)
    wrong = page.say(one.total * page.draw.randint(2, 5) + page.draw.randint(0, 9), day=FIRST_DAY + 1, by=third)
    page.plant("toll", right, wrong)
    page.made.honest = False
    return page.tell_truth([one], "killed all")


def party_lies(page: Page) -> Made:
    """The accused army admits few or says that nobody died; monitors count."""
    one = attack(page.draw)
    first, second = page.draw.sample(MONITORS, 2)
    army: Words = {"by": "Ardun army", "kind": "official"}
    right = page.say(one.total, day=FIRST_DAY + 1, by=first)
    page.say(f"at least {short_of(page.draw, one.total)}", day=FIRST_DAY + 1, by=second)
    accusation = page.say(0, day=FIRST_DAY + 1, by=first, accuses="Ardun army")
    del page.claims[accusation]["killed"]
    if page.draw.random() < 0.5:
        lie = page.say(max(1, one.total // page.draw.randint(3, 6)), day=FIRST_DAY + 1, **army)
        page.plant("toll", lie, right)
    else:
        lie = page.say(one.total, day=FIRST_DAY + 1, stance="denied", **army)
        page.plant("denial", lie, right)
    page.made.honest = False
    return page.tell_truth([one], "killed all")


def party_boasts(page: Page) -> Made:
    """An armed group claims many times the dead that monitors count; nobody is accused."""
    one = attack(page.draw)
    first, second = page.draw.sample(MONITORS, 2)
    right = page.say(one.total, day=FIRST_DAY + 1, by=first)
    page.say(one.total, day=FIRST_DAY + 1, by=second)
    boast = page.say(one.total * page.draw.randint(2, 4), day=FIRST_DAY, by="Dawn Front", kind="armed_group")
    page.plant("toll", boast, right)
    page.made.honest = False
    return page.tell_truth([one], "killed all")


def all_short(page: Page) -> Made:
    """Nobody found all of them."""
    one = attack(page.draw)
    for who in page.draw.sample(MONITORS, page.draw.randint(2, 3)):
        page.say(f"at least {short_of(page.draw, max(2, one.total - 2))}", day=FIRST_DAY + 1, by=who)
    return page.tell_truth([one])


def in_vague_words(page: Page) -> Made:
    """Words without a number, and a number only now and then."""
    one = Attack(village="Haref", district="Mirren", day=FIRST_DAY, dead={"civilian": page.draw.randint(40, 90)})
    first, second = page.draw.sample(MONITORS, 2)
    page.say("dozens", day=FIRST_DAY, by=first)
    page.say("several dozen", day=FIRST_DAY + 1, by=second)
    if page.draw.random() < 0.5:
        page.say(one.total, day=FIRST_DAY + 2, by=second)
    return page.tell_truth([one], "killed all")


def two_names(page: Page) -> Made:
    """The dead are agreed, who did it and when is not."""
    one = attack(page.draw)
    first, second = page.draw.sample(MONITORS, 2)
    wrong_day = date_of(FIRST_DAY + page.draw.randint(2, 4))
    left = page.say(one.total, day=FIRST_DAY + 5, by=first, happened=date_of(FIRST_DAY))
    right = page.say(one.total, day=FIRST_DAY + 5, by=second, happened=wrong_day)
    page.plant("date", left, right)
    names = [
        page.say(0, day=FIRST_DAY + 5, by=who, accuses=whom)
        for who, whom in ((first, "Dawn Front"), (second, "Grey Column"))
    ]
    for name in names:
        del page.claims[name]["killed"]
    page.plant("perpetrator", *names)
    return page.tell_truth([one], "killed all")


def province(page: Page, districts: int) -> list[Attack]:
    """The attacks of an episode, one a village, as parts whose dead somebody counts."""
    villages = page.draw.sample(VILLAGES, page.draw.randint(districts, 5))
    attacks = [
        attack(page.draw, village, f"District {at % districts + 1}", FIRST_DAY + at % 3)
        for at, village in enumerate(villages)
    ]
    page.made.words["parts"] = []
    for at, one in enumerate(attacks):
        said: Words = {
            "killed": one.total,
            "in": f"p{at}",
            "published": date_of(one.day + 1),
            "says": page.draw.choice(MONITORS),
            **part_words(one),
        }
        page.made.words["parts"].append({"title": one.village, "claims": {"a": said}})
    return attacks


def total_of(attacks: list[Attack], district: str | None = None, until: int | None = None) -> int:
    """The dead of a district, or of the days until one."""
    return sum(one.total for one in attacks if district in (None, one.district) and (until is None or one.day <= until))


def nested_places(page: Page) -> Made:
    """Villages within districts within a province: totals of each by different monitors, the province's as a floor or all of it."""
    attacks = province(page, 2)
    first, second, third = page.draw.sample(MONITORS, 3)
    days = f"{date_of(FIRST_DAY)}/{date_of(FIRST_DAY + 2)}"
    for name, who in (("District 1", first), ("District 2", second)):
        page.say(
            total_of(attacks, name),
            day=FIRST_DAY + 4,
            by=who,
            area=f"XX/Coast/{name}",
            happened=days,
            scope="running_total",
        )
    whole = total_of(attacks)
    figure: object = whole if page.draw.random() < 0.5 else f"at least {short_of(page.draw, whole)}"
    page.say(figure, day=FIRST_DAY + 5, by=third, area="XX/Coast", happened=days, scope="running_total")
    return page.tell_truth(attacks, "killed all")


def nested_days(page: Page) -> Made:
    """A total of the first days by one monitor, of all days by another: no rivals."""
    attacks = province(page, 1)
    first, second = page.draw.sample(MONITORS, 2)
    start = date_of(FIRST_DAY)
    page.say(
        total_of(attacks, until=FIRST_DAY), day=FIRST_DAY + 1, by=first, area="XX/Coast", happened=start, scope="running_total",
    )  # fmt: skip
    page.say(
        total_of(attacks), day=FIRST_DAY + 5, by=second, area="XX/Coast", happened=f"{start}/{date_of(FIRST_DAY + 2)}",
        scope="running_total",
    )  # fmt: skip
    return page.tell_truth(attacks, "killed all")


def stale_total(page: Page) -> Made:
    """An old total of the whole lies below what its parts come to by now."""
    attacks = province(page, 1)
    whole = total_of(attacks)
    old = max(1, whole - page.draw.randint(1, max(1, whole // 6)))
    claim = page.say(old, day=FIRST_DAY + 2, by=page.draw.choice(MONITORS), area="XX/Coast", scope="running_total")
    page.made.planted.append(Planted(facet="toll", left=frozenset({claim}), right=frozenset({"parts"})))
    return page.tell_truth(attacks, "killed all")


def district_above(page: Page) -> Made:
    """A district's total is larger than the province's, which another monitor gives: somebody is wrong."""
    attacks = province(page, 2)
    first, second = page.draw.sample(MONITORS, 2)
    whole = total_of(attacks)
    wrong = page.say(whole * 2 + 3, day=FIRST_DAY + 4, by=first, area="XX/Coast/District 1", scope="running_total")
    right = page.say(whole, day=FIRST_DAY + 4, by=second, area="XX/Coast", scope="running_total")
    page.plant("toll", wrong, right)
    page.made.honest = False
    return page.tell_truth(attacks, "killed all")


def converging(page: Page) -> Made:
    """Monitors count on, each at its own pace, until all have the truth: what they said before is no rival of it."""
    one = attack(page.draw)
    for who in page.draw.sample(MONITORS, page.draw.randint(2, 4)):
        grow(page, who, one.total, FIRST_DAY + page.draw.randint(3, 6))
    return page.tell_truth([one], "killed all")


def class_above(page: Page) -> Made:
    """One voice counts more civilians than another counts dead."""
    one = attack(page.draw)
    first, second = page.draw.sample(MONITORS, 2)
    left = page.say(one.total, day=FIRST_DAY + 1, by=first)
    right = page.say(one.total * 2, day=FIRST_DAY + 1, by=second, status="civilian")
    page.plant("toll", left, right)
    page.made.honest = False
    return page.tell_truth([one], "killed all")


def nested_classes(page: Page) -> Made:
    """A province's dead and its civilians by one monitor, a district's civilians by another: places and classes nest at once."""
    attacks = province(page, 2)
    first, second = page.draw.sample(MONITORS, 2)
    where: Words = {"area": "XX/Coast", "scope": "running_total"}
    whole = page.say(total_of(attacks), day=FIRST_DAY + 5, by=first, **where)
    civilians = sum(one.dead["civilian"] for one in attacks)
    part = page.say(civilians, day=FIRST_DAY + 5, by=first, status="civilian", part_of=whole, **where)
    page.claims[part]["in"] = page.claims[whole]["in"]
    there = sum(one.dead["civilian"] for one in attacks if one.district == "District 1")
    page.say(there, day=FIRST_DAY + 4, by=second, status="civilian", area="XX/Coast/District 1", scope="running_total")
    return page.tell_truth(attacks, "killed all", "killed civilian")


def only_parts(page: Page) -> Made:
    """Nobody gives a total."""
    return page.tell_truth(province(page, 1), "killed all")


KINDS: tuple[Callable[[Page], Made], ...] = (
    growing, early, corrected, by_class, each_a_class, class_slip, one_wrong, party_lies, party_boasts, all_short,
    in_vague_words, two_names, nested_places, nested_days, stale_total, district_above, only_parts,
    converging, class_above, nested_classes,
)  # fmt: skip


def add_copies(page: Page) -> None:
    """Papers that carry one of the figures that some monitor gave of the whole."""
    told = [
        (words["says"], words["killed"], words)
        for words in list(page.claims.values())
        if isinstance(words.get("killed"), int) and words["says"] in MONITORS and "status" not in words and "part_of" not in words
    ]  # fmt: skip
    if told and page.draw.random() < 0.6:
        origin, figure, words = page.draw.choice(told)
        where = {field: words[field] for field in ("area", "happened", "scope") if field in words}
        copy(page, figure, origin, page.draw.randint(1, 4), FIRST_DAY + 6, **where)


def make_scenario(seed: int) -> Made:
    """The scenario of a seed, the same for ever; every kind comes up in turn."""
    kind = KINDS[seed % len(KINDS)]
    page = Page(random.Random(f"sijill:{seed}"), kind.__name__, seed)
    made = kind(page)
    add_copies(page)
    return made
