"""Makes the sample study in resources/sample from the plain texts: `python packaging/make_sample.py [FOLDER]`.

The interviews are written once, as plain text; here they become the .docx, .txt, .vtt and .odt files that people bring,
and the codebook, codings, themes and memos become one study.json. Same input, same bytes: dates in archives are fixed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).resolve().parent / "sample_texts"
SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample"
PLAIN = {
    "01_marit.docx": "01_marit.txt",
    "02_tobias_messages.txt": "02_tobias.txt",
    "03_maria.txt": "03_maria.txt",
    "04_henrik.vtt": "04_henrik.txt",
    "05_lotte.docx": "05_lotte.txt",
    "06_group.odt": "06_group.txt",
}
WHEN = datetime(2024, 3, 14, 10, 0, tzinfo=UTC)
WORDS_PER_SECOND = 2.6
CUE_WORDS = 18
GAP = " >> "

_SPEECH = re.compile(r"(Interviewer|Moderator|I|P3|Marit|Maria|Henrik|Lotte|Ines|Bodil|Sverre): (.*)")
_MARKED = re.compile(r"\{-(?P<deleted>.*?)-\}|\{\+(?P<inserted>.*?)\+\}|\*(?P<stressed>.*?)\*|(?P<soft>\|)")


@dataclass(frozen=True)
class Paragraph:
    """One line of a plain source: `kind` is title, heading, item, speech or text; times are milliseconds."""

    kind: str
    text: str
    speaker: str | None = None
    begin: int = 0
    end: int = 0


def paragraphs(plain: str) -> list[Paragraph]:
    """Read a plain source; speech gets times from its length, as if spoken at an even pace."""
    found: list[Paragraph] = []
    clock = 4_000
    for line in plain.splitlines():
        if line.startswith("## "):
            found.append(Paragraph("heading", line[3:]))
        elif line.startswith("# "):
            found.append(Paragraph("title", line[2:]))
        elif re.match(r"\d\. ", line):
            found.append(Paragraph("item", line[3:]))
        elif speech := _SPEECH.fullmatch(line):
            end = clock + int(len(speech[2].split()) / WORDS_PER_SECOND * 1000) + 2_000 * line.count("[pause]")
            found.append(Paragraph("speech", speech[2], speech[1], clock, end))
            clock = end + 730
        elif line:
            found.append(Paragraph("text", line))
    return found


def as_read(plain: str) -> str:
    """Return what a reader of the finished file should find: deletions gone, insertions in, no marks of ours."""
    return _MARKED.sub(lambda mark: mark["inserted"] or mark["stressed"] or ("\n" if mark["soft"] else ""), plain)


def clock(milliseconds: int, form: str) -> str:
    """Write a time as ``0:07`` (form m), ``00:00:07`` (form h) or ``00:00:07.300`` (form ms)."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    if form == "m":
        return f"{minutes}:{seconds:02}"
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}" + (f".{rest:03}" if form == "ms" else "")


# ---------------------------------------------------------------- the six files


