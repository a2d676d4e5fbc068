"""How telling a name or word is: by families, not by documents."""

from __future__ import annotations

from sijill.link.rarity import measure_rarity
from sijill.model.incident import Profile


def profile(name: str, *facts: str, lead: str = "") -> Profile:
    return Profile(
        document_id=name, published=None, text_digest=name, signature=(), facts=facts, accounts=(), lead=lead
    )


def test_a_copy_does_not_make_a_name_common() -> None:
    profiles = [profile(f"d{i}", "n:an rs") for i in range(8)]
    copies = measure_rarity(profiles, {one.document_id: "one family" for one in profiles})
    apart = measure_rarity(profiles, {one.document_id: one.document_id for one in profiles})
    assert copies.weigh_names(["n:an rs"])["n:an rs"] == 1.0
    assert apart.weigh_names(["n:an rs"])["n:an rs"] < 0.5


def test_a_person_is_one_with_and_without_an_age() -> None:
    rarity = measure_rarity([profile("d1", "p:an rs")], {"d1": "d1"})
    assert list(rarity.weigh_names(["p:an rs"])) == list(rarity.weigh_names(["n:an rs"]))


def test_in_a_small_register_no_word_is_called_rare() -> None:
    rarity = measure_rarity([profile("d1", lead="a word")], {"d1": "d1"})
    assert rarity.weigh_words("a word") == {}


def test_words_that_most_documents_have_tell_nothing() -> None:
    profiles = [profile(f"d{i}", lead=f"police said unique{i}") for i in range(40)]
    rarity = measure_rarity(profiles, {one.document_id: one.document_id for one in profiles})
    assert set(rarity.weigh_words("police said unique3")) == {"unique3"}
