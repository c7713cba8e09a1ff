"""The theme report: a section a theme, in Word, as a web page and as Markdown, with what people choose of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from qda.core import exporters, memos
from qda.core.exporters import ProductOptions
from qda.core.participants import attributes, participants, set_values
from qda.core.study import edit_study
from qda.core.themes import category, outline, quotes
from qda.core.themes.relations import Node, relate
from qda.errors import NotFoundError, RefusedError

from .conftest import FORMULA, GERMAN, HEBREW, MASK, SPOKEN, Facts, build


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The study, with relations, memos, a sheet and roles besides; no test changes it."""
    facts = build(tmp_path_factory.mktemp("told") / "study.loom", "grounded")
    mask, gates = facts.themes["Mask"], facts.themes["Gates"]
    with facts.project.change("Tie together") as s:
        relate(s, Node("theme", gates), "leads to", Node("theme", mask), "Said by all.")
        memos.add_memo(s, "On masks", "They are worn.\nAll day.", links=(memos.Link(theme_id=mask),))
        memos.add_memo(s, "Elsewhere", "Not here.", links=(memos.Link(theme_id=gates),))
        category.edit_sheet(s, mask, variation="From joke to wall.", gaps="Nobody who stopped.")
        category.add_property(s, mask, "Before whom", "family to staff", source_id=facts.sources["Interview 1"])
        category.tell_gain(s, mask, facts.sources["Interview 2"], "The form as a mask.")
    with facts.project.change("Describe theme") as s:
        outline.edit_theme(s, mask, name="The mask")
    yield facts
    facts.project.close()


@pytest.fixture
def s(told: Facts) -> Iterator[Session]:
    with told.project.read() as session:
        yield session


def words(s: Session, path: Path, **chosen: str) -> list[str]:
    """Return the paragraphs of the report in Word."""
    exporters.export(s, "theme-report", path, ProductOptions(chosen=chosen))
    return [part.text for part in docx.Document(str(path)).paragraphs]


def between(lines: list[str], first: str, last: str) -> list[str]:
    return lines[lines.index(first) + 1 : lines.index(last)]


def test_each_theme_has_a_section_with_all_that_is_said_of_it(s: Session, tmp_path: Path) -> None:
    lines = words(s, tmp_path / "report.docx", perspective="none")
    section = between(lines, "The mask", "Fear of being seen")
    assert section[:3] == [
        "Theme · barrier · candidate · 2 sources · 2 participants",
        "Definition. Hiding what one feels.",
        "Codes. Culture > mask; fear",
    ]
    assert section[3:6] == [
        "Quotes",
        f"“{FORMULA}” (Neil, Interview 1, line 8)",
        f"“{MASK}” (Neil, Interview 1, line 2)",
    ]
    assert between(section, "Different views", "Relations") == [f"“\u202f{SPOKEN}” (Neil, Interview 1, line 12)"]
    assert between(section, "Relations", "Properties") == ["•\t“Gates” leads to “The mask”: Said by all."]
    assert between(section, "Properties", "What each source added") == [
        "•\tBefore whom: family to staff (first seen in Interview 1)",
        "Variation. From joke to wall.",
        "Gaps. Nobody who stopped.",
    ]
    gained = section[section.index("What each source added") + 1 :]
    assert gained[1] == "•\tInterview 2: 1 coded passage, no new code. The form as a mask."
    assert gained[2] == "•\tInterview 3: nothing coded, no new code"
    assert "On masks" not in "\n".join(lines)
    assert "Given up" not in lines


def test_headings_go_by_the_outline(s: Session, tmp_path: Path) -> None:
    words(s, tmp_path / "report.docx")
    document = docx.Document(str(tmp_path / "report.docx"))
    headed = [(part.style.name, part.text) for part in document.paragraphs if part.style.name.startswith("Heading")]
    assert headed == [("Heading 1", "The mask"), ("Heading 2", "Fear of being seen"), ("Heading 1", "Gates")]
    assert document.sections[0].page_width < document.sections[0].page_height


def test_quotes_stand_by_perspective_with_who_says_nothing(s: Session, tmp_path: Path) -> None:
    lines = words(s, tmp_path / "report.docx", perspective="Role")
    section = between(lines, "Gates", next(line for line in lines if line.startswith("No quotes are chosen")))
    assert section[section.index("Sentenced") + 1].startswith("“A bell")
    assert section.index("Remand") < section.index("Sentenced")
    assert f"„{GERMAN}“" not in section  # marks are those of the document
    assert f"“{GERMAN}” (Larry, Interview 2, line 2)" in section
    assert "Translation: “Nobody asked me how I was.” (translated by M. Dahl)" in section
    fear = between(lines, "Fear of being seen", "Gates")
    assert "Nothing coded here from Liam." in fear
    with pytest.raises(NotFoundError, match="Colour"):
        words(s, tmp_path / "report.docx", perspective="Colour")


