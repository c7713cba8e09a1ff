"""Every gap in a sentence for people is filled where the sentence is made: what is left open fails in front of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parents[1]


def test_every_gap_in_a_sentence_is_filled() -> None:
    assert [told for path in sorted((ROOT / "qda").rglob("*.py")) for told in _unfilled(path)] == []


def test_an_unfilled_gap_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        '_("{a}, {b:,}").format(a=1)\nn_("{n} {t}", "{n} {t}", 2)\nn_("{n}", "{n} {t}", 2, t=1)\n_("{a}").format(**x)\n'
    )
    assert [told.partition(":")[2] for told in _unfilled(tmp_path / "a.py")] == ["1: b", "2: t"]


def _unfilled(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        sentences: list[ast.expr] = []
        given = {keyword.arg for keyword in node.keywords}
        if isinstance(node.func, ast.Name) and node.func.id == "n_":
            sentences, given = node.args[:2], given | {"n"}
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            made = node.func.value
            if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "_":
                sentences = made.args
        if None not in given:  # **words may hold anything
            lacking = {gap for one in sentences for gap in _gaps(one)} - given
            yield from (f"{path.name}:{node.lineno}: {gap}" for gap in sorted(lacking))


def _gaps(sentence: ast.expr) -> Iterator[str]:
    if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
        yield from (
            name.split(".")[0].split("[")[0] for _text, name, _form, _turn in Formatter().parse(sentence.value) if name
        )
