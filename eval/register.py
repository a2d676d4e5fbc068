"""Measures a whole register against what a careful person would show: incidents, their documents and tolls, and sums that must not appear.

Builds the example reports, or the sample reports, from nothing with the commands themselves, and compares `build --json` with
examples/expected.toml or eval/gold/reports.toml. Scores: documents that stand with their incident, tolls as expected, parts in
their episode, and (lower is better) tolls that show a forbidden figure.

    python -m eval.register [--reports]
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.annotated import EXAMPLES, PUBLISHED
from eval.scores import Score, format_misses, format_scores
from eval.shared import PROJECT, SharedAbsent, shared_folder

Shape = Mapping[str, Any]


def build_register(reports: Path, metadata: Path, folder: Path) -> dict[str, Any]:
    """What `sijill build --json` prints for these reports."""
    register = str(folder / "register")
    run_sijill("init", register)
    run_sijill("add", "--register", register, "--metadata", str(metadata), str(reports))
    return dict(json.loads(run_sijill("build", "--register", register, "--json")))


def run_sijill(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "sijill", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"sijill {arguments[0]} failed: {done.stderr[-500:]}")
    return done.stdout


def write_metadata(reports: Path, sheet: Path) -> None:
    """The dates that come with the sample reports, as a metadata file."""
    with sheet.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(("file", "published", "source", "url", "lang", "title"))
        rows.writerows((path.name, PUBLISHED[path.name[:3]], "", "", "", "") for path in sorted(reports.glob("*.txt")))


def build_set(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(build, expected) of "examples" or "reports"."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if name == "examples":
            build = build_register(EXAMPLES / "reports", EXAMPLES / "metadata.csv", folder)
            wanted = EXAMPLES / "expected.toml"
        else:
            reports = shared_folder() / "reports"
            write_metadata(reports, folder / "metadata.csv")
            build = build_register(reports, folder / "metadata.csv", folder)
            wanted = PROJECT / "eval" / "gold" / "reports.toml"
    return build, tomllib.loads(wanted.read_text(encoding="utf-8"))


def is_about(subject: Shape, document: str) -> bool:
    """True where a subject has a claim of this document; sample reports are named by the start of their names."""
    return any(given.startswith(document) for given in subject["document_ids"])


def holds_day(subject: Shape, day: str) -> bool:
    """True where the day lies within the subject's period; an unknown start or end excludes nothing."""
    period = subject["period"] or {"start": None, "end": None}
    return (period["start"] or day) <= day <= (period["end"] or day)


def fits_toll(wanted: Shape, toll: Shape) -> bool:
    """True where class and unit agree and every figure that is wanted stands there; best_in lists several that are right."""
    kind = ("outcome", "victims", "unit")
    if any(wanted.get(field, "all") != toll[field] for field in kind if field in wanted or field == "victims"):
        return False
    exact = all(toll[field] == wanted[field] for field in ("min", "best", "max") if field in wanted)
    return exact and ("best_in" not in wanted or toll["best"] in wanted["best_in"])


def find_subject(wanted: Shape, subjects: Iterable[Shape]) -> Shape | None:
    """The subject that shows most of what is wanted: tolls first, then documents; None where none shares document and day."""
    day = wanted.get("date")
    fitting = [
        subject
        for subject in subjects
        if any(is_about(subject, document) for document in wanted["documents"])
        and (day is None or holds_day(subject, day))
    ]

    def fitness(subject: Shape) -> tuple[int, int, str]:
        tolls = sum(any(fits_toll(toll, given) for given in subject["tolls"]) for toll in wanted.get("tolls", ()))
        documents = sum(is_about(subject, document) for document in wanted["documents"])
        return tolls, documents, str(subject["id"])

    return max(fitting, key=fitness, default=None)


def describe(subject: Shape | None) -> str:
    if subject is None:
        return "no such incident or episode"
    tolls = [f"{t['outcome']} {t['victims']} {t['unit']} {t['min']}/{t['best']}/{t['max']}" for t in subject["tolls"]]
    return f"{subject['title']}: {'; '.join(tolls) or 'no tolls'}"


