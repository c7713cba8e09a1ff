"""What people refused is in no product, in none of its formats, and each says what was left out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.core import codebook, coders, coding, consent, documents, memos, participants, readings
from qda.core.exporters import ProductOptions, export, products
from qda.core.importers import Imported
from qda.core.privacy.filewords import SUFFIXES, read_words
from qda.core.privacy.withholding import GONE
from qda.core.reports.recipes import RecipePart, add_recipe
from qda.core.tables import frame_cells, frame_making, frameworks
from qda.core.text import Turn
from qda.core.themes import outline, printed, quotes
from qda.errors import QdaError
from tests.core.exporters.conftest import Facts, build

REFUSED = "Nobody told me that the gate would be locked behind us all night."
SHORT = "Locked behind us, always."
ALLOWED = "I was told that the gate would be open until ten in the evening."
PRINTED = "Nobody told me that the gate [of the yard] would be locked behind us all night."
TRANSLATED = "Niemand hat mir gesagt, dass hinter uns das Tor zu sein würde."
ABSENT = "My years on the boat have taught me how to wait for weather."
HOME = "Zanzibar"
FORMS = [(one.name, suffix) for one in products().values() for suffix in one.suffixes if suffix != ".png"]
"""A .png is the drawing that the .svg holds with its words."""
NEVER = (REFUSED[12:], SHORT, "the gate [of the yard]", TRANSLATED, ABSENT, HOME, "Odysseus")
NOTHING = frozenset(
    ["charting", "co-production", "easy-read", "interview-guide", "interviews", "prisma", "review-form", "word-list"]
)
"""What this study has nothing for: words of researchers, and what keeps to stricter rules; see their own tests."""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The study, in which Vera refused to be quoted and Odysseus to take part; their words stand wherever words can."""
    made = refusing_study(tmp_path_factory.mktemp("refusals") / "study.loom")
    yield made
    made.project.close()


def refusing_study(path: Path) -> Facts:
    """Return the study in a new file."""
    made = build(path)
    with made.project.change("Refuse") as s:
        ann, marit = (coders.find_coder(s, name) for name in ("Ann Noor", "Marit Dahl"))
        texts = {"Vera": (REFUSED, SHORT), "Carl": (ALLOWED,), "Odysseus": (ABSENT,)}
        whole, turns, spans = "", [], {}
        for label, said in texts.items():
            for words in said:
                start = len(whole)
                whole += f"{label}: {words}\n"
                turns.append(Turn(start, len(whole) - 1, start + len(label) + 2, label))
                spans[words] = (start + len(label) + 2, len(whole) - 1)
        source = documents.add_source(s, Imported("Group", whole, tuple(turns), language="en"))
        role = next(key for key, name, _type in participants.attributes(s) if name == "Role")
        home = participants.add_attribute(s, "Home")
        for speaker in documents.speakers_of(s, source):
            key = participants.add_participant(s, speaker.label)
            participants.link_speaker(s, speaker.id, key)
            participants.set_values(s, key, home, [HOME if speaker.label == "Odysseus" else "Bergen"])
            participants.set_values(s, key, role, ["sentenced"])
            no = {"Vera": {"quote": False, "archive": False}, "Odysseus": {"take_part": False, "archive": False}}
            consent.record_consent(s, key, no.get(speaker.label, {}))
        first, second = list(made.codes.values())[:2]
        for words, span in spans.items():
            note = "" if words == SHORT else f"She says: {words}"
            for coder, code in ((ann, first), (marit, second)):
                one = coding.apply_code(s, coder, code, source, *span, note=note)
                made.codings[words] = one.id
        for coder in (ann, marit):
            readings.finish(s, coder, [source])
        for theme in (made.themes["Mask"], made.themes["Gates"]):
            (picked,) = quotes.pick_codings(s, theme, [made.codings[REFUSED]])
            quotes.pick_codings(s, theme, [made.codings[one] for one in (SHORT, ALLOWED, ABSENT)])
            quotes.edit_quote(s, picked, translation=TRANSLATED, note=f"“{REFUSED}” is strong.")
        printed.write_printed(s, picked, PRINTED, ann)
        quotes.pick_quote(s, source, *spans[REFUSED], code_id=first, kind="exemplar")
        codebook.edit_code(s, first, definition=f"As in “{REFUSED}”.", example=REFUSED)
        outline.edit_theme(s, made.themes["Mask"], idea=f"They say: {REFUSED}", definition=ABSENT)
        memos.add_memo(s, "Gate", f"She said: {REFUSED}\n\nAnd he: **{ABSENT}**", links=[memos.Link(source_id=source)])
        frame = frame_making.add_frame(s, "Gates", code_ids=made.codes.values())
        found = frameworks.framework(s, frame)
        place = (found.rows[0].id, found.columns[0].id)
        frame_cells.write_cell(s, *place, summary=f"Locked: {REFUSED}")
        frame_cells.put_quotes(s, *place, [(source, *span) for span in spans.values()])
        add_recipe(s, "All", [RecipePart("findings"), RecipePart("memos"), RecipePart("quotes")])
        liam = participants.find_participant(s, "Liam")
        consent.record_consent(s, liam, {"archive": True})
        group = participants.add_attribute(s, "Group", "choice", ["one", "two"])
        for person in participants.participants(s):
            participants.set_values(s, person.id, group, ["one" if person.id == liam else "two"])
    return made


