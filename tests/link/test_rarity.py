"""How telling a name or word is: by families, not by documents."""

from __future__ import annotations

from sijill.link.rarity import measure_rarity
from sijill.model.incident import Profile


def profile(name: str, *facts: str) -> Profile:
    return Profile(document_id=name, published=None, text_digest=name, signature=b"", facts=facts, accounts=())


def test_a_copy_does_not_make_a_name_common() -> None:
    profiles = [profile(f"d{i}", "n:an rs") for i in range(8)]
    copies = measure_rarity(profiles, {one.document_id: "one family" for one in profiles})
    apart = measure_rarity(profiles, {one.document_id: one.document_id for one in profiles})
    assert copies.weigh_names(["n:an rs"])["n:an rs"] == 1.0
    assert apart.weigh_names(["n:an rs"])["n:an rs"] < 0.5


def test_a_person_is_one_with_and_without_an_age() -> None:
    rarity = measure_rarity([profile("d1", "p:an rs")], {"d1": "d1"})
    assert list(rarity.weigh_names(["p:an rs"])) == list(rarity.weigh_names(["n:an rs"]))
