"""Which claims go back to one origin, and what is only proposed."""

from __future__ import annotations

from typing import Any

import pytest

from sijill.model.incident import Origin, Verdict, Voice
from tests.link.situations import link_all, name_claims, read_cases, read_document


def kind_of(voice: Voice) -> str:
    return "described" if voice.origin is Origin.NAMED and not voice.named else voice.origin.value


@pytest.mark.parametrize("case", read_cases("voices"), ids=lambda case: case["rule"])
def test_claims_have_the_voice_that_the_rule_says(case: dict[str, Any]) -> None:
    documents = [read_document(one) for one in case["documents"]]
    links = link_all(documents)
    names = name_claims(documents)
    found = sorted([kind_of(voice), *sorted(names[claim] for claim in voice.claim_ids)] for voice in links.voices)
    assert found == sorted(case["voices"]), [voice.evidence for voice in links.voices]


def test_two_officials_of_one_party_are_two_voices_of_one_party() -> None:
    text = "Police counted 9 dead in Mesk on Friday. The ministry spoke of 11 dead."
    read = read_document({
        "id": "a", "published": "2025-05-03", "text": text,
        "parties": {"Orrin Police": "government", "Interior Ministry": "government"},
        "claims": [
            {"quote": "counted 9 dead", "killed": 9, "at": "Mesk", "day": "2025-05-02", "says": "Orrin Police/official"},
            {"quote": "11 dead", "killed": 11, "says": "Interior Ministry/official"},
        ],
    })  # fmt: skip
    links = link_all([read])
    assert [voice.party for voice in links.voices] == ["government", "government"]


def test_nearly_the_same_figure_of_unknown_origin_is_proposed_as_one_and_never_joined() -> None:
    documents = [
        read_document({
            "id": "a", "published": "2025-05-03", "text": "Over 740 civilians were killed in Hillmark, the Orrin Monitor said.",
            "claims": [{"quote": "Over 740 civilians", "killed": "740+", "status": "civilian", "at": "Hillmark", "day": "2025-05-01..",
                        "scope": "running_total", "says": "Orrin Monitor"}],
        }),
        read_document({
            "id": "b", "published": "2025-05-04", "text": "The killing of 745 civilians in two days shook Hillmark.",
            "claims": [{"quote": "745 civilians", "killed": 745, "status": "civilian", "at": "Hillmark", "day": "2025-05-01..2025-05-02",
                        "scope": "running_total"}],
        }),
    ]  # fmt: skip
    links = link_all(documents)
    assert len(links.episodes) == 1
    assert len(links.voices) == 2
    proposed = [one for one in links.judgements if one.made_by.startswith("voices")]
    assert [one.verdict for one in proposed] == [Verdict.UNSURE]
    assert "probably the same count" in proposed[0].evidence[0].because


def test_described_speakers_of_two_families_are_two_voices() -> None:
    documents = [
        read_document({
            "id": name, "published": "2025-05-03", "text": f"{lead} 9 people were killed in Mesk on Friday, a security official said.",
            "claims": [{"quote": "9 people were killed", "killed": 9, "at": "Mesk", "says": "a security official/official"}],
        })
        for name, lead in (("a", "The raid began at dawn."), ("b", "Shops were shut in the whole town by noon."))
    ]  # fmt: skip
    assert len(link_all(documents).voices) == 2


def test_one_person_under_two_spellings_is_said_so_in_the_evidence() -> None:
    texts = {
        "a": ("Nine died, said Lidia Morrun.", "Lidia Morrun"),
        "b": ("Nine were buried, said Lydia Morun.", "Lydia Morun"),
    }
    documents = [
        read_document({
            "id": name, "published": "2025-05-03", "text": text,
            "claims": [{"quote": text.split(",")[0], "killed": 9, "at": "Mesk", "day": "2025-05-02", "says": f"{person}/witness"}],
        })
        for name, (text, person) in texts.items()
    ]  # fmt: skip
    (voice,) = link_all(documents).voices
    assert "one speaker under several names: Lidia Morrun, Lydia Morun" in voice.evidence
    assert link_all(documents[::-1]).voices == (voice,)


def test_an_agency_that_is_known_to_repeat_a_government_is_derived_and_says_whose_line_it_is() -> None:
    read = read_document({
        "id": "a", "published": "2025-05-03", "text": "Nine people were killed in Mesk on Friday, the Orrin Agency reported.",
        "parties": {"Orrin Agency": "government of Orrin"},
        "claims": [{"quote": "Nine people were killed", "killed": 9, "at": "Mesk", "day": "2025-05-02", "says": "Orrin Agency/agency"}],
    })  # fmt: skip
    (voice,) = link_all([read]).voices
    assert (voice.origin, voice.party) == (Origin.DERIVED, "government of Orrin")
    assert "known to speak for government of Orrin" in voice.evidence[0]
