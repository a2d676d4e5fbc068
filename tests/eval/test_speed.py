"""The benchmark measures what it says; no timing is asserted here."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import speed

from eval.tallies import Text


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("/x/src/sijill/read/reader.py", "read: claims"),
        ("/x/src/sijill/pipeline.py", "pipeline and model"),
        ("/x/site-packages/thinc/api.py", "parser (spaCy)"),
        ("/usr/lib/python3/re.py", "Python and other libraries"),
    ],
)
def test_a_file_counts_to_its_step(path: str, step: str) -> None:
    assert speed.step_of(path) == step


def test_a_mix_holds_one_violent_text_in_twenty_and_no_text_twice() -> None:
    violent = [Text(f"v{number}", "Two were killed.") for number in range(10)]
    mixed = speed.mix(violent, [Text("q", "The mayor opened a bridge.")], 40)
    assert len(mixed) == len({row.id for row in mixed}) == 40
    assert sum(row.id.startswith("v") for row in mixed) == 2


def test_without_the_public_data_only_the_examples_are_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJILL_SHARED", str(tmp_path))
    sets = speed.collect_sets(5)
    assert list(sets) == ["example reports"]
    assert len(sets["example reports"]) > 5


def test_shares_add_up_to_the_whole() -> None:
    shares = speed.share_by_step(lambda texts: [row.text.split() for row in texts], [Text("a", "One two.")])
    assert sum(shares.values()) == pytest.approx(1)
