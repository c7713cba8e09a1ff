"""What is printed of participants is chosen in Report, and previews say what should be looked at, by keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import participants
from qda.core.privacy.combinations import combinations
from qda.core.privacy.printing import printing
from qda.core.pseudonyms.keyfile import new_key, write_key
from qda.core.pseudonyms.table import Entry, table
from qda.ui.main_window import MainWindow
from qda.ui.views.reporting.builder import BuilderPage
from qda.ui.views.reporting.leaving import LeavingPage
from qda.ui.views.reporting.products import ProductsPage
from qda.ui.views.reporting.programs import ProgramsPage
from qda.ui.views.reporting.quotes import QuotesPage
from tests.told import sample_study
from tests.ui.conftest import answer, idle, keys, name_file, wait_until
from tests.ui.section_room import SectionRoom, click


class Room(SectionRoom):
    """The window, and ids by name."""

    place = "report"


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """The sample study, with the place Report in front; of everybody the number of years inside is known."""
    path = tmp_path / "study.loom"
    with sample_study(path) as project, project.change("Years") as s:
        years = participants.add_attribute(s, "Years", "number")
        for number, one in enumerate(participants.participants(s)):
            participants.set_values(s, one.id, years, [str(number)])
    assert window.workspace.open(path)
    QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    return Room(window, {})


def test_offers_are_done_by_keys_and_undone(here: Room) -> None:
    page = here.page("leaving", LeavingPage)
    before = here.read(combinations).recognisable
    assert f"{before} of " in page.told.text()
    assert page.rare.facts.rows
    page.offers.setFocus()
    keys(Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert here.read(combinations).recognisable < before
    here.window.perform("undo")
    assert here.read(combinations).recognisable == before
    page.offers.setFocus()
    keys(Qt.Key.Key_End)
    click(page.take)
    assert here.read(printing).split
    assert page.split.isChecked()
    click(page.split)
    assert not here.read(printing).split


def test_an_attribute_is_printed_in_bands_or_not_at_all(here: Room) -> None:
    page = here.page("leaving", LeavingPage)
    names = [row[0].text for row in page.attributes.facts.rows]
    page.attributes.setFocus()
    keys(Qt.Key.Key_Home, *[Qt.Key.Key_Down] * names.index("Years"))
    assert [page.way.itemText(row) for row in range(page.way.count())] == ["As it is", "In bands", "Not printed"]
    page.way.setFocus()
    keys(Qt.Key.Key_Down)
    assert page.attributes.facts.rows[names.index("Years")][1].text == "In bands"
    page.attributes.setFocus()
    keys((Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier))
    assert page.way.findData("bands") == -1


def test_previews_tell_what_to_look_at_and_quotes_that_they_can_be_joined(here: Room) -> None:
    products = here.page("products", ProductsPage)
    products.show_product("participants")
    wait_until(lambda: not products.findings.isHidden(), "the findings of the table")
    assert "before this leaves" in products.findings.told.text()
    assert "People who can be picked out" in products.findings.list.item(0).text()
    assert "Print less" in products.findings.list.item(0).toolTip()
    products.show_product("prisma")
    wait_until(products.findings.isHidden, "nothing to look at in a figure of reports")
    report = here.page("builder", BuilderPage)
    wait_until(lambda: not report.findings.isHidden(), "the findings of the report")
    quotes = here.page("quotes", QuotesPage)
    assert "can be picked out by the table of participants" in quotes.told.text()


def test_a_sealed_key_is_chosen_once_and_its_names_are_found_in_previews(here: Room, tmp_path: Path) -> None:
    path, word = tmp_path / "names.key", "a long way to Bergen"
    somebody = here.read(participants.participants)[0].name
    write_key(path, new_key(table([Entry(somebody, "Nobody")])), word)
    page = here.page("leaving", LeavingPage)
    answer(name_file(path))
    answer(lambda dialog: (keys(word), keys(Qt.Key.Key_Return)))
    page.key.setFocus()
    keys(Qt.Key.Key_Space)
    assert "names.key" in page.key_told.text()
    products = here.page("products", ProductsPage)
    products.show_product("participants")
    wait_until(lambda: "A name of the key" in told(products), "the name of the key")
    here.window.workspace.close()
    assert "names.key" not in page.key_told.text()


def test_what_is_written_tells_of_the_names_in_it(here: Room, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    somebody = here.read(participants.participants)[0].name
    write_key(path, new_key(table([Entry(somebody, "Nobody")])))
    page = here.page("leaving", LeavingPage)
    answer(name_file(path))
    click(page.key)
    report = here.page("builder", BuilderPage)
    wait_until(report.write.isEnabled, "the preview of the report")
    report.format.setCurrentIndex(report.format.findData(".md"))
    answer(name_file(tmp_path / "report.md"))
    click(report.write)
    idle(here.window)
    assert f"A name of the key: {somebody}" in here.window.notice.words()
    programs = here.page("programs", ProgramsPage)
    for row, name in ((0, "out.qdpx"), (2, "out.qda")):
        programs.format.setCurrentIndex(row)
        answer(name_file(tmp_path / name))
        click(programs.write)
        idle(here.window)
        assert (tmp_path / name).exists()
        assert f"A name of the key: {somebody}" in here.window.notice.words()
        assert "People who can be picked out" in here.window.notice.words()


def told(page: ProductsPage) -> str:
    """Return what the strip above the preview lists."""
    return " ".join(page.findings.list.item(row).text() for row in range(page.findings.list.count()))
