"""Changes of the file format, one Alembic revision each; loaded only when an older file is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
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
    from qda.storage.schema import FORMAT

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    engine = engines.writer(path)
    try:
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                config.attributes["connection"] = connection
                journal.remove(connection)
                command.upgrade(config, revision)
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
