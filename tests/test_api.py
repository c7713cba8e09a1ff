"""A study in Python, as notebooks use it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qda
from qda.errors import NotFoundError, ProjectFileError, RefusedError
from qda.storage.project import Project
from tests.told import sample_study

PAGE = Path(__file__).parent.parent / "docs" / "notebook.md"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("api") / "study.loom"
    sample_study(made).close()
    return made


@pytest.fixture
def study(path: Path) -> Iterator[qda.Study]:
    with qda.open(str(path)) as opened:
        yield opened


def test_everything_is_a_frozen_dataclass(study: qda.Study) -> None:
    lists = (study.sources(), study.codes(), study.quotes(), study.themes(), study.search("peer*"), study.history())
    for rows in lists:
        assert rows
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(rows[0], dataclasses.fields(rows[0])[0].name, "other")


def test_a_quote_is_the_text_between_its_offsets(study: qda.Study) -> None:
    texts = {source.id: study.text(source.name) for source in study.sources()}
    for quote in study.quotes():
        assert texts[quote.source_id][quote.start : quote.end] == quote.text
    for theme in study.themes():
        for picked in theme.quotes:
            assert texts[picked.source_id][picked.start : picked.end] == picked.text
    for found in study.search("net loft"):
        assert texts[found.source_id][found.start : found.end].casefold() == "net loft"


def test_counts_agree_with_the_quotes(study: qda.Study) -> None:
    quotes = study.quotes()
    for code in study.codes():
        own = [quote for quote in quotes if quote.code_id == code.id]
        assert code.codings == len(own)
        assert code.sources == len({quote.source_id for quote in own})
        assert code.participants == len({name for quote in own for name in quote.participants})
    for theme in study.themes():
        drawn = study.quotes(theme=theme.id)
        assert theme.codings == len(drawn)
        assert theme.sources == len({quote.source_id for quote in drawn})


def test_filters_take_one_name_or_several(study: qda.Study) -> None:
    both = study.quotes(coder=["NH", "AT"])
    assert both == study.quotes()
    assert len(study.quotes(coder="NH")) + len(study.quotes(coder="Amos Tarvole")) == len(both)
    narrowed = study.quotes(code="Being met", source=["01_marit.docx"], where={"Role": "peer worker"})
    assert narrowed
    assert {quote.participant for quote in narrowed} == {"Marit"}
    assert {quote.code.split(" > ")[0] for quote in narrowed} == {"Being met"}
    several = study.quotes(where=[("Role", "peer worker"), ("Role", "manager")])
    assert {name for quote in several for name in quote.participants} == {"Henrik"}


def test_unknown_names_are_named(study: qda.Study) -> None:
    for asked in ({"code": "x"}, {"theme": "x"}, {"source": "x"}, {"coder": "x"}, {"where": {"x": "y"}}):
        with pytest.raises(NotFoundError, match="x"):
            study.quotes(**asked)  # type: ignore[arg-type]


def test_the_file_is_only_read_also_beside_an_open_window(path: Path) -> None:
    with Project.open(path), qda.open(path) as study:
        assert study.codes()
    before = path.read_bytes()
    with qda.open(path) as study:
        assert study.quotes()
        with pytest.raises(ProjectFileError), study._project.change("Write"):
            pass
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with pytest.raises(ProjectFileError, match="There is no file"):
        qda.open(path.with_name("absent.loom"))


def test_a_closed_study_says_so(path: Path) -> None:
    with qda.open(path) as study:
        assert study.codes()
    with pytest.raises(ProjectFileError, match="is closed"):
        study.codes()
    with pytest.raises(ProjectFileError, match="is closed"):
        study.history()


def test_an_ambiguous_name_is_refused(tmp_path: Path) -> None:
    from qda.core import codebook

    with Project.create(tmp_path / "s.loom") as project, project.change("Codes") as session:
        codebook.add_path(session, "One > same")
        codebook.add_path(session, "Two > same")
    with qda.open(tmp_path / "s.loom") as study:
        with pytest.raises(RefusedError, match="whole path"):
            study.quotes(code="same")
        assert study.quotes(code="Two > same") == []


def test_the_package_offers_nothing_else_by_chance() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = qda.nonsense


def test_every_cell_of_the_page_runs(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(path.parent)
    names: dict[str, object] = {}
    cells = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(cells) >= 8
    for number, cell in enumerate(cells):
        exec(compile(cell, f"cell {number}", "exec"), names)  # noqa: S102 - our own page
    assert "A row is a coded passage" in capsys.readouterr().out


def test_every_table_is_a_frame_with_the_types_of_its_columns(study: qda.Study) -> None:
    pandas = pytest.importorskip("pandas")
    frames = {name: study.frame(name) for name in study.tables()}
    quotes, texts = frames["quotes"], dict(frames["texts"][["source_id", "text"]].itertuples(index=False))
    assert len(quotes) == len(study.quotes()) > 50
    for row in quotes.itertuples():
        assert texts[row.source_id][row.start : row.end] == row.text
    assert [str(quotes[name].dtype) for name in ("start", "weight")] == ["Int64", "Int64"]
    assert str(quotes["created"].dt.tz) == "UTC"
    assert set(quotes["code_id"]) <= set(frames["codes"]["id"])
    assert pandas.api.types.is_bool_dtype(frames["codes"]["codable"])
    with pytest.raises(NotFoundError, match="no table called quote; there are"):
        study.frame("quote")
