"""The gate fails below a floor, raises floors and never lowers one; the final figures are appended."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import gate
from eval.final import append_figures
from eval.scores import Score
from eval.shared import SharedAbsent, shared_folder


def score(figure: str, hits: int, n: int, lower_is_better: bool = False) -> Score:
    return Score(dataset="made", figure=figure, hits=hits, n=n, lower_is_better=lower_is_better)


def test_a_figure_below_its_floor_is_a_breach() -> None:
    floors = {"made.exact": {"floor": 0.9}, "made.invented": {"ceiling": 0.05}}
    assert not gate.find_breaches([score("exact", 9, 10), score("invented", 1, 20, True)], floors)
    breaches = gate.find_breaches([score("exact", 8, 10), score("invented", 2, 20, True)], floors)
    assert len(breaches) == 2
    assert "made.exact is 0.800, below its floor 0.9 (8 of 10)" in breaches


def test_a_pinned_figure_that_is_no_longer_measured_is_a_breach() -> None:
    assert gate.find_breaches([], {"made.exact": {"floor": 0.9}})


def test_pinning_never_lowers_a_floor() -> None:
    floors = {"made.exact": {"floor": 0.9, "because": "first mark"}}
    assert gate.raise_floors([score("exact", 8, 10)], floors)["made.exact"]["floor"] == 0.9
    raised = gate.raise_floors([score("exact", 957, 1000), score("invented", 1, 20, True)], floors)
    assert raised["made.exact"] == {"floor": 0.955, "because": "first mark", "n": 1000}
    assert raised["made.invented"]["ceiling"] == 0.05


def test_without_the_public_data_the_gate_measures_the_examples_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIJILL_SHARED", str(tmp_path / "absent"))
    monkeypatch.setattr(gate, "measure_shipped", lambda: [Score(dataset="examples", figure="exact", hits=9, n=10)])
    monkeypatch.setattr(gate, "read_floors", lambda: {"examples.exact": {"floor": 0.9}, "wad.exact": {"floor": 0.9}})
    monkeypatch.setattr("sys.argv", ["gate"])
    with pytest.raises(SharedAbsent, match="SIJILL_SHARED"):
        shared_folder()
    gate.main()
    assert "the example reports only" in capsys.readouterr().out


def test_final_figures_are_appended_below_earlier_ones(tmp_path: Path) -> None:
    sheet = tmp_path / "final.csv"
    append_figures([score("exact", 9, 10)], "held_back", "abc1234", sheet)
    append_figures([score("exact", 10, 10)], "held_back", "def5678", sheet)
    lines = sheet.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "commit,date,data,part,figure,n,value"
    assert [line.split(",")[0] for line in lines[1:]] == ["abc1234", "def5678"]
    assert lines[2].endswith("made,held_back,exact,10,1.0000")
