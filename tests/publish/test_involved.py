"""Whether somebody of a name is involved, or only speaks, holds an office or wrote the report."""

from __future__ import annotations

import pytest

from sijill.model.asked import Fit
from sijill.model.claim import Reading
from sijill.model.register import ReadDocument
from sijill.publish.involved import involve
from tests.factories import make_document


def told(text: str) -> ReadDocument:
    document = make_document(text)
    reading = Reading(
        document_id=document.id, reader="test", lang="en", sentences=((0, len(text)),), claims=(), mentions=()
    )
    return ReadDocument(document=document, reading=reading, claims=())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mirko", "Police said Mirko Dant, 19, was hit twice."),
        ("Dant", "Mirko Dant ran from the mill and collapsed."),
        ("Mirko Ilan Dant", "A farmer, Mirko Dant, was found dead."),
        ("Mirko Dant", "A farmer, Mirko I. Dant, was found dead."),
        ("DeShara Osten", "Deshara Osten was shot at the gate."),  # another spelling of one name
        ("Street", "19-year-old Pelo Street was charged."),
        ("Ana Villo-Marsh", "Ana Villo-Marsh was buried on Friday."),
    ],
)
def test_whoever_a_text_names_is_involved(name: str, text: str) -> None:
    assert involve(name, told(text)) is Fit.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "Police Sgt. Mirko Dant said two people were hit.",
        '"We heard shots," said Mirko Dant.',
        "Two men were hit, according to Mirko Dant.",
        "Mirko Dant, a spokesman for the police, gave no names.",
        "By Mirko Dant\nTwo men were hit at the mill.",
        "(Photo: Mirko Dant, Orrin Times) Two men were hit.",
        "The boys had left Mirko Dant Elementary at noon.",
    ],
)
def test_who_speaks_holds_an_office_or_wrote_the_report_is_only_possibly_involved(text: str) -> None:
    assert involve("Mirko", told(text.replace("\\\n", "\n"))) is Fit.POSSIBLE


def test_a_name_that_the_text_has_not_or_has_in_small_letters_only_is_of_nobody() -> None:
    assert involve("Mirko Dant", told("Mirko Halvo was hit.")) is Fit.OUTSIDE
    assert involve("Will", told("They will rebuild the mill.")) is Fit.OUTSIDE