def test_attributed_by_role_no_name_and_no_source_is_told(s: Session, tmp_path: Path) -> None:
    text = "\n".join(words(s, tmp_path / "report.docx", attribution="Role", perspective="Role"))
    assert f"“{GERMAN}” (remand)" in text
    assert f"“{MASK}” (sentenced)" in text
    for name in ("Neil", "Larry", "Liam"):
        assert name not in text


def test_translations_stand_alone_or_not_at_all_where_that_is_chosen(s: Session, tmp_path: Path) -> None:
    only = "\n".join(words(s, tmp_path / "report.docx", translation="translation"))
    assert "“Nobody asked me how I was.” (Liam, Interview 3, line 2; translated by M. Dahl)" in only
    assert HEBREW not in only
    assert GERMAN in only  # it has no translation
    original = "\n".join(words(s, tmp_path / "report.docx", translation="original"))
    assert HEBREW in original
    assert "Nobody asked me how I was." not in original
    with pytest.raises(RefusedError, match="both, original, translation"):
        words(s, tmp_path / "report.docx", translation="neither")


def test_memos_and_wording_are_added_where_asked(s: Session, tmp_path: Path) -> None:
    lines = words(s, tmp_path / "report.docx", memos="yes", wording="yes")
    section = between(lines, "The mask", "Fear of being seen")
    at = section.index("Memos")
    assert section[at + 1].endswith(" · On masks")
    assert section[at + 2 : at + 4] == ["They are worn.", "All day."]
    assert section[-1].endswith("Name: “Wearing the mask” became “The mask”")


def test_all_coded_passages_come_where_asked(s: Session, tmp_path: Path) -> None:
    chosen = "\n".join(words(s, tmp_path / "report.docx", perspective="Role"))
    every = "\n".join(words(s, tmp_path / "report.docx", perspective="Role", quotes="all"))
    assert len(every) > len(chosen)
    assert every.count(MASK) == chosen.count(MASK)


def test_the_web_page_and_markdown_say_the_same_and_nothing_is_taken_for_markup(s: Session, tmp_path: Path) -> None:
    for suffix in (".html", ".md"):
        exporters.export(s, "theme-report", tmp_path / f"report{suffix}", ProductOptions(chosen={"memos": "yes"}))
    page = BeautifulSoup((tmp_path / "report.html").read_text("utf-8"), "html.parser")
    assert [head.text for head in page.find_all(["h2", "h3"])] == ["The mask", "Fear of being seen", "Gates"]
    assert page.find("span", lang="de").text == f"“{GERMAN}”"
    assert [item.text for item in page.ul.find_all("li")] == ["“Gates” leads to “The mask”: Said by all."]
    assert f"“{FORMULA}”" in page.text
    assert not page.find_all(["b", "script", "img", "link"])
    text = (tmp_path / "report.md").read_text("utf-8")
    assert text.startswith("# Care in prison: gates & masks\n")
    assert "\n## The mask\n" in text
    assert "\n- “Gates” leads to “The mask”: Said by all.\n" in text
    assert '> “=HYPERLINK("http://x") \\| \\<b\\>Tom & Jerry\\</b\\>” (Neil' in text
    assert "\\<b\\>" in text
    assert "\n>\n> *Translation:* “Nobody asked" in text


def test_words_that_begin_like_a_sign_of_markdown_are_no_sign(tmp_path: Path) -> None:
    facts = build(tmp_path / "study.loom")
    with facts.project.change("Describe theme") as s:
        outline.edit_theme(s, facts.themes["Gates"], definition="ok\n- one\n1. two\n# three", name="#1 Gates")
        exporters.export(s, "theme-report", tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text("utf-8")
    assert "\n\\- one\n" in text
    assert "\n1\\. two\n" in text
    assert "\n\\# three\n" in text
    facts.project.close()


def test_a_reflexive_study_tells_no_numbers(tmp_path: Path) -> None:
    facts = build(tmp_path / "study.loom", "reflexive")
    with facts.project.read() as s:
        assert "Theme · barrier · candidate" in words(s, tmp_path / "report.docx")
    facts.project.close()


def test_a_perspective_is_found_by_itself_where_an_attribute_has_choices(tmp_path: Path) -> None:
    facts = build(tmp_path / "study.loom")
    with facts.project.change("Ask for ages") as s:
        from qda.core.participants import add_attribute

        age = add_attribute(s, "Age", "choice", ["old", "young"])
        neil = next(person.id for person in participants(s) if person.name == "Neil")
        set_values(s, neil, age, ["young"])
        assert [name for _key, name, *_rest in attributes(s)] == ["Role", "Age"]
        edit_study(s, title="Ages")
        quotes.unpick_quotes(s, [quote.id for quote in quotes.picked_quotes(s, theme_id=facts.themes["Gates"])])
        lines = words(s, tmp_path / "report.docx")
    assert "Young" in lines
    assert "Age not known" in lines
    facts.project.close()
