"""The sample study: real files of six kinds, whose every quote, code and name must hold."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from qda.core.importers.reading import read_file
from qda.core.text import canonical, count_words, paragraphs, sentences

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
COLOURS = {
    *("rose", "red", "orange", "amber", "olive", "green", "teal", "cyan"),
    *("sky", "blue", "indigo", "violet", "magenta", "pink", "brown", "slate"),
}
# Every capitalised word inside a sentence must be known here: an unlisted one could be a real person or place.
INVENTED = {
    *("Marit", "Tobias", "Maria", "Aron", "Henrik", "Lotte", "Ella", "Ines", "Bodil", "Sverre"),
    *("Orrendale", "Orrenmouth", "Vennick", "Morrowick", "Grennow", "Pass", "Net", "Loft"),
}
ORDINARY = {
    *("I", "AGAIN", "HOUR", "Interviewer", "Moderator", "Interview", "P3", "Mum", "Grandad", "Group"),
    *("Monday", "Mondays", "Tuesday", "Wednesdays", "Thursday", "Thursdays", "Friday", "Fridays", "Sunday", "Sundays"),
    *("January", "February", "March", "May", "June", "Junes", "August", "October", "December", "Christmas"),
    *("Wiedereingliederungsmaßnahme", "Krankenversicherungszugehörigkeitsbescheinigung", "Weiteres"),
}


def _docx(path: Path) -> str:
    import docx

    def words(paragraph: Any) -> str:
        found = paragraph._p.xpath(".//w:t | .//w:br")
        return "".join(part.text if part.tag.endswith("}t") else "\n" for part in found)

    lines: list[str] = []
    for block in docx.Document(str(path)).iter_inner_content():
        if hasattr(block, "rows"):
            cells = ([" ".join(words(p) for p in cell.paragraphs) for cell in row.cells] for row in block.rows)
            lines.extend("\t".join(row) for row in cells)
        else:
            lines.append(words(block))
    return "\n".join(lines)


def _odt(path: Path) -> str:
    from odf import teletype
    from odf.opendocument import load

    return "\n".join(teletype.extractText(node) for node in load(str(path)).text.childNodes)


def _vtt(path: Path) -> str:
    cues = re.findall(r"<v ([^>]+)>(.*?)</v>", path.read_text(encoding="utf-8"), re.DOTALL)
    turns: list[list[str]] = []
    for speaker, words in cues:
        if turns and turns[-1][0] == speaker:
            turns[-1].append(words)
        else:
            turns.append([speaker, words])
    return "\n".join(f"{turn[0]}: {' '.join(turn[1:])}".replace("\n", " ") for turn in turns)


def _txt(path: Path) -> str:
    return path.read_text(encoding="utf-8")


READERS: dict[str, Callable[[Path], str]] = {".docx": _docx, ".odt": _odt, ".vtt": _vtt, ".txt": _txt}


@pytest.fixture(scope="module")
def study() -> dict[str, Any]:
    return json.loads((SAMPLE / "study.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts(study: dict[str, Any]) -> dict[str, str]:
    files = [SAMPLE / source["file"] for source in study["sources"]]
    return {file.name: canonical(READERS[file.suffix](file)) for file in files}


def _quotes(study: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Every quote of the study as (file, words, occurrence)."""
    found = [(coding["source"], coding["quote"], coding["occurrence"]) for coding in study["codings"]]
    found += [(quote["source"], quote["quote"], 1) for theme in study["themes"] for quote in theme["quotes"]]
    found += [
        (link["source"], link["quote"], 1) for memo in study["memos"] for link in memo["links"] if "quote" in link
    ]
    return found


def _span(text: str, quote: str, occurrence: int) -> tuple[int, int]:
    start = -1
    for _time in range(occurrence):
        start = text.index(quote, start + 1)
    return start, start + len(quote)


def _spans(study: dict[str, Any], texts: dict[str, str], coder: str) -> list[tuple[str, str, int, int]]:
    """One coder's codings as (file, code, start, end)."""
    return [
        (coding["source"], coding["code"], *_span(texts[coding["source"]], coding["quote"], coding["occurrence"]))
        for coding in study["codings"]
        if coding["coder"] == coder
    ]


def test_the_six_interviews_are_of_four_kinds_and_about_1200_words(texts: dict[str, str]) -> None:
    assert sorted(Path(file).suffix for file in texts) == [".docx", ".docx", ".odt", ".txt", ".txt", ".vtt"]
    assert {file: count for file, text in texts.items() if not 1_100 <= (count := count_words(text)) <= 1_300} == {}


def test_every_quote_is_in_its_transcript_as_often_as_it_says(study: dict[str, Any], texts: dict[str, str]) -> None:
    quotes = _quotes(study)
    assert len(quotes) > 300
    assert [quote for quote in quotes if texts[quote[0]].count(quote[1]) < quote[2]] == []
    whole = "\n".join(texts.values())
    assert [code["path"] for code in study["codes"] if code["kind"] == "code" and code["example"] not in whole] == []


