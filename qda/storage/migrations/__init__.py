"""Changes of the file format, one Alembic revision each; loaded only when an older file is opened."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text

from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage import engine as engines
from qda.storage import journal

FOLDER = Path(__file__).parent


def upgrade(path: Path, revision: str) -> None:
    """Migrate the file at `path` to `revision` in one transaction.

    Foreign keys are off meanwhile (rebuilding a table would delete its children) and checked before the commit; the
    journal's triggers are taken off before and made anew, since a rebuilt table loses its own.
    """
    from qda.storage.schema import FORMAT, refuse_strangers

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    engine = engines.writer(path)
    try:
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                config.attributes["connection"] = connection
                journal.remove(connection)
                # Whatever trigger or view is left would run while rows are moved, before the file is looked at.
                refuse_strangers(cast(Connection, connection.connection.driver_connection), path, {})
                _step_by_step(config, revision, path)
                journal.install(connection)
                broken = connection.execute(text("PRAGMA foreign_key_check")).all()
                if broken:
                    raise ProjectFileError(
                        _(
                            "{name} could not be updated, because things in it point to others that are missing; it "
                            "was left as it is. Run `qda check` on it, or restore a backup."
                        ).format(name=path.name)
                    )
                connection.exec_driver_sql(f"PRAGMA application_id = {engines.APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
    finally:
        engine.dispose()


def _step_by_step(config: Config, revision: str, path: Path) -> None:
    try:
        command.upgrade(config, revision)
    except (CommandError, AssertionError) as error:
        # The file names a revision that there never was, or none.
        raise ProjectFileError(
            _(
                "{name} does not say which version it is of, so it can't be updated; it was left as it is. Restore a "
                "backup of it."
            ).format(name=path.name)
        ) from error
