"""Finds the annotated texts: the sample reports beside the project, the example reports that ship with it, and the long accounts.

a set's name -> its texts with their dates, and its gold.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

from eval.gold import Gold, read_gold
from eval.shared import PROJECT, shared_folder
from eval.tallies import Text

# The dates of the sample reports come with the task, not with the files.
PUBLISHED = {"000": "2025-07-01", "001": "2025-03-09", "002": "2025-03-09", "003": "2025-03-08", "004": "2025-03-09"}
EXAMPLES = PROJECT / "examples"
# Invented accounts of several wars that name many sources with different numbers, written and annotated before any reader saw them.
ACCOUNTS = PROJECT / "eval" / "accounts"
PLAIN = (".txt", ".md")  # an HTML page's offsets depend on the extractor


def read_set(name: str) -> tuple[list[Text], list[Gold]]:
    """The texts and the gold of "reports", "examples" or "accounts"; raises SharedAbsent where the sample reports are not here."""
    if name == "reports":
        texts = read_reports(shared_folder() / "reports")
    else:
        texts = read_accounts() if name == "accounts" else read_examples()
    return texts, read_gold(PROJECT / "eval" / "gold" / f"{name}.jsonl")


def read_reports(folder: Path) -> list[Text]:
    """The sample reports by the first three characters of their names."""
    paths = sorted(folder.glob("*.txt"))
    return [Text(p.name[:3], p.read_bytes().decode("utf-8"), date.fromisoformat(PUBLISHED[p.name[:3]])) for p in paths]


def read_accounts() -> list[Text]:
    """The long accounts by their files' stems."""
    with (ACCOUNTS / "metadata.csv").open(encoding="utf-8", newline="") as sheet:
        published = {row["file"]: date.fromisoformat(row["published"]) for row in csv.DictReader(sheet)}
    paths = sorted(ACCOUNTS.glob("*.txt"))
    return [Text(path.stem, path.read_text(encoding="utf-8"), published[path.name]) for path in paths]


def read_examples() -> list[Text]:
    """The example reports whose text is their file's, and the records of the JSON-lines file."""
    with (EXAMPLES / "metadata.csv").open(encoding="utf-8", newline="") as sheet:
        published = {row["file"]: date.fromisoformat(row["published"]) for row in csv.DictReader(sheet)}
    paths = [path for path in sorted((EXAMPLES / "reports").iterdir()) if path.suffix in PLAIN]
    texts = [Text(path.stem, path.read_bytes().decode("utf-8"), published[path.name]) for path in paths]
    for line in (EXAMPLES / "reports" / "11-briefs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts.append(Text(row["id"], row["text"], date.fromisoformat(row["published"])))
    return texts