def words_of(path: Path) -> str:
    """Return all that a file says: its words, and for other programs its bytes as text."""
    if path.suffix in SUFFIXES:
        return "\n".join(read_words(path).parts)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "suffix"), FORMS)
def test_no_product_says_what_people_refused(facts: Facts, tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"product{suffix}"
    with facts.project.read() as session:
        try:
            export(session, name, path)
        except QdaError:
            assert name in NOTHING
            return
    said = " ".join(words_of(path).split())
    assert not [words for words in NEVER if words in said]
    assert len(said) > 20


def test_without_the_consent_the_words_would_stand_there(facts: Facts, tmp_path: Path) -> None:
    """The table above looks at files that hold these words as soon as nobody refuses: it can fail."""
    there: dict[str, set[str]] = {words: set() for words in NEVER}
    with facts.project.change("Ask again") as session:
        for person in participants.participants(session):
            consent.record_consent(session, person.id, {"quote": None, "take_part": None, "archive": True})
    with facts.project.read() as session:
        for name, suffix in FORMS:
            path = tmp_path / f"{name}{suffix}"
            try:
                written = export(session, name, path)
            except QdaError:
                continue
            assert not any("refused" in notice for notice in written.notices), name
            said = " ".join(words_of(path).split())
            for words in NEVER:
                if words in said:
                    there[words].add(name)
    facts.project.undo()
    assert {name: len(found) for name, found in there.items() if not found} == {}


def test_what_others_allowed_stays_and_the_product_counts_what_is_left_out(facts: Facts, tmp_path: Path) -> None:
    with facts.project.read() as session:
        written = export(session, "quotes", tmp_path / "quotes.csv")
        notes = words_of(tmp_path / "quotes.csv")
        assert notes.count(ALLOWED) == 4  # two coders, each with a note that says it again
        assert written.notices == (
            "3 passages are left out, since somebody who speaks in them refused to be quoted.",
            "1 person who refused to take part is left out.",
        )
        export(session, "coded-transcript", tmp_path / "coded.html")
        export(session, "memos", tmp_path / "memos.md")
    lines = [line for line in words_of(tmp_path / "coded.html").split("\n") if "Vera" in line or GONE in line]
    assert f"Vera: {GONE}" in " ".join(lines)
    assert r"She said: \[…\]." in words_of(tmp_path / "memos.md")


def test_numbers_of_lines_and_quotes_are_those_of_the_study(facts: Facts, tmp_path: Path) -> None:
    with facts.project.read() as session:
        export(session, "numbered-quotes", tmp_path / "numbered.csv")
    said = words_of(tmp_path / "numbered.csv")
    assert "T1-Q7" in said or "T1-Q6" in said
    assert "Group" in said


def test_whole_texts_can_be_included_for_ones_own_desk(facts: Facts, tmp_path: Path) -> None:
    with facts.project.read() as session:
        path = tmp_path / "all.zip"
        export(session, "everything", path, ProductOptions(chosen={"refused": "include", "tables": "csv"}))
    assert REFUSED in words_of(path)
