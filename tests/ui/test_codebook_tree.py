"""The codebook beside the transcript by keys and mouse: counts, filter, names in place, moving, references, drops."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QStyleOptionViewItem
from sqlalchemy.orm import Session

from qda.core import codebook, coding, documents, participants, retrieval
from qda.core.importers import Imported
from qda.ui.main_window import MainWindow
from qda.ui.models.codebook_model import PARTICIPANTS, PASSAGES, SOURCES
from qda.ui.widgets import passage_mime
from qda.ui.widgets.passage_mime import DraggedPassage
from tests.ui.conftest import answer, drop_on, idle, in_front, press, type_into, wait_until

Key = Qt.Key
SHIFT, CTRL, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Shift", "Control", "Alt"))
PATHS = ("Access > gate", "Access > form", "Culture > mask", "Culture > tears", "hope")


@pytest.fixture
def window(project_window: MainWindow) -> MainWindow:
    """A window with two interviews, five codes in two categories, and passages of four of them."""
    # One change: after each of them, every view looks anew.
    work = project_window.workspace
    assert work.do("Set up", _set_up, work.coder_id)
    project_window.go_code()
    settled(project_window)
    return project_window


def _set_up(session: Session, coder_id: str) -> None:
    made = {path: codebook.add_path(session, path) for path in PATHS}
    codebook.edit_code(session, made["Culture > tears"], definition="Hiding behind a mask, or not.")
    sources = [documents.add_source(session, Imported(name, "one two three four five six")) for name in ("One", "Two")]
    for person, source in (("Ana", 0), ("Ben", 1)):
        participants.link_source(session, participants.add_participant(session, person), sources[source])
    for path, source, start in (
        ("Access > gate", 0, 0),
        ("Access > gate", 1, 4),
        ("Access > form", 0, 8),
        ("Culture > mask", 0, 4),
        ("hope", 1, 14),
    ):
        coding.apply_code(session, coder_id, made[path], sources[source], start, start + 3)


def settled(window: MainWindow) -> None:
    wait_until(lambda: not window.code._later.isActive(), "the counting to begin")
    idle(window)


def code_id(window: MainWindow, path: str) -> str:
    return next(row.id for row in window.code.tree.model.rows() if row.path == path)


def paths(window: MainWindow) -> list[str]:
    return [row.path for row in window.code.tree.model.rows()]


def shown(window: MainWindow) -> list[str]:
    """The rows of the tree as a person sees them, two spaces a level, and → before a reference."""
    model = window.code.tree.proxy()

    def below(parent: QModelIndex, depth: int) -> list[str]:
        found = []
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            sign = "→" if str(index.data(Qt.ItemDataRole.AccessibleTextRole)).endswith("shown here too") else ""
            found += ["  " * depth + sign + index.data(), *below(index, depth + 1)]
        return found

    return below(QModelIndex(), 0)


def numbers(window: MainWindow, path: str) -> tuple[str, ...]:
    index = window.code.tree.model.index_of(code_id(window, path))
    return tuple(index.siblingAtColumn(column).data() for column in (PASSAGES, SOURCES, PARTICIPANTS))


def middle(window: MainWindow, path: str) -> QPointF:
    tree = window.code.tree
    return QPointF(tree.tree.visualRect(tree._index(code_id(window, path))).center())


def edge(window: MainWindow, path: str, *, below: bool = False) -> QPointF:
    tree = window.code.tree
    rect = tree.tree.visualRect(tree._index(code_id(window, path)))
    return QPointF(rect.center().x(), rect.bottom() if below else rect.top() + 1)


def dragged(window: MainWindow, *of: str) -> QMimeData:
    tree = window.code.tree
    return tree.model.mimeData([tree.model.index_of(code_id(window, path)) for path in of])


def drop(window: MainWindow, place: QPointF, data: QMimeData) -> None:
    drop_on(window.code.tree.tree.viewport(), place, data)


def choose_in_menu(begins: str) -> None:
    """Choose what begins so in the menu that stands open, by keys."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wanted = next(number for number, action in enumerate(menu.actions()) if action.text().startswith(begins))
    for _step in range(wanted):
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)


def undo_all_changes(window: MainWindow, count: int, before: list[str]) -> None:
    for _change in range(count):
        window.undo()
    assert shown(window) == before


# Counts -------------------------------------------------------------------------------------------------------------


def test_counts_are_of_a_code_alone_or_with_all_below_it(window: MainWindow) -> None:
    assert numbers(window, "Access") == ("3", "2", "2")
    assert numbers(window, "Access > form") == ("1", "1", "1")
    assert numbers(window, "Culture > tears") == ("", "", "")
    window.code.tree.counts._scopes["own"].trigger()
    assert numbers(window, "Access") == ("", "", "")
    assert numbers(window, "Access > gate") == ("2", "2", "2")