def write_docx_table(lines: list[Paragraph], path: Path) -> None:
    """Write a Word file with a table of time, speaker and text, as transcription services deliver it."""
    document = _word_document(lines[0].text)
    document.add_paragraph(lines[0].text, style="Title")
    speech = [line for line in lines if line.kind == "speech"]
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("Time", "Speaker", "Text"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for line in speech:
        row = table.add_row().cells
        for cell, words in zip(row, (clock(line.begin, "m"), line.speaker or "", line.text), strict=True):
            cell.text = words
    _set_widths(table, (1.5, 2.9, 11.6))
    document.save(str(path))
    _fix_dates(path)


def _set_widths(table: Any, widths: tuple[float, ...]) -> None:
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def write_docx_paragraphs(lines: list[Paragraph], path: Path) -> None:
    """Write a Word file of `Name:` paragraphs with headings, a numbered list, a soft break and tracked changes."""
    document = _word_document(lines[0].text)
    styles = {"title": "Heading 1", "heading": "Heading 2", "item": "List Number"}
    for line in lines:
        paragraph = document.add_paragraph(style=styles.get(line.kind))
        if line.speaker:
            paragraph.add_run(f"{line.speaker}:").bold = True
            paragraph.add_run(" ")
        _add_marked(paragraph, line.text)
    document.save(str(path))
    _fix_dates(path)


def _add_marked(paragraph: Any, text: str) -> None:
    place = 0
    for number, mark in enumerate(_MARKED.finditer(text), start=1):
        paragraph.add_run(text[place : mark.start()])
        place = mark.end()
        if mark["soft"]:
            paragraph.add_run().add_break()
        elif mark["stressed"]:
            paragraph.add_run(mark["stressed"]).italic = True
        elif mark["deleted"]:
            _track(paragraph, "del", mark["deleted"], 900 + number)
        else:
            _track(paragraph, "ins", mark["inserted"], 900 + number)
    paragraph.add_run(text[place:])


def _track(paragraph: Any, change: str, words: str, number: int) -> None:
    """Add `words` as a tracked deletion (``del``) or insertion (``ins``)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    wrapper, run = OxmlElement(f"w:{change}"), OxmlElement("w:r")
    text = OxmlElement("w:delText" if change == "del" else "w:t")
    wrapper.set(qn("w:id"), str(number))
    wrapper.set(qn("w:author"), "Nora Hestrim")
    wrapper.set(qn("w:date"), WHEN.strftime("%Y-%m-%dT%H:%M:%SZ"))
    text.set(qn("xml:space"), "preserve")
    text.text = words
    run.append(text)
    wrapper.append(run)
    paragraph._p.append(wrapper)


def _word_document(title: str) -> Any:
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Nora Hestrim"
    properties.title, properties.comments, properties.language = title, "", "en-GB"
    properties.created = properties.modified = WHEN
    return document


def write_odt(lines: list[Paragraph], path: Path) -> None:
    """Write an OpenDocument text with bold speaker names; the German sentence is marked as German."""
    from odf.opendocument import OpenDocumentText
    from odf.style import Style, TextProperties
    from odf.text import H, P, Span

    document = OpenDocumentText()
    looks = {
        "Name": TextProperties(fontweight="bold"),
        "Aside": TextProperties(fontstyle="italic"),
        "German": TextProperties(language="de", country="DE"),
    }
    for name, look in looks.items():
        style = Style(name=name, family="text")
        style.addElement(look)
        document.automaticstyles.addElement(style)
    for line in lines:
        if line.kind == "title":
            document.text.addElement(H(outlinelevel=1, text=line.text))
            continue
        paragraph = P()
        if line.speaker:
            paragraph.addElement(Span(stylename="Name", text=f"{line.speaker}:"))
            paragraph.addText(" ")
            before, quote, german = line.text.partition("“Ihre ")
            paragraph.addText(before)
            if quote:
                paragraph.addElement(Span(stylename="German", text=quote + german))
        else:
            paragraph.addElement(Span(stylename="Aside", text=line.text))
        document.text.addElement(paragraph)
    document.save(str(path))
    _fix_dates(path)


def write_timed_txt(lines: list[Paragraph], path: Path) -> None:
    """Write `[00:01:23] Name: words`; a paragraph without a speaker goes on with the turn before it."""
    written = [
        f"[{clock(line.begin, 'h')}] {line.speaker}: {line.text}" if line.speaker else line.text for line in lines
    ]
    path.write_text("\n".join(written) + "\n", encoding="utf-8", newline="\n")


def write_vtt(lines: list[Paragraph], path: Path) -> None:
    """Write subtitles in the manner of Teams: cue ids, voice tags, long turns split into cues of two lines."""
    meeting = uuid.uuid5(uuid.NAMESPACE_URL, "themeloom sample 04")
    blocks = ["WEBVTT"]
    for turn, line in enumerate(lines, start=4):
        words = line.text.split()
        begin = line.begin
        for cue, at in enumerate(range(0, len(words), CUE_WORDS)):
            piece = words[at : at + CUE_WORDS]
            end, half = begin + (line.end - line.begin) * len(piece) // len(words), (len(piece) + 1) // 2
            spoken = "\n".join(" ".join(part) for part in (piece[:half], piece[half:]) if part)
            times = f"{clock(begin, 'ms')} --> {clock(end - 40, 'ms')}"
            blocks.append(f"{meeting}/{turn}-{cue}\n{times}\n<v {line.speaker}>{spoken}</v>")
            begin = end
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8", newline="\n")


def _fix_dates(path: Path) -> None:
    """Rewrite an archive with one fixed date, so that the same text gives the same bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(item.filename, archive.read(item)) for item in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            item = zipfile.ZipInfo(name, WHEN.timetuple()[:6])
            # OpenDocument wants its first part, the media type, uncompressed.
            item.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(item, content)


# ---------------------------------------------------------------- study.json


def exact(text: str, words: str) -> tuple[str, int]:
    """Return the quote that `words` stand for and which of its occurrences in `text` is meant (from 1).

    ``a >> b`` is everything from a up to and including b; ``#2 a`` is the second place where a stands. Words that
    stand nowhere, or in several places without a number, stop the making.
    """
    number = 1
    if numbered := re.match(r"#(\d) ", words):
        number, words = int(numbered[1]), words[numbered.end() :]
    head, _, tail = words.partition(GAP)
    starts = [match.start() for match in re.finditer(re.escape(head), text)]
    if len(starts) < number or (not numbered and len(starts) != 1):
        sys.exit(f"“{head}” stands {len(starts)} times in its transcript")
    start = starts[number - 1]
    end = text.find(tail, start + len(head)) + len(tail) if tail else start + len(head)
    if tail and end < start + len(head):
        sys.exit(f"“{tail}” does not follow “{head}”")
    quote = text[start:end]
    return quote, text[:start].count(quote) + 1


def codings(file: Path, initials: str, texts: dict[str, str], paths: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Read one coder's list: ``== file`` begins a source, then ``code | words | note`` a line."""
    source = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            source = line[3:]
        elif line and not line.startswith("# "):
            code, words, *note = (part.strip() for part in line.split(" | "))
            quote, occurrence = exact(texts[source], words)
            yield {
                "coder": initials,
                "source": source,
                "code": paths[code],
                "quote": quote,
                "occurrence": occurrence,
                "note": note[0] if note else "",
            }


def study(texts: dict[str, str]) -> dict[str, Any]:
    """Put the whole study together; `texts` holds the transcripts as read, by file name."""
    frame, book, themes, memos, trail, frames, work, review, report = (
        tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("study", "codebook", "themes", "memos", "trail", "frames", "theme_work", "review", "report")
    )
    everything = "\n\n".join(texts.values())
    codes = [entry for category in book["category"] for entry in _category(category, everything)]
    paths = {code["path"].split(" > ")[-1]: code["path"] for code in codes if code["kind"] == "code"}
    coders = [{key: coder[key] for key in ("name", "initials", "colour", "role")} for coder in frame["coders"]]
    return {
        **{key: frame[key] for key in ("title", "approach", "language", "research_question")},
        "coders": coders,
        **{key: frame[key] for key in ("attributes", "participants", "sources")},
        "came_about": json.loads((TEXTS / "came_about.json").read_text(encoding="utf-8")),
        "codes": codes,
        "codings": [
            coding
            for coder in coders
            for coding in codings(TEXTS / f"codings_{coder['initials'].lower()}.txt", coder["initials"], texts, paths)
        ],
        "finished": [
            {"coder": coder["initials"], "source": file} for coder in frame["coders"] for file in coder["finished"]
        ],
        "rounds": frame["rounds"],
        "verified": frame["verified"],
        "levels": frame["levels"],
        "themes": [_theme(theme, texts, paths) for theme in themes["themes"]],
        "memos": [_memo(memo, texts, paths) for memo in memos["memos"]],
        "words": memos["words"],
        "relations": themes["relations"],
        "trail": _trail(trail, texts, paths),
        "frames": [_frame(one, texts) for one in frames["frames"]],
        "known": json.loads((TEXTS / "known.json").read_text(encoding="utf-8")),
        "theme_work": _theme_work(work, texts, paths),
        "review": review,
        "report": report,
    }


def _category(category: dict[str, Any], everything: str) -> Iterator[dict[str, Any]]:
    empty = {"include": "", "exclude": "", "example": "", "origin": "inductive", "stance": ""}
    shown = {key: category[key] for key in ("definition", "colour")}
    yield {"path": category["name"], "kind": "category", **empty, **shown}
    for code in category["code"]:
        path = f"{category['name']} > {code['name']}"
        rest = {key: value for key, value in code.items() if key != "name"}
        yield {"path": path, "kind": "code", **rest, "example": exact(everything, code["example"])[0]}


def _theme(theme: dict[str, Any], texts: dict[str, str], paths: dict[str, str]) -> dict[str, Any]:
    return {
        **{key: theme[key] for key in ("name", "level")},
        "parent": theme.get("parent"),
        **{key: theme[key] for key in ("idea", "definition", "boundaries", "status", "stance")},
        "codes": [paths[code] for code in theme["codes"]],
        "quotes": [
            {"source": file, "quote": exact(texts[file], words)[0], "kind": kind}
            for file, kind, words in theme["quotes"]
        ],
    }


def _frame(frame: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    cells = [
        {
            **{key: cell[key] for key in ("row", "column", "summary", "done")},
            "quotes": [{"source": file, "quote": exact(texts[file], words)[0]} for file, words in cell["quotes"]],
        }
        for cell in frame["cells"]
    ]
    return {
        **{key: frame[key] for key in ("name", "by", "cases", "columns", "note", "lines", "rows")},
        "cells": cells,
    }


def _theme_work(work: dict[str, Any], texts: dict[str, str], paths: dict[str, str]) -> dict[str, Any]:
    """Return relations, translated quotes and rewordings, codes by their path and quotes as they stand."""
    for relation in work["relations"]:
        for end in (relation["from"], relation["to"]):
            if "code" in end:
                end["code"] = paths[end["code"]]
    for quote in work["translated"]:
        quote["quote"] = exact(texts[quote["source"]], quote["quote"])[0]
    return work


def _memo(memo: dict[str, Any], texts: dict[str, str], paths: dict[str, str]) -> dict[str, Any]:
    links = [dict(link) for link in memo["links"]]
    for link in links:
        if "code" in link:
            link["code"] = paths[link["code"]]
        if "quote" in link:
            link["quote"] = exact(texts[link["source"]], link["quote"])[0]
    told = {key: memo[key] for key in ("title", "kind", "author", "after")}
    return {**told, "body": memo["body"].strip(), "links": links}


def _trail(trail: dict[str, Any], texts: dict[str, str], paths: dict[str, str]) -> dict[str, Any]:
    merged = trail["merged"]
    return {
        "first": {**trail["first"], "code": paths[trail["first"]["code"]]},
        "merged": {**merged, "quotes": [exact(texts[merged["source"]], words)[0] for words in merged["quotes"]]},
        "versions": trail["versions"],
    }


def make(folder: Path = SAMPLE) -> None:
    """Write the six interviews and study.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = {file: (TEXTS / source).read_text(encoding="utf-8") for file, source in PLAIN.items()}
    lines = {file: paragraphs(text) for file, text in plain.items()}
    write_docx_table(lines["01_marit.docx"], folder / "01_marit.docx")
    (folder / "02_tobias_messages.txt").write_text(plain["02_tobias_messages.txt"], encoding="utf-8", newline="\n")
    write_timed_txt(lines["03_maria.txt"], folder / "03_maria.txt")
    write_vtt(lines["04_henrik.vtt"], folder / "04_henrik.vtt")
    write_docx_paragraphs(lines["05_lotte.docx"], folder / "05_lotte.docx")
    write_odt(lines["06_group.odt"], folder / "06_group.odt")
    whole = study({file: as_read(text) for file, text in plain.items()})
    written = json.dumps(whole, ensure_ascii=False, indent=1)
    (folder / "study.json").write_text(written + "\n", encoding="utf-8", newline="\n")
    print(f"{len(PLAIN)} interviews, {len(whole['codings'])} codings, {len(whole['themes'])} themes in {folder}")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
