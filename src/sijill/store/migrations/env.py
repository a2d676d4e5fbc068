"""Runs migrations over the connection that store/versions.py hands in."""

from __future__ import annotations

from alembic import context

from sijill.store.tables import SCHEMA

context.configure(connection=context.config.attributes["connection"], target_metadata=SCHEMA, render_as_batch=True)
context.run_migrations()
