"""A participant is taken out on the page of the people: looked at, typed, done, and certified."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from qda.core import codebook, coding, documents, memos, participants, plan, readings
from qda.core.draws import Draw
from qda.core.review import items, packs, people, rounds
from qda.core.themes.outline import add_theme
from qda.storage import backups
from qda.storage.project import Project
from qda.ui.dialogs.withdraw import WithdrawDialog, look
from qda.ui.dialogs.withdrawals import WithdrawalsDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.sourcing.people import PeoplePage
from tests.storage.searching import leftovers
from tests.ui.coding_room import colleague
from tests.ui.conftest import answer, idle, in_front, keys, name_file, wait_until
from tests.withdrawing import SAID, WORDS, told_by_two

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> PeoplePage:
    """The study of :func:`told_by_two` with a backup, on the page of the people, Dorothea's row chosen by keys."""
    told_by_two(tmp_path / "study.loom")
    backups.make(tmp_path / "study.loom", "asked")
    assert window.workspace.open(tmp_path / "study.loom")
    QTest.keyClick(window, Key.Key_1, ALT)
    QTest.keyClick(window, Key.Key_2, CTRL | ALT)
    idle(window)
    in_front(window)
    found = window.sources.people
    assert found.grid.hasFocus()
    QTest.keyClick(found.grid, Key.Key_Home, CTRL)
    assert found.grid.currentIndex().data() == "Dorothea"
    return found


def window_of(page: PeoplePage) -> MainWindow:
    found = page.window()
    assert isinstance(found, MainWindow)
    return found


def listed(dialog: WithdrawDialog) -> list[str]:
    return [dialog.kinds.item(row).text() for row in range(dialog.kinds.count())]


def test_somebody_is_taken_out_after_the_name_is_typed(page: PeoplePage, tmp_path: Path) -> None:
    def read_and_type(dialog: QWidget) -> None:
        assert isinstance(dialog, WithdrawDialog)
        kinds = listed(dialog)
        assert {"Participants: 1", "Sources: 1", "Turns: 1", "Coded passages: 1", "Memos: 1"} <= set(kinds)
        assert dialog.kinds.hasFocus() and dialog.places.item(0).text().startswith("Nights · Group")
        while not dialog.kinds.currentItem().text().startswith("Memos"):
            keys(Key.Key_Down)
        assert dialog.places.item(0).text().startswith("Smells\nOne said “the ambulance")
        assert "can't be undone" in dialog.said() and "The backup" in dialog.said()
        keys(Key.Key_Tab, Key.Key_Tab)
        assert dialog.ticks.hasFocus()
        asked = [dialog.ticks.item(row).text() for row in range(dialog.ticks.count())]
        assert len(asked) == 2 and "Afterwards" in asked[0] and "Meeting" in asked[1]
        keys(Key.Key_Space, Key.Key_Tab)
        assert dialog.typed.hasFocus()
        keys("Doro", Key.Key_Return)
        assert dialog.isVisible() and not dialog.go.isEnabled()
        keys("thea", Key.Key_Return)

    def save(dialog: QWidget) -> None:
        assert isinstance(dialog, WithdrawalsDialog)
        said = dialog.text.toPlainText()
        assert "by Ann Noor" in said and "Coded passages: 1" in said and "Dorothea" not in said
        assert dialog.list.count() == 1 and dialog.list.hasFocus()
        for suffix in ("docx", "txt"):
            answer(name_file(tmp_path / f"certificate.{suffix}"))
            QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
            assert f"certificate.{suffix}" in dialog.problem.text()
        QTest.keyClick(dialog, Key.Key_Escape)

    answer(read_and_type)
    answer(save)
    QTest.mouseClick(page.withdraw, Qt.MouseButton.LeftButton)
    window = window_of(page)
    wait_until(lambda: len(page.model.lines) == 1, "one participant to be left")
    idle(window)
    work = window.workspace
    assert [line.head[0] for line in page.model.lines] == ["Edmund"]
    assert [name for _key, name in work.read(documents.source_names)] == ["Group", "Meeting"]
    assert [memo.title for memo in work.read(memos.memos)] == ["Smells"]
    assert (tmp_path / "certificate.txt").read_text().startswith("Certificate of withdrawal\n")
    assert (tmp_path / "certificate.docx").read_bytes().startswith(b"PK")
    assert work.undo_label() is None
    work.close()
    assert leftovers(tmp_path / "study.loom", WORDS) == []
    assert all(leftovers(one.path, WORDS) == [] for one in backups.backups(tmp_path / "study.loom"))


def test_who_goes_back_leaves_everything_as_it_is(page: PeoplePage) -> None:
    window = window_of(page)
    answer(lambda dialog: QTest.keyClick(dialog, Key.Key_Escape))
    window.perform("withdraw_participant")
    idle(window)
    assert len(page.model.lines) == 2


def test_nobody_is_taken_out_who_was_not_chosen(page: PeoplePage) -> None:
    window = window_of(page)
    said: list[str] = []
    window.workspace.failed.connect(said.append)
    QTest.keyClick(page.grid, Key.Key_A, CTRL)
    window.perform("withdraw_participant")
    idle(window)
    assert len(said) == 1 and said[0].startswith("Choose the one participant")


