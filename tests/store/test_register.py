"""What a register keeps, and what it refuses."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sijill.errors import NoRegister, QuoteNotInText, RegisterBusy, RegisterDamaged
from sijill.model.claim import Claim, Mention, MentionKind, Reading, ResolvedClaim, Span
from sijill.model.document import Document
from sijill.model.incident import Incident, Links
from sijill.model.problem import Problem
from sijill.model.source import Source, SourceKind
from sijill.store.builds import Stamp, Verdicts
from sijill.store.register import Resolution, Store, open_store
from tests.factories import make_claim, make_document

STAMP = Stamp(built_at="2025-05-05T00:00:00+00:00", reader="test@1", resolver="resolver-1", linker="l", sijill="0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sijill.toml").write_text("")
    return tmp_path


def reading_of(document: Document, *claims: Claim, reader: str = "test@1") -> Reading:
    return Reading(document_id=document.id, reader=reader, lang="en", sentences=((0, 9),), claims=claims, mentions=())


def told(text: str = "12 killed in Vareno.", killed: int = 12, **more: object) -> tuple[Document, ResolvedClaim]:
    document = make_document(text)
    return document, make_claim(killed=killed, document=document.id, at="Vareno", **more)  # type: ignore[arg-type]


def test_a_document_is_stored_once(folder: Path) -> None:
    document = make_document("Twelve were killed.", published="2025-05-04")
    with open_store(folder, writing=True) as store:
        assert store.add_documents([document]) == (True,)
        assert store.add_documents([document]) == (False,)
        assert store.documents() == [document]


def test_documents_come_back_in_their_order_of_arrival(folder: Path) -> None:
    batch = [make_document(f"Report {number}.") for number in range(700)]
    with open_store(folder, writing=True) as store:
        store.add_documents(batch)
        assert store.documents() == batch
        assert store.documents([one.id for one in reversed(batch)]) == batch
        assert store.unread("test@1") == tuple(one.id for one in batch)


def test_a_reading_comes_back_equal(folder: Path) -> None:
    document, claim = told()
    reading = reading_of(document, claim.claim)
    with open_store(folder, writing=True) as store:
        store.add_documents([document])
        store.save_reading(document, reading)
        assert store.readings("test@1") == {document.id: reading}
        assert store.unread("test@1") == ()
        assert store.unread("test@2") == (document.id,)


def test_a_claim_whose_words_are_not_in_its_document_cannot_be_stored(folder: Path) -> None:
    document, claim = told("13 killed in Vareno.")
    with open_store(folder, writing=True) as store:
        store.add_documents([document])
        with pytest.raises(QuoteNotInText, match=r"'12 killed' is not at 0\.\.9"):
            store.save_reading(document, reading_of(document, claim.claim))
        assert store.unread("test@1") == (document.id,)


def test_a_mention_whose_words_are_not_in_its_document_cannot_be_stored(folder: Path) -> None:
    document = make_document("12 killed in Vareno.")
    mention = Mention(kind=MentionKind.PLACE, span=Span(start=13, end=19, quote="Halden"), sentence=0)
    with open_store(folder, writing=True) as store:
        store.add_documents([document])
        with pytest.raises(QuoteNotInText):
            store.save_reading(document, replace(reading_of(document), mentions=(mention,)))


def test_a_stored_claim_is_never_changed(folder: Path) -> None:
    document, claim = told()
    first, second = reading_of(document, claim.claim), reading_of(document, replace(claim.claim, confidence=0.1))
    with open_store(folder, writing=True) as store:
        store.add_documents([document])
        store.save_reading(document, first)
        store.save_reading(document, second)
        assert store.readings("test@1")[document.id] == first


def test_a_better_reader_adds_its_reading_beside_the_old_one_and_aliases_moved_claims(folder: Path) -> None:
    document, claim = told("over 12 killed in Vareno.", start=5)
    moved = make_claim(killed=12, document=document.id, start=5, quote="12 killed in Vareno").claim
    moved = replace(moved, reader="test@2", id="claim-new")
    with open_store(folder, writing=True) as store:
        store.add_documents([document])
        store.save_reading(document, reading_of(document, claim.claim))
        store.save_reading(document, reading_of(document, moved, reader="test@2"))
        assert store.readings("test@1")[document.id].claims == (claim.claim,)
        assert store.readings("test@2")[document.id].claims == (moved,)
        assert store.aliases() == {claim.id: "claim-new"}


def test_a_build_comes_back_equal_and_says_what_changed(folder: Path) -> None:
    document, claim = told()
    source = Source(id="source:police", name="Police", kind=SourceKind.OFFICIAL, party="state")
    incident = Incident(
        id="incident-1", title="Vareno", claim_ids=(claim.id,), document_ids=(document.id,), period=None,
        location=claim.location,
    )  # fmt: skip
    links = Links(incidents=(incident,), main_incidents=((document.id, incident.id),))
    problem = Problem(kind="undated", says="no date", document=document.id)
    with open_store(folder, writing=True) as store:
        store.add_documents([document])
        store.save_reading(document, reading_of(document, claim.claim))
        resolution = Resolution(document=document, claims=(claim,), sources=(source,), problems=(problem,))
        store.save_resolutions("resolver-1", [resolution])
        verdict = Verdicts(subject=incident.id, fingerprint="f", tolls=(), contradictions=())
        store.save_build(
            STAMP, prior=Links(), links=links, linked=store.resolution_digests("resolver-1"), gone=(), verdicts=[verdict],
            problems={}, relinked=True,
        )  # fmt: skip
    with open_store(folder) as store:
        register = store.register()
        assert register is not None
        assert register.links == links
        assert register.sources == (source,)
        assert register.problems == (problem,)
        assert register.documents[0].claims == (claim,)
        assert register.documents[0].sources == (source,)
        assert store.fingerprints() == {"incident-1": "f"}
        assert store.waiting() == 0


def test_a_reader_of_the_register_cannot_write(folder: Path) -> None:
    with open_store(folder, writing=True):
        pass
    with open_store(folder) as store, pytest.raises(RegisterBusy, match="opened for reading"):
        store.add_documents([make_document("x")])


def test_a_folder_without_a_register_says_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoRegister, match="sijill init"):
        open_store(tmp_path)


@pytest.mark.parametrize("content", [b"not a database at all" * 400, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_said_to_be_damaged(folder: Path, content: bytes) -> None:
    (folder / "register.db").write_bytes(content)
    with pytest.raises(RegisterDamaged, match="copy of it back"):
        open_store(folder)


def test_a_file_of_a_newer_version_is_refused(folder: Path) -> None:
    with open_store(folder, writing=True):
        pass
    with sqlite3.connect(folder / "register.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RegisterDamaged, match="update Sijill"):
        open_store(folder)


def test_another_programs_database_is_refused(folder: Path) -> None:
    with sqlite3.connect(folder / "register.db") as connection:
        connection.execute("CREATE TABLE birds (name)")
    with pytest.raises(RegisterDamaged, match="none of a Sijill register"):
        open_store(folder)


def test_sources_do_not_depend_on_the_order_of_arrival(folder: Path) -> None:
    short = Source(id="source:police", name="Police", kind=SourceKind.OFFICIAL)
    full = replace(short, party="state", country="NG")
    left, right = make_document("One."), make_document("Two.")

    def stored(first: Source, second: Source, store: Store) -> tuple[Source, ...]:
        store.save_resolutions("r", [Resolution(document=left, claims=(), sources=(first,))])
        store.save_resolutions("r", [Resolution(document=right, claims=(), sources=(second,))])
        return store.sources("r")

    with open_store(folder, writing=True) as store:
        store.add_documents([left, right])
        assert stored(short, full, store) == stored(full, short, store) == (full,)
