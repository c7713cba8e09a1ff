"""The Code place follows a change of a few codings without reading all anew: it must show what a fresh look shows."""

from __future__ import annotations

import random

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, retrieval
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.storage.models import Coder
from qda.ui.main_window import MainWindow
from qda.ui.models.codebook_model import PASSAGES
from tests.ui.conftest import idle, wait_until

CODES = ("mask", "waiting", "Access > gate", "Access > form")


def text(number: int) -> Imported:
    said = [f"P{number}: " + f"line {line} of many words " * 3 for line in range(30)]
    turns, start = [], 0
    for line in said:
        turns.append(Turn(start, start + len(line), start + 4, f"P{number}"))
        start += len(line) + 1
    return Imported(f"Interview {number}", "\n".join(said), tuple(turns))


def shown(window: MainWindow) -> tuple[object, ...]:
    code = window.code
    marks = {(mark.id, mark.start, mark.end, mark.name, mark.mine) for mark in code.marks.values()}
    on_view = {(mark.id, mark.start, mark.end, mark.name, mark.mine) for mark in code.view.index.between(0, 10**6)}
    assert marks == on_view
    return (
        marks,
        {key: n for key, n in code.tree.model.own_numbers().items() if n},
        list(code.quotes.model.quotes),
        tree(window),
    )


def tree(window: MainWindow) -> list[tuple[str, int, int]]:
    """Every row of the codebook as it is seen, from top to bottom: name, depth, passages with all below."""
    model = window.code.tree.model
    found: list[tuple[str, int, int]] = []

    def walk(parent: QModelIndex, depth: int) -> None:
        for number in range(model.rowCount(parent)):
            index = model.index(number, 0, parent)
            assert model.parent(index) == parent
            found.append((index.data(), depth, int(index.siblingAtColumn(PASSAGES).data() or 0)))
            walk(index, depth + 1)

    walk(QModelIndex(), 0)
    return found


def fresh(window: MainWindow) -> tuple[object, ...]:
    work, code = window.workspace, window.code
    assert code.transcript is not None
    names = {row.id: row.name for row in work.read(codebook.codes)}
    rows = work.read(coding.codings, code.transcript.id)
    marks = {(row.id, row.start, row.end, names[row.code_id], row.coder_id == work.coder_id) for row in rows}
    wanted = retrieval.Filter(code_ids=tuple(code.tree.chosen()))
    book, counts = work.read(codebook.codes), work.read(retrieval.code_counts)
    rows_seen = [(row.name, row.path.count(codebook.SEPARATOR), counts[row.id].below.codings) for row in book]
    return marks, work.read(retrieval.coding_numbers), work.read(retrieval.quotes, wanted), rows_seen


def make_and_apply(session: Session, path: str, source: str, start: int) -> None:
    coder = session.scalars(select(Coder.id)).first()
    assert coder is not None
    coding.apply_code(session, coder, codebook.add_path(session, path), source, start, start + 9)


def test_after_any_coding_undo_or_redo_the_place_shows_what_a_fresh_look_shows(project_window: MainWindow) -> None:
    work, code = project_window.workspace, project_window.code
    chance = random.Random(11)
    sources = [work.do("Import", documents.add_source, text(number)).value for number in (1, 2)]
    ids = [work.do("Make code", codebook.add_path, path).value for path in CODES]
    other = work.do("Add coder", coders.add_coder, "Ben Oz").value
    project_window.go_code()
    code.open_source(sources[0])
    # A category and a code: the quotes of those below belong to them too.
    code.tree.select([code.tree.model.code(ids[2]).parent, ids[0]])  # type: ignore[union-attr]
    idle(project_window)
    for step in range(120):
        start = chance.randrange(1_500)
        match chance.randrange(7):
            case 0 | 1 | 2:
                coder = chance.choice([work.coder_id, other])
                place = chance.choice([sources[0], sources[0], sources[1]])
                span = (start, start + chance.randint(1, 120))
                work.do("Apply code", coding.apply_code, coder, chance.choice(ids), place, *span)
            case 3 if code.marks:
                work.do("Take code away", coding.remove_codings, [chance.choice(sorted(code.marks))])
            case 4 if code.marks:
                work.do("Recode", coding.recode, [chance.choice(sorted(code.marks))], chance.choice(ids))
            case 5:
                project_window.perform(chance.choice(["undo", "redo"]))
            case 6:
                known = chance.choice([row.path for row in work.read(codebook.codes)] + ["", ""])
                path = f"{known} > new {step}" if known else f"new {step}"
                work.do("Make code and apply it", make_and_apply, path, sources[0], start)
        assert shown(project_window) == fresh(project_window), step


def test_a_change_made_while_another_place_is_in_front_is_caught_up(project_window: MainWindow) -> None:
    work, code = project_window.workspace, project_window.code
    source = work.do("Import", documents.add_source, text(1)).value
    ids = [work.do("Make code", codebook.add_path, path).value for path in CODES]
    project_window.go_code()
    code.tree.select([ids[0]])
    for places in ([0], [50, 100], [150, 200, 250]):
        project_window.go_themes()
        for start in places:
            work.do("Apply code", coding.apply_code, work.coder_id, ids[0], source, start, start + 9)
        project_window.go_code()
        assert shown(project_window) == fresh(project_window)


def test_more_quotes_than_are_read_at_once_follow_too(project_window: MainWindow) -> None:
    work, code = project_window.workspace, project_window.code
    source = work.do("Import", documents.add_source, text(1)).value
    mask = work.do("Make code", codebook.add_path, "mask").value

    def many(session: object) -> None:
        for start in range(0, 1_500, 10):
            coding.apply_code(session, work.coder_id, mask, source, start, start + 5)  # type: ignore[arg-type]

    work.do("Apply codes", many)
    project_window.go_code()
    code.tree.select([mask])
    wait_until(lambda: len(code.quotes.model.quotes) == 150)
    code.view.focus_line(28)
    QTest.keyClicks(code.view, "m")
    QTest.keyClick(code.palette_box.field, Qt.Key.Key_Return)
    wait_until(lambda: shown(project_window) == fresh(project_window))
    assert len(code.quotes.model.quotes) == len(code.marks)
