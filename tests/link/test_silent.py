"""Documents in which nothing is read: they find their incident by words and names, add no claim to it, and alone are none."""

from __future__ import annotations

from itertools import islice

from sijill.model.register import ReadDocument
from tests.link.situations import link_all, read_document
from tests.link.test_growth import generate_reports


def silent(name: str, published: str, text: str) -> ReadDocument:
    return read_document({"id": name, "published": published, "text": text, "claims": []})


def reports() -> list[ReadDocument]:
    return list(islice(generate_reports(), 60))


def words_of(report: ReadDocument) -> str:
    """What another paper might say of it without a figure: its last two sentences."""
    return " ".join(report.document.text.split(". ")[-2:])


def test_a_report_without_a_figure_finds_its_incident_and_adds_no_claim() -> None:
    known = reports()
    told = known[7].document
    quiet = silent("quiet", str(told.published), words_of(known[7]))
    before, after = link_all(known), link_all([*known, quiet])
    mains = dict(after.main_incidents)
    assert mains[quiet.document.id] == mains[told.id]
    assert sorted(one.claim_ids for one in before.incidents) == sorted(one.claim_ids for one in after.incidents)


def test_a_report_without_a_figure_that_no_other_tells_is_no_incident() -> None:
    quiet = silent("quiet", "2031-01-05", "The library of Quenlo opened its reading room on Monday, Ilva Prestt said.")
    links = link_all([*reports(), quiet])
    assert quiet.document.id not in dict(links.main_incidents)
    assert all(one.claim_ids for one in links.incidents)


def test_two_that_tell_one_story_are_an_incident_without_a_figure_and_copies_are_not() -> None:
    text = "Mourners filled the streets of Quenlo for Ilva Prestt, gunned down beside the Harbour Mill, her brother Oskar Prestt said."
    other = "Oskar Prestt wept in Quenlo: his sister Ilva Prestt, gunned down at the Harbour Mill, had feared gunmen for weeks."
    one, two = silent("one", "2031-01-05", text), silent("two", "2031-01-05", other)
    copy = silent("copy", "2031-01-06", text)
    told = link_all([*reports(), one, two])
    (found,) = [incident for incident in told.incidents if not incident.claim_ids]
    assert set(found.document_ids) == {one.document.id, two.document.id}
    assert found.title.startswith("Reports without a figure")
    assert all(incident.claim_ids for incident in link_all([*reports(), one, copy]).incidents)