def test_which_counts_are_shown_is_chosen_and_remembered(window: MainWindow) -> None:
    tree = window.code.tree.tree
    assert [tree.isColumnHidden(column) for column in (PASSAGES, SOURCES, PARTICIPANTS)] == [False, True, True]
    assert tree.isHeaderHidden()
    window.code.tree.counts._columns["participants"].trigger()
    assert not tree.isColumnHidden(PARTICIPANTS) and not tree.isHeaderHidden()
    words = tree.model().headerData(PARTICIPANTS, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Participants"
    from qda.ui.views.coding.codebook_work import CodebookWork

    tree.setColumnHidden(PARTICIPANTS, True)
    CodebookWork(window.code)
    assert not tree.isColumnHidden(PARTICIPANTS)


def test_a_coding_is_counted_at_once_and_its_source_a_little_later(window: MainWindow) -> None:
    work, tears = window.workspace, code_id(window, "Culture > tears")
    work.do("Apply", coding.apply_code, work.coder_id, tears, window.code.sources[1], 0, 3)
    assert (numbers(window, "Culture > tears")[0], numbers(window, "Culture")[0]) == ("1", "2")
    settled(window)
    assert numbers(window, "Culture") == ("2", "2", "2")


def test_a_code_under_two_categories_counts_once_and_follows_every_coding(window: MainWindow) -> None:
    work, gate = window.workspace, code_id(window, "Access > gate")
    work.do("Refer", codebook.refer_codes, [gate], code_id(window, "Culture"))
    work.do("Move", codebook.move_codes, [code_id(window, "Culture")], code_id(window, "Access"))
    assert numbers(window, "Access")[0] == "4"
    for start in (20, 24):
        work.do("Apply", coding.apply_code, work.coder_id, gate, window.code.sources[0], start, start + 2)
    assert (numbers(window, "Access")[0], numbers(window, "Access > Culture")[0]) == ("6", "5")
    by_new_look = work.read(retrieval.code_counts)
    assert (
        window.code.tree.model.counts(code_id(window, "Access")).codings
        == by_new_look[code_id(window, "Access")].below.codings
    )


# Filter -------------------------------------------------------------------------------------------------------------


def test_the_filter_tells_names_from_definitions_and_goes_to_names_first(window: MainWindow) -> None:
    tree = window.code.tree
    tree.filter.setFocus()
    QTest.keyClicks(tree.filter, "Mask")
    assert shown(window) == ["Culture", "  mask", "  tears"]
    assert tree._found.text() == "1 code, 1 more by definition"
    told = tree._index(code_id(window, "Culture > tears")).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "Only its definition holds the words you look for." in told
    QTest.keyClick(tree.filter, Key.Key_Down)
    assert tree.tree.hasFocus() and tree.current() == code_id(window, "Culture > mask")
    QTest.keyClick(tree.tree, Key.Key_Escape)
    assert not tree.filter.text() and len(shown(window)) == 7


def test_a_filter_that_finds_nothing_says_so(window: MainWindow) -> None:
    QTest.keyClicks(window.code.tree.filter, "zebra")
    assert shown(window) == []
    assert window.code.tree._found.text().startswith("No code holds these words.")


def test_a_filtered_codebook_stays_so_when_it_changes(window: MainWindow) -> None:
    QTest.keyClicks(window.code.tree.filter, "gate")
    window.workspace.do("Make code", codebook.add_path, "Culture > gatekeepers")
    assert shown(window) == ["Access", "  gate", "Culture", "  gatekeepers"]


# Names in place -----------------------------------------------------------------------------------------------------


def name_field(window: MainWindow) -> QLineEdit:
    field = window.code.tree.tree.findChild(QLineEdit)
    assert isinstance(field, QLineEdit) and field.hasFocus()
    return field


def test_a_name_that_is_refused_stays_in_its_field(window: MainWindow) -> None:
    tree = window.code.tree
    tree.reveal(code_id(window, "Culture > mask"))
    tree.tree.setFocus()
    QTest.keyClick(tree.tree, Key.Key_F2)
    type_into(name_field(window), "tears")
    QTest.keyClick(name_field(window), Key.Key_Return)
    assert window.notice.words() == "There is a code called “tears” here already."
    assert name_field(window).text() == "tears"
    type_into(name_field(window), "the mask")
    QTest.keyClick(name_field(window), Key.Key_Return)
    assert "Culture > the mask" in paths(window)
    assert tree.tree.hasFocus() and tree.current() == code_id(window, "Culture > the mask")


def test_escape_leaves_the_name_as_it_was(window: MainWindow) -> None:
    tree = window.code.tree
    tree.reveal(code_id(window, "hope"))
    tree.tree.setFocus()
    QTest.keyClick(tree.tree, Key.Key_F2)
    type_into(name_field(window), "despair")
    QTest.keyClick(name_field(window), Key.Key_Escape)
    QApplication.processEvents()
    assert tree.tree.hasFocus() and "hope" in paths(window)


def test_a_click_on_a_chosen_code_writes_its_name_and_leaving_keeps_it(window: MainWindow) -> None:
    tree = window.code.tree
    place = middle(window, "hope").toPoint()
    QTest.mouseClick(tree.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wait = QApplication.doubleClickInterval() + 50
    QTest.qWait(wait)
    assert tree.tree.findChild(QLineEdit) is None
    QTest.mouseClick(tree.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.qWait(wait)
    type_into(name_field(window), "hopes")
    window.code.view.setFocus()
    assert "hopes" in paths(window)
    assert window.action("undo").text() == "Undo: Rename code “hopes”"


# Moving -------------------------------------------------------------------------------------------------------------


def test_codes_dropped_between_others_move_there(window: MainWindow) -> None:
    before = shown(window)
    drop(window, edge(window, "Culture > tears"), dragged(window, "Access > gate", "hope"))
    assert shown(window) == ["Access", "  form", "Culture", "  mask", "  gate", "  hope", "  tears"]
    assert window.notice.words() == "Moved 2 codes."
    drop(window, edge(window, "Access > form", below=True), dragged(window, "Culture > hope"))
    assert shown(window)[:3] == ["Access", "  form", "  hope"]
    drop(window, edge(window, "Culture", below=True), dragged(window, "Culture > tears"))
    assert shown(window)[3:] == ["Culture", "  tears", "  mask", "  gate"]
    viewport = window.code.tree.tree.viewport()
    drop(window, QPointF(30, viewport.height() - 4), dragged(window, "Culture > mask"))
    assert shown(window)[-1] == "mask"
    undo_all_changes(window, 4, before)


@pytest.mark.parametrize(("says", "told"), [("Move", "Moved 1 code."), ("Also", "1 code is shown there, too.")])
def test_a_drop_on_a_code_asks_what_it_means(window: MainWindow, says: str, told: str) -> None:
    before = shown(window)
    drop(window, middle(window, "Access"), dragged(window, "Culture > mask"))
    choose_in_menu(says)
    assert window.notice.words() == told
    assert ("Access > mask" in paths(window)) == (says == "Move")
    if says == "Also":
        assert shown(window)[:4] == ["Access", "  gate", "  form", "  →mask"]
    undo_all_changes(window, 1, before)


def test_a_drop_to_merge_shows_what_it_does(window: MainWindow) -> None:
    drop(window, middle(window, "Culture > mask"), dragged(window, "Access > gate"))
    seen = answer(press("Merge"))
    QTimer.singleShot(0, lambda: choose_in_menu("Merge"))
    wait_until(lambda: "Access > gate" not in paths(window), "the merge")
    assert seen
    assert window.notice.words() == "Merged 1 code, 2 passages."


def test_chosen_codes_move_up_and_down_by_keys(window: MainWindow) -> None:
    tree = window.code.tree
    tree.select([code_id(window, "Culture"), code_id(window, "hope")])
    tree.tree.setFocus()
    QTest.keyClick(tree.tree, Key.Key_Up, ALT | SHIFT)
    assert shown(window) == ["Culture", "  mask", "  tears", "hope", "Access", "  gate", "  form"]
    assert tree.chosen() == [code_id(window, "Culture"), code_id(window, "hope")]
    QTest.keyClick(tree.tree, Key.Key_Down, ALT | SHIFT)
    assert [row for row in shown(window) if not row.startswith(" ")] == ["Access", "Culture", "hope"]


def type_code(words: str) -> Callable[[object], None]:
    def act(dialog: object) -> None:
        field = dialog.findChild(QLineEdit)
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Key.Key_Return)

    return act


def test_several_codes_move_into_another_even_one_that_is_only_a_heading(window: MainWindow) -> None:
    window.workspace.do("Heading", codebook.edit_code, code_id(window, "Culture"), codable=False)
    window.code.tree.select([code_id(window, "Access > gate"), code_id(window, "hope")])
    answer(type_code("Culture"))
    window.action("move_code_into").trigger()
    assert shown(window) == ["Access", "  form", "Culture", "  mask", "  tears", "  gate", "  hope"]
    window.action("move_code_to_top").trigger()
    assert paths(window)[-2:] == ["gate", "hope"]


# References ---------------------------------------------------------------------------------------------------------


def test_a_reference_is_shown_chosen_and_taken_away_on_its_own(window: MainWindow) -> None:
    tree = window.code.tree
    mask, access = code_id(window, "Culture > mask"), code_id(window, "Access")
    tree.select([mask])
    answer(type_code("Access"))
    window.action("refer_code").trigger()
    assert shown(window)[:4] == ["Access", "  gate", "  form", "  →mask"]
    index = tree._filter.mapFromSource(tree.model.reference_index(mask, access))
    assert "Culture > mask\nShown here too, by reference" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    first = tree._index(mask).data(Qt.ItemDataRole.ToolTipRole)
    assert "Also shown under “Access”." in first
    tree._select([index])
    assert (tree.chosen(), tree.chosen_main(), tree.chosen_references()) == ([mask], [], [(mask, access)])
    assert [quote.code for quote in window.code.quotes.model.quotes] == ["Culture > mask"]
    in_front(window)
    tree.tree.setFocus()
    QTest.keyClick(tree.tree, Key.Key_Delete)
    assert window.notice.words() == "Took 1 reference away."
    assert shown(window)[:4] == ["Access", "  gate", "  form", "Culture"]
    assert "Culture > mask" in paths(window)


def test_a_dragged_reference_moves_alone(window: MainWindow) -> None:
    tree, work = window.code.tree, window.workspace
    mask, access, hope = (code_id(window, path) for path in ("Culture > mask", "Access", "hope"))
    work.do("Refer", codebook.refer_codes, [mask], access)
    data = tree.model.mimeData([tree.model.reference_index(mask, access)])
    drop(window, middle(window, "hope"), data)
    choose_in_menu("Move")
    assert tree.model.code(mask).also == (hope,)  # type: ignore[union-attr]
    assert "Culture > mask" in paths(window)


# Words on codes -----------------------------------------------------------------------------------------------------


def test_words_dropped_on_a_code_get_it(window: MainWindow) -> None:
    data = QMimeData()
    passage_mime.pack(data, DraggedPassage(window.code.sources[1], 0, 3))
    drop(window, edge(window, "Culture > tears"), data)
    rows = window.workspace.read(retrieval.quotes, retrieval.Filter(code_ids=(code_id(window, "Culture > tears"),)))
    assert [(row.source, row.text) for row in rows] == [("Two", "one")]
    assert window.code.choosing.lately[0] == code_id(window, "Culture > tears")


def test_words_cannot_be_dropped_on_a_heading(window: MainWindow) -> None:
    window.workspace.do("Heading", codebook.edit_code, code_id(window, "Culture"), codable=False)
    before = len(window.workspace.read(retrieval.quotes))
    data = QMimeData()
    passage_mime.pack(data, DraggedPassage(window.code.sources[1], 0, 3))
    drop(window, middle(window, "Culture"), data)
    assert len(window.workspace.read(retrieval.quotes)) == before


# The model ----------------------------------------------------------------------------------------------------------


def test_the_model_is_sound_through_every_change(window: MainWindow) -> None:
    tree, work = window.code.tree, window.workspace
    mode = QAbstractItemModelTester.FailureReportingMode.Warning  # and a warning of Qt's fails a test
    testers = [QAbstractItemModelTester(model, mode) for model in (tree.model, tree.proxy())]
    work.do("Refer", codebook.refer_codes, [code_id(window, "hope")], code_id(window, "Culture"))
    QTest.keyClicks(tree.filter, "mask")
    work.do("Shift", codebook.shift_codes, [code_id(window, "Culture > tears")], -1)
    work.do("Apply", coding.apply_code, work.coder_id, code_id(window, "hope"), window.code.sources[0], 0, 5)
    tree.counts._scopes["own"].trigger()
    settled(window)
    tree.filter.clear()
    work.do("Delete", codebook.delete_codes, [code_id(window, "Culture")])
    window.undo()
    assert len(testers) == 2 and len(shown(window)) == 8


def test_numbers_of_three_digits_are_shown_whole(window: MainWindow) -> None:
    tree = window.code.tree
    tree.model.set_numbers({code_id(window, "Culture"): 188})
    tree._fit_numbers()
    index = tree._index(code_id(window, "Culture")).siblingAtColumn(PASSAGES)
    option = QStyleOptionViewItem()
    option.font, option.fontMetrics = tree.tree.font(), tree.tree.fontMetrics()
    option.widget = tree.tree
    needed = tree.tree.itemDelegate().sizeHint(option, index).width()
    assert index.data() == "188" and needed <= tree.tree.columnWidth(PASSAGES)
