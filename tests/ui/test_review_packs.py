"""Packs and paper forms written from the place Review together, and answers of packs read back there."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core.review import answers, items, packs
from qda.core.review.items import Thing
from qda.core.review.packs import Pack
from qda.ui.main_window import MainWindow
from qda.ui.views.reviewing.round_packs import RoundPacks
from qda.ui.views.reviewing.rounds import RoundsPage
from tests.core.review.packing import said, seal
from tests.ui.conftest import answer, idle, name_file
from tests.ui.review_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A round about one theme."""
    made = room(window, tmp_path)
    window.workspace.do("Show", items.add_items, made.ids["first"], [Thing("theme", made.ids["mask"])])
    return made


def tab(here: Room) -> RoundPacks:
    page = here.page("rounds", RoundsPage)
    page.tabs.setCurrentWidget(page.packs)
    return page.packs


def handed_out(here: Room) -> list[Pack]:
    found: list[Pack] = here.read(packs.packs, here.ids["first"])
    return found


def test_a_pack_is_written_and_its_answers_come_back_once(here: Room, tmp_path: Path) -> None:
    part = tab(here)
    answer(name_file(tmp_path / "pack.html"))
    click(part.pack)
    idle(here.window)
    [pack] = handed_out(here)
    assert pack.code in (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert here.window.notice.words().startswith(f"pack.html is written; its code is {pack.code}.")
    row = part.table.facts.rows[0]
    assert (row[0].text, row[1].text, row[2].text, row[4].text) == ("Jo Lind, Sam Oak", pack.code, "pack", "0")

    (tmp_path / "answers.json").write_bytes(seal(pack, said(pack, person="P1", helper="")))
    for _time in range(2):
        answer(name_file(tmp_path / "answers.json"))
        click(part.back)
    given = here.read(answers.answers, here.ids["first"])
    assert {one.person_id for one in given} == {here.ids["jo"]} and part.table.facts.rows[0][4].text == "1"
    assert here.window.notice.words() == "All answers of answers.json are here already."


def test_a_form_for_one_person_is_written_and_what_is_no_answer_is_refused(here: Room, tmp_path: Path) -> None:
    part = tab(here)
    part.who.setCurrentIndex(part.who.findData(here.ids["sam"]))
    answer(name_file(tmp_path / "form.docx"))
    click(part.paper)
    idle(here.window)
    [pack] = handed_out(here)
    assert (tmp_path / "form.docx").stat().st_size > 5_000
    assert pack.form == "paper" and list(pack.people.values()) == [here.ids["sam"]]
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    answer(name_file(tmp_path / "other.json"))
    click(part.back)
    assert "other.json" in here.window.notice.words() and not here.read(answers.answers, here.ids["first"])
