"""The ratings of the sample study against the words of its file, counted anew without the program's tables.

What Dunn et al. 2024 print of their review is asked for here: a row a subtheme with its rating, a row a study with its
sensitivity, and fractions with a denominator.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from qda import resources
from qda.core.tables.ratings import ratings
from qda.storage.project import Project
from tests.told import sample_study

TOLD = json.loads(resources.path("sample", "study.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with sample_study(tmp_path_factory.mktemp("sample") / "study.loom") as project:
        yield project


def files_of(theme: dict, themes: list[dict]) -> set[str]:
    """Return the files in which a passage has a code of a theme or of one below it, or a code below these."""
    paths = tuple(theme["codes"])
    found = {
        one["source"]
        for one in TOLD["codings"]
        if any(one["code"] == path or one["code"].startswith(f"{path} > ") for path in paths)
    }
    return found.union(*(files_of(other, themes) for other in themes if other["parent"] == theme["name"]))


def rated(number: int) -> str:
    return "A" if number >= 10 else "B" if number >= 7 else "C" if number >= 4 else "D" if number else ""


def test_each_subtheme_has_the_rating_of_the_reports_studies_and_samples_that_have_it(study: Project) -> None:
    themes = [one for one in TOLD["themes"] if one["status"] != "set aside"]
    labels = TOLD["known"]["reports"]
    by = {
        "reports": lambda file: file,
        "studies": lambda file: labels.get(file, {}).get("study", file),
        "samples": lambda file: labels.get(file, {}).get("sample", file),
    }
    assert len({one["study"] for one in labels.values()}) < len(labels), "two reports should be of one study"
    for kind, unit in by.items():
        everything = {unit(one["file"]) for one in TOLD["sources"]}
        with study.read() as session:
            found = ratings(session, kind)
        assert len(found.units) == len(everything)
        rows = {row.theme.name: row for row in found.themes}
        assert set(rows) == {one["name"] for one in themes}
        for theme in themes:
            number = len({unit(file) for file in files_of(theme, themes)})
            row = rows[theme["name"]]
            assert (row.number, row.rating) == (number, rated(number))
            assert found.significance(row) == f"{number}/{len(everything)}"


def test_each_study_has_the_number_of_subthemes_it_contributes_and_its_quality(study: Project) -> None:
    themes = [one for one in TOLD["themes"] if one["status"] != "set aside"]
    subthemes = [one for one in themes if one["level"] == "subtheme"]
    quality = TOLD["known"]["quality"]
    with study.read() as session:
        found = ratings(session, "reports", quality["name"])
    place = [row.name for row in found.attributes].index(quality["name"])
    names = {one["name"]: one["file"] for one in TOLD["sources"]}
    for row in found.units:
        file = names[row.unit.name]
        assert row.sensitivity == sum(file in files_of(one, themes) for one in subthemes)
        assert "".join(row.values[place]) == quality["values"].get(file, "")
    assert found.of == len(quality["values"]) == len(TOLD["sources"]) - 1
    assert found.denominator.words.endswith(
        f"{found.of} of 6 reports included for which {quality['name']} has a value."
    )
    for row in found.themes:
        theme = next(one for one in themes if one["name"] == row.theme.name)
        assert found.significance(row) == f"{len(files_of(theme, themes) & set(quality['values']))}/{found.of}"


def test_confidence_stands_where_people_set_it(study: Project) -> None:
    told = {one["theme"]: one["level"] for one in TOLD["known"]["confidence"]}
    with study.read() as session:
        found = ratings(session)
    assert {row.theme.name: row.confidence.level for row in found.themes if row.confidence} == told
