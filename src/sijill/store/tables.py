"""Decides which tables a register has. The only place that names columns, beside the migrations.

`body` holds a model object as JSON (codec.py); the columns beside it are what rows are looked up by. Migrations bring an older file here.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, PrimaryKeyConstraint, String, Table, Text

SCHEMA = MetaData()
DOCUMENT_ID = "documents.id"

documents = Table(
    "documents",
    SCHEMA,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # order of arrival
    Column("blob", String, nullable=False),
    Column("record", Integer),
    Column("name", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("extractor", String),
    Column("metadata", Text, nullable=False),
    Column("published", String),
    Column("withdrawn", String),
    Column("added_at", String, nullable=False),
    Index("documents_by_name", "name"),
)

# A reading is written once; a better reader adds its own beside it. Nothing here is ever updated.
readings = Table(
    "readings",
    SCHEMA,
    Column("document_id", ForeignKey(DOCUMENT_ID), nullable=False),
    Column("reader", String, nullable=False),
    Column("lang", String),
    Column("body", Text, nullable=False),  # sentences and mentions
    Column("read_at", String, nullable=False),
    PrimaryKeyConstraint("document_id", "reader"),
)
claims = Table(
    "claims",
    SCHEMA,
    Column("document_id", ForeignKey(DOCUMENT_ID), nullable=False),
    Column("reader", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("claim_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("document_id", "reader", "position"),
    Index("claims_by_id", "claim_id"),
)
claim_aliases = Table(
    "claim_aliases",
    SCHEMA,
    Column("old_id", String, nullable=False),
    Column("new_id", String, nullable=False),
    Column("document_id", ForeignKey(DOCUMENT_ID), nullable=False),
    Column("reader", String, nullable=False),
    Column("overlap", Float, nullable=False),
    PrimaryKeyConstraint("old_id", "reader"),
)

resolutions = Table(
    "resolutions",
    SCHEMA,
    Column("document_id", ForeignKey(DOCUMENT_ID), nullable=False),
    Column("resolver", String, nullable=False),  # reader, resolver, gazetteer and settings that it comes from
    Column("digest", String, nullable=False),
    PrimaryKeyConstraint("document_id", "resolver"),
)
resolved_claims = Table(
    "resolved_claims",
    SCHEMA,
    Column("document_id", ForeignKey(DOCUMENT_ID), nullable=False),
    Column("resolver", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("claim_id", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("document_id", "resolver", "position"),
    Index("resolved_claims_by_id", "claim_id"),
)
sources = Table(
    "sources",
    SCHEMA,
    Column("document_id", ForeignKey(DOCUMENT_ID), nullable=False),
    Column("resolver", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("document_id", "resolver", "source_id"),
)

# What a build makes: replaced row by row where it changed.
profiles = Table(
    "profiles", SCHEMA, Column("id", String, primary_key=True), Column("body", Text, nullable=False)
)  # accounts are within
families = Table("families", SCHEMA, Column("id", String, primary_key=True), Column("body", Text, nullable=False))
voices = Table("voices", SCHEMA, Column("id", String, primary_key=True), Column("body", Text, nullable=False))
incidents = Table("incidents", SCHEMA, Column("id", String, primary_key=True), Column("body", Text, nullable=False))
episodes = Table("episodes", SCHEMA, Column("id", String, primary_key=True), Column("body", Text, nullable=False))
judgements = Table("judgements", SCHEMA, Column("id", String, primary_key=True), Column("body", Text, nullable=False))
differing = Table("differing", SCHEMA, Column("id", String, primary_key=True), Column("body", Text, nullable=False))
main_incidents = Table(
    "main_incidents", SCHEMA, Column("document_id", String, primary_key=True), Column("subject", String, nullable=False)
)
formers = Table("formers", SCHEMA, Column("id", String, primary_key=True), Column("body", Text, nullable=False))
linked_documents = Table(
    "linked_documents",
    SCHEMA,
    Column("document_id", ForeignKey(DOCUMENT_ID), primary_key=True),
    Column("digest", String, nullable=False),
)
cases = Table(
    "cases", SCHEMA, Column("subject", String, primary_key=True), Column("fingerprint", String, nullable=False)
)
tolls = Table(
    "tolls",
    SCHEMA,
    Column("subject", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("subject", "position"),
)
contradictions = Table(
    "contradictions",
    SCHEMA,
    Column("subject", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("subject", "position"),
)
# One row for each toll that a build left otherwise than it found it. Only ever added to.
toll_history = Table(
    "toll_history",
    SCHEMA,
    Column("number", Integer, primary_key=True),
    Column("subject", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("toll_history_by_subject", "subject"),
)
problems = Table(
    "problems",
    SCHEMA,
    Column("id", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("subject", String),  # the document's id, or the file, address or case
    Column("version", String),  # of the reader or resolver that met it
    Column("body", Text, nullable=False),
    Index("problems_by_subject", "stage", "subject"),
)
builds = Table(
    "builds",
    SCHEMA,
    Column("number", Integer, primary_key=True),
    Column("built_at", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("resolver", String, nullable=False),
    Column("linker", String, nullable=False),
    Column("sijill", String, nullable=False),
)

# What people decided: rows are added, never changed; each one's hash covers the hash before it.
decisions = Table(
    "decisions",
    SCHEMA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("hash", String, nullable=False),
)
# What the decisions make of the machine's claims and sources, by what was resolved and decided (resolver); a build writes it anew.
decided_claims = Table(
    "decided_claims",
    SCHEMA,
    Column("resolver", String, nullable=False),
    Column("document_id", ForeignKey(DOCUMENT_ID), nullable=False),
    Column("claim_id", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("body", Text),  # none: a person rejected the claim
    PrimaryKeyConstraint("resolver", "claim_id"),
    Index("decided_claims_by_document", "resolver", "document_id"),
)
decided_sources = Table(
    "decided_sources",
    SCHEMA,
    Column("resolver", String, nullable=False),
    Column("document_id", String, nullable=False),  # "": what is set of a source wherever it speaks
    Column("source_id", String, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("resolver", "document_id", "source_id"),
)
rulings = Table(
    "rulings",
    SCHEMA,
    Column("decision_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("because", Text, nullable=False),
    Column("claim_ids", Text, nullable=False),
)