def test_certificates_are_shown_at_any_time(page: PeoplePage) -> None:
    window = window_of(page)

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, WithdrawalsDialog)
        assert not dialog.certificates and not dialog.save.isEnabled()
        QTest.keyClick(dialog, Key.Key_Escape)

    answer(look)
    window.perform("show_withdrawals")


def test_what_others_did_out_of_sight_is_counted_and_not_shown_and_goes(page: PeoplePage, tmp_path: Path) -> None:
    window = window_of(page)
    work, ben = window.workspace, colleague(window)
    source = next(key for key, name in work.read(documents.source_names) if name == "Group")
    (dorothea,) = (one.id for one in work.read(participants.participants) if one.name == "Dorothea")
    hidden = work.do("Make code", codebook.add_code, "Citrus").value
    work.do("Apply code", coding.apply_code, ben, hidden, source, 10, 30)
    for title, body in (("Unseen", f"“{SAID}”, again."), ("Tamarinds", "Kumquats at the market.")):
        memo = work.do("Write memo", memos.add_memo, title, body, coder_id=ben).value
        work.do("Link memo", memos.link_memo, memo, memos.Link(source_id=source))
    work.do("Link memo", memos.link_memo, memo, memos.Link(participant_id=dorothea))
    work.do("Finish source", readings.finish, ben, [source])
    work.do("Plan round", plan.plan_round, "Both", Draw(), [work.coder_id, ben], blind=True)
    assert {one.title for one in work.read(memos.memos)} == {"Smells", "Afterwards"}

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, WithdrawDialog)
        assert {"Coded passages: 1", "Memos: 1"} <= set(listed(dialog))
        assert "hidden" in dialog.said()
        assert "2 more places with their words or name lie in it and go, too." in dialog.said()
        asked = [dialog.ticks.item(row).text() for row in range(dialog.ticks.count())]
        assert asked[1] == "1 memo about them that is hidden from you, which others wrote"
        shown = " ".join(dialog.places.item(row).text() for row in range(dialog.places.count()))
        assert not {"Unseen", "Tamarinds", "Kumquats"}.intersection((*shown.split(), *" ".join(asked).split()))
        dialog.ticks.setFocus()
        keys(Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Space)
        dialog.typed.setFocus()
        keys("Dorothea", Qt.Key.Key_Return)

    answer(look)
    answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    window.perform("withdraw_participant")
    wait_until(lambda: len(page.model.lines) == 1, "one participant to be left")
    idle(window)
    work.close()
    assert leftovers(tmp_path / "study.loom", (*WORDS, "Kumquats", "Tamarinds")) == []
    with Project.open(tmp_path / "study.loom") as project, project.read(everything=True) as session:
        assert {one.title: one.body for one in memos.memos(session)} == {
            "Smells": "One said “[withdrawn]” twice.",
            "Afterwards": "We met again at the market.",
            "Unseen": "“[withdrawn]”, again.",
        }


def test_marks_in_a_name_are_shown_as_they_are(page: PeoplePage) -> None:
    window = window_of(page)
    (dorothea,) = (one for one in window.workspace.read(participants.participants) if one.name == "Dorothea")
    window.workspace.do("Rename", participants.edit_participant, dorothea.id, name="<b>Dora</b> & <i>co</i>")
    dialog = WithdrawDialog(look(window.workspace.project, dorothea.id), window)
    dialog.show()
    named = [one for one in dialog.findChildren(QLabel) if "<b>Dora</b> &" in one.text()]
    assert len(named) == 2
    assert {one.textFormat() for one in named} == {Qt.TextFormat.PlainText}
    dialog.deleteLater()


def test_a_name_that_somebody_else_has_too_is_told_before_anything_goes(page: PeoplePage) -> None:
    window = window_of(page)
    with window.workspace.project.change("Name") as session:
        dorothea = participants.find_participant(session, "Dorothea")
        participants.edit_participant(session, dorothea, name="Dorothea Lind")
        participants.add_participant(session, "Eva Lind")
    dialog = WithdrawDialog(look(window.workspace.project, dorothea), window)
    assert "“Lind” stays where others say or write it" in dialog.said()
    dialog.deleteLater()


def test_a_pack_that_holds_only_a_common_word_is_listed_where_names_are_ticked(page: PeoplePage) -> None:
    window = window_of(page)
    with window.workspace.project.change("Hand out") as session:
        dorothea = participants.find_participant(session, "Dorothea")
        participants.edit_participant(session, dorothea, name="Nurse")
        shown = rounds.add_round(session, "First")
        items.add_items(session, shown, [items.Thing("theme", add_theme(session, "Every Nurse was tired"))])
        people.add_person(session, "Jo")
        packs.hand_out(session, shown, form="pack")
    dialog = WithdrawDialog(look(window.workspace.project, dorothea), window)
    dialog.show()
    assert not any("Handed out" in one for one in listed(dialog))
    dialog.ticks.setFocus()
    QTest.keyClick(dialog.ticks, Key.Key_End)
    QTest.keyClick(dialog.ticks, Key.Key_Space)
    assert listed(dialog)[-1] == "Handed out (out of reach): 1"
    QTest.keyClick(dialog.kinds, Key.Key_End)
    assert "pack" in dialog.places.item(0).text().lower()
    dialog.ticks.setFocus()
    QTest.keyClick(dialog.ticks, Key.Key_Space)
    assert not any("Handed out" in one for one in listed(dialog))
    dialog.deleteLater()
