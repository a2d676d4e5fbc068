"""The WikiWars scorer: relaxed match, same TIMEX3 value, offsets of the text without its tags."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eval.wikiwars import FOLDER, GoldTime, match_times, read_narrative, read_narratives, score

TIMEML = """<?xml version="1.0" ?><TimeML><DOCID>x</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2009-12-19">2009-12-19</TIMEX3></DCT>
<TEXT>In <TIMEX3 tid="t1" type="DATE" value="1932-05">May 1932</TIMEX3> Kolm &amp; Dravik fell; on
<TIMEX3 tid="t2" type="DATE" value="1932-06-30">3 June</TIMEX3> the war ended.</TEXT></TimeML>"""


@pytest.fixture
def narrative_file(tmp_path: Path) -> Path:
    path = tmp_path / "x.tml"
    path.write_text(TIMEML, encoding="utf-8")
    return path


def test_offsets_point_into_the_text_without_tags(narrative_file: Path) -> None:
    narrative = read_narrative(narrative_file)
    assert narrative.written == date(2009, 12, 19)
    assert [narrative.text[gold.start : gold.end] for gold in narrative.gold] == ["May 1932", "3 June"]
    assert "Kolm & Dravik" in narrative.text


def test_a_value_counts_only_where_it_is_the_same(narrative_file: Path) -> None:
    total, errors = score([read_narrative(narrative_file)])
    assert (total.gold, total.found, total.matched, total.right) == (2, 2, 2, 1)
    assert len(errors) == 1
    assert total.f1(total.right) == 50


def test_what_overlaps_nothing_stands_alone() -> None:
    gold = GoldTime(start=0, end=4, words="1932", value="1932")
    assert match_times([gold], []) == [(gold, None)]


@pytest.mark.shared
def test_development_values_stay_above_their_floor() -> None:
    if not FOLDER.is_dir():
        pytest.skip(f"needs the public data in {FOLDER.name}, beside the project")
    total, _ = score(read_narratives("development"))
    assert total.f1(total.right) >= 86
