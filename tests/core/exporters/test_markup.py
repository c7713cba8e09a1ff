"""The table as an accessible web page and as Markdown; nothing in a quote is taken for markup."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from qda.core import exporters

from .conftest import CONTROL, FORMULA, GERMAN, HEBREW, MASK


def test_the_page_is_headed_captioned_and_speaks_its_languages(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "theme-table", tmp_path / "table.html")
    page = BeautifulSoup((tmp_path / "table.html").read_text("utf-8"), "html.parser")
    assert (page.html["lang"], page.html["dir"]) == ("en", "ltr")
    assert page.title.text == page.h1.text == "Care in prison: gates & masks"
    assert page.table.caption.text == "Table 1. Themes with their codes and quotes"
    assert [head["scope"] for head in page.thead.find_all("th")] == ["col"] * 3
    assert [row.th["scope"] for row in page.tbody.find_all("tr")] == ["row"] * 3
    assert page.find("span", lang="de").text == f"“{GERMAN}”"
    assert HEBREW in page.find("p", dir="rtl").text
    assert MASK in page.text
    assert f"“{FORMULA}”" in page.text  # its <b> is words, not markup
    assert not page.find_all(["b", "script", "img", "link"])


def test_the_page_fetches_nothing_and_has_a_dark_and_a_printed_form(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "theme-table", tmp_path / "table.html")
    text = (tmp_path / "table.html").read_text("utf-8")
    page = BeautifulSoup(text, "html.parser")
    assert not [tag for tag in page.find_all(True) if tag.has_attr("src") or tag.has_attr("href")]
    assert "url(" not in page.style.text
    assert "prefers-color-scheme: dark" in page.style.text
    assert "@media print" in page.style.text
    assert "\x07" not in text


def test_markdown_has_one_line_a_row_and_escapes_its_signs(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "theme-table", tmp_path / "table.md")
    lines = (tmp_path / "table.md").read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert rows[0] == "| Theme and subtheme | Codes | Quotes |"
    assert len(rows) == 5
    assert all(row.replace("\\|", "").count("|") == 4 for row in rows)
    assert rows[2].startswith("| **Wearing the mask**<br>Theme · barrier<br>")
    assert 'HYPERLINK("http://x") \\| \\<b\\>Tom & Jerry\\</b\\>' in rows[2]
    assert "She sat down.<br><br>And then:<br>for ten minutes" in rows[2]
    assert "*Different view:* “" in rows[2]
    assert CONTROL.replace("\x07", "").replace("\x0c", "<br>") in rows[4]
