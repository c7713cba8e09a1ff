"""Steps of coded passages that come in from a table."""

from __future__ import annotations

import tempfile
from pathlib import Path

from qda.core.coding_columns import read_codings
from qda.core.coding_plan import plan
from qda.core.documents import source_names, source_text
from qda.ui.dialogs.import_codings import ask_codings
from tests.screenshots.stage import Stage


def asked(stage: Stage) -> None:
    """Show what a table of coded passages would bring: placed, doubtful and lost ones."""
    work = stage.window.workspace
    key, name = work.read(source_names)[0]
    text = work.read(source_text, key)
    said = [line for line in text.split("\n") if len(line) > 60][:6]
    rows = [f'"{name}","{line[20:60]}","Access > {number}th code",NH' for number, line in enumerate(said)]
    rows += [f'"{name}","{word}","Short answers",NH' for word in ("Yes", "the")]
    rows.append(f'"{name}","These words were never said by anybody","Lost",Somebody Else')
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coded segments.csv"
        path.write_text("\n".join(["Document name,Segment,Code,Author", *rows]), "utf-8")
        table = read_codings(path)
    ask_codings(stage.window, table, work.read(plan, table, coder_id=work.coder_id))