def test_the_importers_of_the_program_find_the_same_quotes(study: dict[str, Any], texts: dict[str, str]) -> None:
    for file, text in texts.items():
        (read,) = read_file(SAMPLE / file)
        missing = [quote[1] for quote in _quotes(study) if quote[0] == file and read.text.count(quote[1]) < quote[2]]
        assert (file, missing) == (file, [])
        labels = {person["speaker"] for person in study["participants"] if person["source"] == file}
        assert labels <= {turn.speaker for turn in read.turns}
        assert read.text.split()[-5:] == text.split()[-5:]


def test_the_files_hold_what_importers_trip_over(texts: dict[str, str]) -> None:
    assert "0:12\tMarit\tWell. By accident" in texts["01_marit.docx"]
    assert any(char > "\uffff" for char in texts["02_tobias_messages.txt"])
    assert "\n[00:00:09] Maria: Yes, the car." in texts["03_maria.txt"]
    assert "the sixty and the forty. I've got two hats" in texts["04_henrik.vtt"]
    assert "in another town. And" in texts["05_lotte.docx"]
    assert "decide it myself" in texts["05_lotte.docx"]
    assert "Tinnerlund" not in texts["05_lotte.docx"]
    assert "until it was loud.\nThen we went." in texts["05_lotte.docx"]
    assert "Krankenversicherungszugehörigkeitsbescheinigung" in texts["06_group.odt"]


def test_names_of_people_and_places_are_invented(texts: dict[str, str]) -> None:
    for file, text in texts.items():
        inside = re.findall(r"(?<=[\w,;’'] )[A-ZÄÖÜ][\wß]*", text)
        assert (file, sorted(set(inside) - INVENTED - ORDINARY)) == (file, [])


def test_the_study_has_the_fields_the_program_reads(study: dict[str, Any]) -> None:
    assert list(study) == [
        *("title", "approach", "language", "research_question", "coders", "attributes", "participants", "sources"),
        *("came_about", "codes", "codings", "finished", "rounds", "verified", "levels", "themes", "memos", "words"),
        *("relations", "trail", "frames", "known", "theme_work", "review", "report"),
    ]
    fields = {
        "coders": {"name", "initials", "colour", "role"},
        "attributes": {"name", "type", "options"},
        "participants": {"name", "source", "speaker", "attributes", "note"},
        "sources": {"file", "name", "language"},
        "codes": {
            *("path", "kind", "definition", "include", "exclude", "example", "colour", "origin", "stance"),
        },
        "codings": {"coder", "source", "code", "quote", "occurrence", "note"},
        "finished": {"coder", "source"},
        "themes": {
            *("name", "level", "parent", "idea", "definition", "boundaries", "status", "stance", "codes", "quotes"),
        },
        "memos": {"title", "kind", "author", "after", "body", "links"},
        "words": {"preferred", "avoid", "context", "why", "said_by", "dissent"},
        "relations": {"from", "name", "to", "note"},
        "frames": {"name", "by", "cases", "columns", "note", "lines", "rows", "cells"},
    }
    for part, keys in fields.items():
        assert [entry for entry in study[part] if set(entry) != keys] == []
    assert {thing["colour"] for part in ("coders", "codes") for thing in study[part]} <= COLOURS


def test_participants_speak_in_their_source_and_have_allowed_attributes(
    study: dict[str, Any], texts: dict[str, str]
) -> None:
    options = {attribute["name"]: attribute["options"] for attribute in study["attributes"]}
    kinds = {attribute["name"]: attribute["type"] for attribute in study["attributes"]}
    for person in study["participants"]:
        assert re.search(rf"(^|\] |\t){person['speaker']}[:\t]", texts[person["source"]], re.MULTILINE)
        for name, value in person["attributes"].items():
            assert isinstance(value, {"choices": list, "choice": str, "number": int, "text": str}[kinds[name]])
            chosen = value if isinstance(value, list) else [value]
            assert not options[name] or set(chosen) <= set(options[name])
    assert any(len(person["attributes"]["Role"]) == 2 for person in study["participants"])


def test_the_codebook_defines_every_code_that_is_used(study: dict[str, Any]) -> None:
    kinds = {code["path"]: code["kind"] for code in study["codes"]}
    assert len(kinds) == len(study["codes"])
    categories = [path for path, kind in kinds.items() if kind == "category"]
    codes = [code for code in study["codes"] if code["kind"] == "code"]
    assert (len(categories), len(codes)) == (6, 29)
    assert {code["path"].rpartition(" > ")[0] for code in codes} == set(categories)
    assert all(code[field] for code in codes for field in ("definition", "include", "exclude", "example", "stance"))
    assert {code["origin"] for code in codes} == {"inductive", "a priori", "in vivo"}
    used = {coding["code"] for coding in study["codings"]}
    assert used == {code["path"] for code in codes}
    named = {path for theme in study["themes"] for path in theme["codes"]}
    named |= {link["code"] for memo in study["memos"] for link in memo["links"] if "code" in link}
    assert named <= set(kinds)


