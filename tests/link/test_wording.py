"""How alike two documents are worded: rare words count, common ones and copies do not."""

from __future__ import annotations

from sijill.link.rarity import MIN_FAMILIES
from sijill.link.wording import Wording, count_words, weigh_wording
from sijill.model.incident import Profile


def profile(name: str, text: str) -> Profile:
    return Profile(
        document_id=name, published=None, text_digest=name, signature=b"", facts=(), accounts=(), terms=count_words(text.split())
    )  # fmt: skip


def weigh(texts: list[str], family_of: dict[str, str] | None = None) -> Wording | None:
    profiles = [profile(f"d{i}", text) for i, text in enumerate(texts)]
    return weigh_wording(profiles, family_of or {one.document_id: one.document_id for one in profiles})


FILLER = [f"police said unlike{i}" for i in range(MIN_FAMILIES)]


def test_in_a_small_register_no_word_is_called_rare() -> None:
    assert weigh(["a word"] * 3) is None


def test_words_that_most_documents_have_bring_none_together() -> None:
    wording = weigh(FILLER)
    assert wording is not None
    assert wording.find_near([f"d{i}" for i in range(MIN_FAMILIES)]) == []
    assert wording.compare([("d0", "d1")]) == [0.0]


def test_documents_that_share_rare_words_are_near() -> None:
    wording = weigh([*FILLER, "police said quarry orchard 27", "an orchard beside the quarry 27"])
    assert wording is not None
    last = [f"d{MIN_FAMILIES - 1}", f"d{MIN_FAMILIES}", f"d{MIN_FAMILIES + 1}"]
    assert wording.find_near(last) == [(1, 2)]
    (cosine,) = wording.compare([(last[1], last[2])])
    assert cosine is not None and cosine > 0.6


def test_copies_make_no_word_common() -> None:
    texts = [*FILLER, *["quarry orchard"] * MIN_FAMILIES]
    alone = {f"d{i}": f"d{min(i, MIN_FAMILIES)}" for i in range(len(texts))}
    wording = weigh(texts, alone)
    assert wording is not None
    assert wording.compare([(f"d{MIN_FAMILIES}", f"d{MIN_FAMILIES + 1}")]) == [1.0]


def test_a_document_without_words_is_like_none() -> None:
    wording = weigh([*FILLER, ""])
    assert wording is not None
    assert wording.compare([("d0", f"d{MIN_FAMILIES}"), ("d0", "elsewhere")]) == [0.0, None]
