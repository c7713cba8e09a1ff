"""Memos as a text and as data: in order of time, by kind and by thing, formatted as they were written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from sqlalchemy.orm import Session

from qda.core import exporters, memos
from qda.core.exporters import ProductOptions
from qda.core.memos import Link
from qda.errors import RefusedError
from qda.storage.models import Coder, Memo
from qda.storage.project import Project

from .conftest import MASK, Facts, build

DAY = 86_400_000
MARCH = 1_772_600_000_000  # 4 March 2026


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The study with two memos of its own; no test changes it."""
    facts = build(tmp_path_factory.mktemp("memos") / "study.loom")
    source_id, start, end = facts.passages[MASK]
    mask = facts.codes["Culture > mask"]
    with facts.project.change("Write memos") as s:
        ann = s.query(Coder.id).order_by(Coder.id).first()[0]
        links = (
            Link(code_id=mask),
            Link(theme_id=facts.themes["Mask"]),
            Link(source_id=source_id, start=start, end=end),
        )
        body = f"# Why\nThey **do** wear [the mask](code:{mask}).\n- at night\n- <alone> & *well*"
        body += "\n\n1. one\n2. two\n## Then"
        first = memos.add_memo(s, "On masks", body, coder_id=ann, links=links)
        second = memos.add_memo(s, "", "What I bring.\nA uncle.", kind="reflexive", links=(Link(code_id=mask),))
        s.get_one(Memo, first).created = s.get_one(Memo, first).modified = MARCH
        s.get_one(Memo, second).created = MARCH + 40 * DAY
        s.get_one(Memo, second).modified = MARCH + 41 * DAY
    yield facts
    facts.project.close()


@pytest.fixture
def s(told: Facts) -> Iterator[Session]:
    with told.project.read() as session:
        yield session


def words(s: Session, path: Path, **chosen: str) -> list[tuple[str, str]]:
    exporters.export(s, "memos", path, ProductOptions(chosen=chosen))
    return [(part.style.name, part.text) for part in docx.Document(str(path)).paragraphs]


def test_memos_stand_in_order_of_time_with_what_is_known_of_them(s: Session, tmp_path: Path) -> None:
    lines = words(s, tmp_path / "memos.docx")
    assert [text for style, text in lines if style.casefold() == "heading 1"] == ["2026-03", "2026-04"]
    assert [text for style, text in lines if style.casefold() == "heading 2"] == ["On masks", "What I bring."]
    texts = [text for _style, text in lines]
    assert texts[3] == "2026-03-04 · Ann Noor · analytic"
    assert texts[4] == f"About: mask; Wearing the mask; “{MASK}” (Interview 1, line 2)"
    assert texts[5:12] == [
        "Why",
        "They do wear the mask.",
        "•\tat night",
        "•\t<alone> & well",
        "1. one",
        "2. two",
        "Then",
    ]
    assert "2026-04-13 · changed 2026-04-14 · reflexive" in texts
    runs = docx.Document(str(tmp_path / "memos.docx")).paragraphs[6].runs
    assert [(run.text, bool(run.bold)) for run in runs][:2] == [("They ", False), ("do", True)]


def test_memos_by_thing_are_told_once_and_pointed_to_again(s: Session, tmp_path: Path) -> None:
    lines = words(s, tmp_path / "memos.docx", by="thing")
    heads = [text for style, text in lines if style.casefold() == "heading 1"]
    assert heads == ["mask", "Wearing the mask", f"“{MASK}”"]
    texts = [text for _style, text in lines]
    assert texts.count("On masks") == 1
    assert texts[texts.index("Wearing the mask") + 1] == "See also “On masks” (2026-03-04)."


def test_one_kind_can_be_written_alone_and_none_is_refused(s: Session, tmp_path: Path) -> None:
    lines = words(s, tmp_path / "memos.docx", kind="reflexive", by="kind")
    assert [text for style, text in lines if style.casefold().startswith("heading")] == ["Reflexive", "What I bring."]
    with pytest.raises(RefusedError, match="another kind"):
        words(s, tmp_path / "memos.docx", kind="case")
    with pytest.raises(RefusedError, match="poem"):
        words(s, tmp_path / "memos.docx", kind="poem")


def test_memos_as_a_page_and_as_markdown(s: Session, tmp_path: Path) -> None:
    for suffix in (".html", ".md"):
        exporters.export(s, "memos", tmp_path / f"memos{suffix}")
    page = (tmp_path / "memos.html").read_text(encoding="utf-8")
    assert "<strong>do</strong>" in page and "<li>&lt;alone&gt; &amp; <em>well</em></li>" in page
    text = (tmp_path / "memos.md").read_text(encoding="utf-8")
    assert "### On masks" in text and "#### Why" in text and "They **do** wear the mask." in text
    assert "- at night" in text


def test_memos_as_data_keep_their_words_as_they_were_written(s: Session, tmp_path: Path) -> None:
    exporters.export(s, "memos", tmp_path / "memos.json")
    first, second = json.loads((tmp_path / "memos.json").read_text(encoding="utf-8"))
    assert (first["title"], first["author"], first["written"]) == ("On masks", "Ann Noor", "2026-03-04")
    assert first["about"][:2] == ["mask", "Wearing the mask"]
    assert first["body"].startswith("# Why\nThey **do**")
    assert (second["kind"], second["changed"], second["author"]) == ("reflexive", "2026-04-14", "")


def test_a_study_without_memos_has_none_to_write(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "empty.loom") as empty,
        empty.read() as session,
        pytest.raises(RefusedError, match="no memo"),
    ):
        exporters.export(session, "memos", tmp_path / "memos.docx")