def test_two_coders_agree_in_part(study: dict[str, Any], texts: dict[str, str]) -> None:
    first, second = (_spans(study, texts, coder["initials"]) for coder in study["coders"])
    assert len(first) >= 150
    assert {coding[0] for coding in first} == set(texts)
    assert 50 <= len(second) <= 70
    assert len({coding[0] for coding in second}) == 2
    same = set(first) & set(second)
    other_border = [(a, b) for a in first for b in second if a != b and a[:2] == b[:2] and a[2] < b[3] and b[2] < a[3]]
    other_code = [
        (a, b) for a in first for b in second if a[0] == b[0] and a[1] != b[1] and a[2] < b[3] and b[2] < a[3]
    ]
    assert 15 <= len(same) <= len(second) - 25
    assert len(other_border) >= 12
    assert len(other_code) >= 10
    finished = {(entry["coder"], entry["source"]) for entry in study["finished"]}
    assert finished == {(coding["coder"], coding["source"]) for coding in study["codings"]}


def test_codings_overlap_span_sentences_and_paragraphs_but_never_join(
    study: dict[str, Any], texts: dict[str, str]
) -> None:
    crossing = long = across = 0
    for coder in study["coders"]:
        codings = _spans(study, texts, coder["initials"])
        by_code = defaultdict(list)
        for file, code, start, end in codings:
            by_code[file, code].append((start, end))
            long += len(sentences(texts[file], start, end)) > 1
            across += len(paragraphs(texts[file][start:end])) > 1
        assert [where for where, spans in by_code.items() for a, b in pairwise(sorted(spans)) if b[0] < a[1]] == []
        crossing += sum(
            a[0] == b[0] and a[1] != b[1] and a[2] < b[3] and b[2] < a[3] for a in codings for b in codings if a < b
        )
    assert crossing >= 20
    assert long >= 60
    assert across == 1


def test_themes_form_a_tree_and_rest_on_coded_words(study: dict[str, Any], texts: dict[str, str]) -> None:
    themes = {theme["name"]: theme for theme in study["themes"]}
    levels = study["levels"]
    coded = [coding for coder in study["coders"] for coding in _spans(study, texts, coder["initials"])]
    for theme in themes.values():
        above = levels[levels.index(theme["level"]) + 1 :]
        assert theme["parent"] is None if not above else themes[theme["parent"]]["level"] == above[0]
        assert theme["idea"] and theme["definition"] and theme["boundaries"]
        assert 2 <= sum(quote["kind"] == "chosen" for quote in theme["quotes"]) <= 4
        for quote in theme["quotes"]:
            start, end = _span(texts[quote["source"]], quote["quote"], 1)
            under = {code for file, code, a, b in coded if file == quote["source"] and a < end and start < b}
            assert under & set(theme["codes"]), (theme["name"], quote["quote"])
    assert sum(theme["level"] == "theme" for theme in themes.values()) == 4
    assert sum(any(quote["kind"] == "counter" for quote in theme["quotes"]) for theme in themes.values()) >= 2
    drawn = {code for theme in themes.values() for code in theme["codes"]}
    assert drawn == {code["path"] for code in study["codes"] if code["kind"] == "code"}


def test_memos_are_of_every_kind_and_linked(study: dict[str, Any], texts: dict[str, str]) -> None:
    kinds = {"analytic", "theoretical", "methodological", "reflexive", "code", "case", "familiarisation"}
    themes = {theme["name"] for theme in study["themes"]}
    assert {memo["kind"] for memo in study["memos"]} == kinds
    assert {memo["author"] for memo in study["memos"]} == {coder["initials"] for coder in study["coders"]}
    for memo in study["memos"]:
        assert memo["links"] and len(memo["body"].split()) > 60
        assert all(link.get("theme", next(iter(themes))) in themes for link in memo["links"])
        assert all(link.get("source", "01_marit.docx") in texts for link in memo["links"])
    assert {memo["after"] for memo in study["memos"]} == {"import", "merging", "renaming", "coding", "themes"}
    assert any("](memo:" in memo["body"] for memo in study["memos"])


def test_the_maker_gives_the_shipped_study_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        # Two processes: odfpy remembers namespaces from one document to the next.
        subprocess.run([sys.executable, ROOT / "packaging" / "make_sample.py", tmp_path / folder], check=True)
    names = sorted(file.name for file in SAMPLE.iterdir())
    assert sorted(file.name for file in (tmp_path / "one").iterdir()) == names
    for name in names:
        made = tmp_path / "one" / name
        assert made.read_bytes() == (tmp_path / "two" / name).read_bytes()
        read = READERS.get(made.suffix, _txt)
        assert read(made) == read(SAMPLE / name)