def compare(dataset: str, build: Shape, expected: Shape) -> list[Score]:
    """All figures of one register."""
    together, tolls, parts, apart, sums = (
        Score(dataset=dataset, figure=figure, lower_is_better=figure == "forbidden_sums") for figure in FIGURES
    )
    subjects = [*build["incidents"], *build["episodes"]]
    chosen: dict[str, Shape | None] = {}
    for kind in ("incident", "episode", "displacement"):
        for wanted in expected.get(kind, ()):
            subject = find_subject(wanted, subjects)
            chosen[wanted["name"]] = subject
            place = {"row": wanted["name"], "text": "", "given": describe(subject)}
            within = [one for one in subjects if subject and subject["id"] in chain_of(build, one["id"])]
            for document in wanted["documents"]:
                together.count(any(is_about(one, document) for one in within), gold=document, **place)
            for toll in wanted.get("tolls", ()):
                shown = subject is not None and any(fits_toll(toll, given) for given in subject["tolls"])
                tolls.count(shown, gold=toll, **place)
    for wanted in (*expected.get("episode", ()), *expected.get("incident", ())):
        for name in wanted.get("contains", ()):
            count_part(parts, name, chosen.get(name), wanted["name"], chosen.get(wanted["name"]), build)
    for wanted in expected.get("apart", ()):
        main = find_main(build, wanted["document"], subjects)
        shown = main is not None and any(shows(toll, wanted["outcome"], [wanted["figure"]]) for toll in main["tolls"])
        apart.count(not shown, row=wanted["document"], text=wanted["why"], gold=wanted, given=describe(main))
    for subject in subjects:
        for outcome, figures in expected.get("forbidden", {}).items():
            hit = any(shows(toll, outcome, figures) for toll in subject["tolls"])
            sums.count(hit, row=subject["id"], text="", gold=f"none of {figures}", given=describe(subject))
    return [together, tolls, parts, apart, sums]


def chain_of(build: Shape, subject: str) -> list[str]:
    """A subject, the episode that holds it, the one that holds that, and so on."""
    above = {one["id"]: one.get("part_of") for one in (*build["incidents"], *build["episodes"])}
    chain = [subject]
    while (whole := above.get(chain[-1])) and whole not in chain:
        chain.append(whole)
    return chain


def count_part(score: Score, part: str, inner: Shape | None, whole: str, outer: Shape | None, build: Shape) -> None:
    """Adds whether a part stands in its whole, directly or through an episode between."""
    inside = bool(inner and outer and outer["id"] in chain_of(build, inner["id"])[1:])
    score.count(inside, row=part, text="", gold=f"in {whole}", given=f"{describe(inner)} in {describe(outer)}")


def find_main(build: Shape, document: str, subjects: Sequence[Shape]) -> Shape | None:
    """A document's main incident or episode."""
    main = next((row["main_incident"] for row in build["documents"] if row["id"].startswith(document)), None)
    return next((subject for subject in subjects if subject["id"] == main), None)


def shows(toll: Shape, outcome: str, figures: Sequence[int]) -> bool:
    """True where a toll has one of these figures as an end or as best."""
    return toll["outcome"] == outcome and any(toll[field] in figures for field in ("min", "best", "max"))


FIGURES = ("documents_together", "tolls_shown", "parts_in_episode", "kept_apart", "forbidden_sums")


def score(name: str) -> list[Score]:
    """All figures over the register of "examples" or "reports"."""
    build, expected = build_set(name)
    return compare(f"register_{name}", build, expected)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", action="store_true", help="the sample reports instead of the examples")
    try:
        scores = score("reports" if parser.parse_args().reports else "examples")
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    for one in scores:
        if one.misses:
            print(format_misses(one, 40), end="\n\n")
    print(format_scores(scores))


if __name__ == "__main__":
    main()
