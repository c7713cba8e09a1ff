"""What the tests of the Code place share: an interview in a project, and codings by one or two people."""

from __future__ import annotations

from qda.core import codebook, coders, coding, documents
from qda.core.importers import Imported
from qda.ui.main_window import MainWindow
from tests.ui.conftest import idle
from tests.ui.reading import INTERVIEW, span, turns_of


def open_interview(window: MainWindow, text: str = INTERVIEW, name: str = "Interview 01") -> str:
    """Import `text` into the project and show it; return the id of the source."""
    imported = Imported(name, text, tuple(turns_of(text)))
    source = window.workspace.do("Import transcripts", documents.add_source, imported)
    window.go_code()
    window.code.open_source(source.value)
    idle(window)
    return str(source.value)


def code(window: MainWindow, words: str, name: str, coder: str | None = None, **more: object) -> str:
    """Code `words` where they first stand in the open transcript, by the present coder or another; return the id."""
    work, here = window.workspace, window.code.transcript
    assert here is not None
    code_id = work.do("Make code", codebook.add_path, name).value
    done = work.do(
        "Apply code", coding.apply_code, coder or work.coder_id, code_id, here.id, *span(here.text, words), **more
    )
    idle(window)
    return str(done.value.id)


def colleague(window: MainWindow, name: str = "Ben Ode") -> str:
    """Add another coder and return the id."""
    return str(window.workspace.do("Add coder", coders.add_coder, name).value)


def passages(window: MainWindow) -> list[str]:
    """Return the coded words of the open transcript, in their order."""
    here = window.code.transcript
    assert here is not None
    rows = window.workspace.read(coding.codings, here.id)
    return [here.text[row.start : row.end] for row in rows]
