"""Alembic's environment: migrations run on the connection that :func:`qda.storage.migrations.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from qda.storage.models import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=False)
context.run_migrations()
