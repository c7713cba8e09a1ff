"""Every product in every form, of studies that have next to nothing or hostile names: a file, or one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core import codebook, coders, coding, documents, memos
from qda.core.approaches import APPROACHES, begin
from qda.core.exporters import ProductOptions, export, products
from qda.core.importers import Imported
from qda.core.tables import frame_making
from qda.core.themes import outline
from qda.core.themes.relations import Node, relate
from qda.errors import QdaError, RefusedError
from qda.storage.project import Project
from tests.told import sample_study

LONG = "Aufnahmeverfahrensdurchführungsverordnungsformular" * 6
MARKUP = "<b>bold</b> & [x](javascript:y)|`"
HOSTILE = (
    "😀👩🏽‍⚕️",
    "אף אחד (לא)",
    "=1+1",
    LONG,
    "a\x07b\x0cc",
    "one\ntwo",
    "医院很远",
    "$x^2$ \\frac{",
    "%s {name}",
    "<b &",
)
FORMS = [(one.name, suffix) for one in products().values() for suffix in one.suffixes]
BAD = ("x", "-1", "1e999", "nan", "=1+1", "😀", "²", "A,B", "1.5")


def refusals(project: Project, folder: Path) -> dict[str, str]:
    """Write every form; return the sentences of those that were refused. Any other failure is one of the test."""
    refused = {}
    with project.read() as session:
        for name, suffix in FORMS:
            target = folder / f"{name}{suffix}"
            try:
                export(session, name, target)
            except QdaError as error:
                assert str(error).strip().endswith("."), f"{name}{suffix}: {error}"
                assert not target.exists()
                refused[f"{name}{suffix}"] = str(error)
            else:
                assert target.stat().st_size, f"{name}{suffix}"
    return refused


@pytest.mark.parametrize("approach", APPROACHES)
def test_a_new_project_gives_files_or_sentences(tmp_path: Path, approach: str) -> None:
    with begin(tmp_path / "new.loom", approach=approach, coder="Ann") as project:
        assert "codebook.docx" in refusals(project, tmp_path)


def _hostile(path: Path) -> Project:
    """Make a study of one source and no participant in which everything has a hostile name."""
    project = begin(path, title=MARKUP, coder="=Ann <i>😀")
    with project.change("Make") as session:
        ann = coders.coders(session)[0].id
        text = "\n\n".join(HOSTILE)
        source = documents.add_source(session, Imported("=1+1", text))
        themes = []
        for name in HOSTILE:
            code = codebook.add_code(session, name, definition=MARKUP + name, coder_id=ann)
            start = text.index(name)
            coding.apply_code(session, ann, code, source, start, start + len(name), note=name)
            themes.append(outline.add_theme(session, name, code_ids=[code], idea=MARKUP + name))
            memos.add_memo(session, name, f"{name} {MARKUP} [x](code:{code})", coder_id=ann)
        for one, other in zip(themes, themes[1:] + themes[:1], strict=True):
            relate(session, Node("theme", one), "leads to", Node("theme", other), MARKUP)
        frame_making.add_frame(session, "😀", cases="free", headings=["=1", MARKUP, LONG], lines=f"😀\n    =x\n{LONG}")
    return project


def test_hostile_names_without_participants_give_files_or_sentences(tmp_path: Path) -> None:
    with _hostile(tmp_path / "hostile.loom") as project:
        refused = {name.partition(".")[0] for name in refusals(project, tmp_path)}
    assert refused == {
        "agreement",
        "archive",
        "charting",
        "co-production",
        "disagreements",
        "easy-read",
        "interview-guide",
        "interviews",
        "numbered-quotes",
        "participant-groups",
        "participants",
        "prisma",
        "quote-bank",
        "report",
        "review-form",
        "sampling",
        "word-list",
    }


def test_the_sample_gives_files_or_sentences_after_every_theme_is_set_aside(tmp_path: Path) -> None:
    with sample_study(tmp_path / "sample.loom") as project:
        with project.change("Set aside") as session:
            for theme in outline.themes(session):
                outline.edit_theme(session, theme.id, status="set aside")
        assert {"theme-table.docx", "map.svg"} <= set(refusals(project, tmp_path))


def test_a_slip_in_a_choice_is_told_in_every_format(tmp_path: Path) -> None:
    """Also where the choice means nothing: `--set colours=gray` with .docx would look as if it had been heeded."""
    with sample_study(tmp_path / "sample.loom") as project, project.read() as session:
        for one in products().values():
            for choice in one.choices:
                for bad in BAD if choice.values else BAD[:1]:
                    for suffix in one.suffixes if choice.values else one.suffixes[:1]:
                        with pytest.raises(RefusedError if choice.values else QdaError) as refusal:
                            export(
                                session, one.name, tmp_path / f"a{suffix}", ProductOptions(chosen={choice.name: bad})
                            )
                        assert str(refusal.value).endswith("."), (one.name, choice.name, bad)
