from __future__ import annotations

import csv
import datetime
import html
import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from qda.core.importers import Imported, ReadOptions
from qda.core.importers import grid as grid_module
from qda.core.importers.tables import preview, read
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError, UnreadableFileError

TRANSCRIPTS = "data/transcripts"
UX = f"{TRANSCRIPTS}/jupyter-surveys/2015-12-notebook-ux__20160115235816-SurveyExport.csv"
PAIN = f"{TRANSCRIPTS}/jupyter-surveys/2020-12-jupyter-survey__text_fields.csv"
CARPENTRIES = f"{TRANSCRIPTS}/carpentries/longterm_October2017.csv"
CHAOSS = f"{TRANSCRIPTS}/chaoss-survey/Clean_CHAOSS_Understanding_Challenges_Survey.csv"
STORTING = f"{TRANSCRIPTS}/stortinget/dev_id_taler_meta.csv"
GERMAN = f"{TRANSCRIPTS}/derived/wma2_excel_de_cp1252.csv"


def sound(sources: list[Imported]) -> list[Imported]:
    for source in sources:
        assert source.text == canonical(source.text) and source.text
        last = 0
        for turn in source.turns:
            assert last <= turn.start <= turn.speech < turn.end <= len(source.text)
            last = turn.end
    assert len({source.name for source in sources}) == len(sources)
    return sources


def reading(path: Path, **options: object) -> list[Imported]:
    return sound(read(path, ReadOptions(**options)))  # type: ignore[arg-type]


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "book.xlsx"
    book.save(path)
    return path


def rows_of(path: Path, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding=encoding, newline="") as file:
        return [[cell.replace("\r\n", "\n") for cell in row] for row in csv.reader(file, delimiter=delimiter)]


def said(source: Imported) -> list[tuple[str | None, str]]:
    return [(turn.speaker, source.text[turn.speech : turn.end]) for turn in source.turns]


def roles(path: Path, **options: object) -> dict[str, str]:
    return {column.name: column.role for column in preview(path, ReadOptions(**options)).columns}  # type: ignore[arg-type]


# Surveys


def test_a_survey_of_94478_words_is_read_in_time_with_every_answer(shared: Path) -> None:
    began = time.perf_counter()
    sources = reading(shared / UX)
    assert time.perf_counter() - began < 2
    header, *rows = rows_of(shared / UX)
    texts = [index for index, name in enumerate(header) if "#" in name or "Other" in name or name.startswith("What")]
    assert len(sources) == len(texts) == 28
    for source, index in zip(sources, texts, strict=True):
        assert [words for _speaker, words in said(source)] == [row[index].strip() for row in rows if row[index].strip()]
    assert sum(len(source.turns) for source in sources) == 10_252
    assert sources[0].name.startswith(
        "What, if anything, hinders you from making Jupyter Notebook an even more regular"
    )
    assert said(sources[0])[0][0] == "Row 3"
    assert "731 rows without any answer in words were left out." in sources[0].warnings
    assert all(source.warnings == () for source in sources[1:])


def test_the_preview_says_what_the_columns_are_and_why(shared: Path) -> None:
    shown = preview(shared / UX, ReadOptions())
    by_name = {column.name: column for column in shown.columns}
    assert (shown.rows, shown.delimiter, shown.encoding, len(shown.columns)) == (1_706, ",", "utf-8", 37)
    assert (shown.per, shown.why) == (
        "question",
        "975 rows have short answers, of 64 words on average: each question becomes a source with all its answers.",
    )
    often = by_name["How often do you use Jupyter Notebook?"]
    assert (often.role, often.filled, often.examples[0]) == ("attribute", 1_091, "Daily")
    assert by_name["Date Submitted"].role == "attribute"
    role = next(column for name, column in by_name.items() if name.startswith("What is your primary role when"))
    assert (role.role, role.filled, role.mean_length) == ("text", 741, 18)


def test_answers_belong_to_the_respondent_named_in_the_id_column(shared: Path) -> None:
    sources = reading(shared / PAIN)
    header, *rows = rows_of(shared / PAIN)
    questions = [source.attributes.get("Question", source.name) for source in sources]
    assert questions == [" ".join(name.split()) for name in header[1:]]
    assert all(len(source.name) <= 120 for source in sources)
    for index, source in enumerate(sources, 1):
        assert said(source) == [(row[0], row[index].strip()) for row in rows if row[index].strip()]
    assert len(sources[-1].turns) == 308
    assert sources[0].warnings[0] == "452 rows without any answer in words were left out."


def test_per_row_makes_a_source_a_respondent_with_questions_answers_and_facts(shared: Path) -> None:
    sources = reading(shared / PAIN, per="row")
    header, *rows = rows_of(shared / PAIN)
    answering = [row for row in rows if any(cell.strip() for cell in row[1:])]
    assert [source.name for source in sources] == [row[0] for row in answering] and len(sources) == 683
    for source, row in zip(sources, answering, strict=True):
        expected = [
            line for name, cell in zip(header[1:], row[1:], strict=True) if cell.strip() for line in (name, cell)
        ]
        assert source.text.split() == " ".join(expected).split()
        assert said(source) == [(row[0], cell.strip()) for cell in row[1:] if cell.strip()]


def test_ticks_and_scales_are_facts_not_answers(shared: Path) -> None:
    sources = reading(shared / CARPENTRIES)
    assert [source.name for source in sources] == ["Position-Other", "Column33", "Column38", "Column52", "Column58"]
    per_row = reading(shared / CARPENTRIES, per="row")
    assert per_row[0].name == "Row 4" and per_row[0].attributes["Country"] == rows_of(shared / CARPENTRIES)[3][0]
    assert "Column33" not in per_row[0].attributes


def test_a_table_without_answers_is_kept_whole_with_every_word(shared: Path) -> None:
    shown = preview(shared / CHAOSS, ReadOptions())
    assert shown.per == "whole" and "No column holds answers" in shown.why
    [source] = reading(shared / CHAOSS)
    assert source.text.split() == [word for row in rows_of(shared / CHAOSS) for cell in row for word in cell.split()]
    assert source.turns == () and source.text.count("\t") == 32 * 12
    with pytest.raises(RefusedError, match="No column of the table holds text"):
        reading(shared / CHAOSS, per="question")


def test_a_person_may_say_what_the_columns_are(shared: Path) -> None:
    used = "Which of these have you used or tried to use?"
    [source] = reading(shared / CHAOSS, per="question", columns={used: "text"})
    assert source.name == used and len(source.turns) == 31
    assert said(source)[0] == ("Row 2", "Augur")
    with pytest.raises(NotFoundError, match=r"The table has no column “Colour”; it has “What type of organization"):
        reading(shared / CHAOSS, columns={"Colour": "text"})
    with pytest.raises(RefusedError, match="“words” is no role"):
        reading(shared / CHAOSS, columns={used: "words"})
    with pytest.raises(RefusedError, match="not per “page”"):
        reading(shared / CHAOSS, per="page")


def test_long_speeches_become_a_source_each(shared: Path) -> None:
    sources = reading(shared / STORTING)
    header, *rows = rows_of(shared / STORTING)
    assert [source.name for source in sources] == [row[0] for row in rows] == [f"tale{n:06}" for n in range(9)]
    assert [source.text for source in sources] == [row[-1].strip() for row in rows]
    assert sources[1].attributes["session"] == "1999-2000" and "rep_gender" not in sources[1].attributes
    assert "6\xa0000 flyktningar" in sources[1].text
    assert header[-1] == "text"


def test_columns_are_skipped_and_facts_kept_as_chosen(tmp_path: Path) -> None:
    text = "id,age,why?,secret\nP1,30,Because it rained all day.,x1\nP2,41,,x2\nP3,,I do not know.,x3\n"
    path = written(tmp_path, text)
    sources = reading(path, per="row", columns={"secret": "skip", "why?": "text"})
    assert [(source.name, source.text, source.attributes) for source in sources] == [
        ("P1", "why?\nBecause it rained all day.", {"age": "30"}),
        ("P3", "why?\nI do not know.", {}),
    ]
    assert sources[0].warnings == ("1 row without any answer in words was left out.",)
    assert "x1" not in reading(path, per="whole", columns={"secret": "skip", "why?": "attribute"})[0].text


# Transcripts


def test_a_german_excel_table_of_turns(shared: Path) -> None:
    path = shared / GERMAN
    assert roles(path) == {"Zeit": "time", "Sprecher": "speaker", "Text": "text"}
    [source] = reading(path)
    rows = rows_of(path, ";", "cp1252")[1:]
    assert source.text == "\n".join(f"{who}: {words.strip()}" for _when, who, words in rows)
    assert said(source) == [(who, words.strip()) for _when, who, words in rows] and len(rows) == 59
    hours = [[int(part) for part in when.split(":")] for when, _who, _words in rows]
    assert [turn.begin_ms for turn in source.turns] == [((h * 60 + m) * 60 + s) * 1000 for h, m, s in hours]
    assert (source.encoding, source.format) == ("cp1252", ".csv") and "für dich?" in source.text
    [plain] = reading(path, speakers=False)
    assert plain.turns == () and plain.text == source.text


THREE = ["Hello there.", "Good to see you.", "Yes."]


@pytest.mark.parametrize(
    ("pattern", "moments", "expected"),
    [
        ("start,end,text", ["0,4200", "4200,9100", "9100,12000"], [(0, 4200), (4200, 9100), (9100, 12000)]),
        ("start\tend\ttext", ["0.0\t4.2", "4.2\t9.1", "9.1\t12"], [(0, 4200), (4200, 9100), (9100, 12000)]),
        ("Start (s),End (s),Text", ["0,4", "4,9", "9,12"], [(0, 4000), (4000, 9000), (9000, 12000)]),
        ("Timecode|Content", ["[00:00]", "[00:04.2]", "[1:00:09]"], [(0, None), (4200, None), (3609000, None)]),
    ],
)
def test_tables_of_speech_recognisers(
    tmp_path: Path, pattern: str, moments: list[str], expected: list[tuple[int, int | None]]
) -> None:
    delimiter = pattern[5] if pattern[5] in ",\t" else "|" if "|" in pattern else ","
    rows = [f"{moment}{delimiter}{words}" for moment, words in zip(moments, THREE, strict=True)]
    [source] = reading(written(tmp_path, "\n".join([pattern, *rows])))
    assert [(turn.begin_ms, turn.end_ms) for turn in source.turns] == expected
    assert source.text == "\n".join(THREE)


def test_speakers_are_found_beside_times_without_any_headings(tmp_path: Path) -> None:
    rows = [f"00:00:{n:02},{'I' if n % 2 else 'Maria'},What was said as number {n} was long." for n in range(12)]
    [source] = reading(written(tmp_path, "\n".join(rows)))
    assert [turn.speaker for turn in source.turns] == ["Maria", "I"] * 6
    assert source.turns[11].begin_ms == 11_000


def test_what_a_transcript_leaves_out_is_said(tmp_path: Path) -> None:
    table = "Speaker,Text,Mood\nAna:,How was it?,calm\nBo,,sad\nBo,It was long.,sad\n"
    [source] = reading(written(tmp_path, table))
    assert source.text == "Ana: How was it?\nBo: It was long."
    assert source.warnings == ("Columns that were left out: Mood.", "1 row without words was left out.")


# The forms of files


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_quoted_newlines_and_commas_in_answers(tmp_path: Path, delimiter: str) -> None:
    answers = ['Well, yes; no, "never"', "Two\nlines, and\n\na third", "a | b, c\td; e", "plain words, in a row"] * 3
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["id", "Why did you come?"], *([f"P{n}", answer] for n, answer in enumerate(answers))])
    path = written(tmp_path, out.getvalue())
    assert preview(path, ReadOptions()).delimiter == delimiter
    [source] = reading(path, per="question", columns={"Why did you come?": "text"})
    assert said(source) == [(f"P{n}", answer) for n, answer in enumerate(answers)]


def test_one_column_of_answers_is_not_cut_at_its_commas(tmp_path: Path) -> None:
    answers = ["It was cold, wet, and late.", "No, thanks.", "We came by bus, he by train, she on foot, late."] * 4
    path = written(
        tmp_path, "What happened?\n" + "\n".join(f'"{answer}"' if n % 2 else answer for n, answer in enumerate(answers))
    )
    shown = preview(path, ReadOptions())
    assert (shown.delimiter, [column.name for column in shown.columns]) == ("", ["What happened?"])
    [source] = reading(path, per="question", columns={"What happened?": "text"})
    assert source.text.split("\n") == answers


def test_excels_own_hint_titles_above_and_blank_rows(tmp_path: Path) -> None:
    text = "sep=;\nExport of 3 May;;\n;;\nName;Town;Why did you move?\n;;\nAna;Oslo;Because of, well, work.\nBo;;\n"
    [source] = reading(written(tmp_path, text), per="row", columns={"Why did you move?": "text"})
    assert (source.name, source.attributes) == ("Ana", {"Town": "Oslo"})
    assert source.text == "Why did you move?\nBecause of, well, work."
    assert source.warnings == (
        "1 row without any answer in words was left out.",
        "1 line above the headings was left out.",
    )


def test_two_rows_of_headings_as_surveymonkey_writes_them(tmp_path: Path) -> None:
    text = (
        "Respondent ID,Start Date,Which tools do you use?,,,Why do you use them?\n"
        ",,R,Python,Other (please specify),Open-Ended Response\n"
        '101,05/01/2024,R,,Paper and a pencil,"It is, in short, habit."\n102,05/02/2024,,Python,,Since my first job.\n'
    )
    path = written(tmp_path, text)
    assert list(roles(path).items()) == [
        ("Respondent ID", "name"),
        ("Start Date", "attribute"),
        ("Which tools do you use? – R", "attribute"),
        ("Which tools do you use? – Python", "attribute"),
        ("Which tools do you use? – Other (please specify)", "text"),
        ("Why do you use them?", "text"),
    ]
    first, second = reading(path, per="row", columns={"Why do you use them?": "text"})
    assert first.text.endswith("Why do you use them?\nIt is, in short, habit.") and second.name == "102"
    assert second.attributes["Which tools do you use? – Python"] == "Python"


def test_three_rows_of_headings_as_qualtrics_writes_them(tmp_path: Path) -> None:
    text = (
        'StartDate,ResponseId,Q1\nStart Date,Response ID,"How was\nyour week?"\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1_TEXT""}"\n'
        "2024-05-01,R_1,It was long and it rained.\n2024-05-02,R_2,Quite good in the end.\n"
    )
    [source] = reading(written(tmp_path, text), per="question", columns={"How was your week?": "text"})
    assert (source.name, said(source)[1]) == ("How was your week?", ("R_2", "Quite good in the end."))


def test_headings_that_come_twice_or_not_at_all_are_told_apart(tmp_path: Path) -> None:
    path = written(
        tmp_path, "Other,Other,,id\nsome longer answer,another long one,x,1\nyet another answer,and more,y,2\n"
    )
    assert list(roles(path)) == ["Other", "Other (2)", "Column 3", "id"]
    [whole] = reading(path, per="whole")
    assert whole.text.startswith("Other\tOther\t\tid\nsome longer answer\tanother")


def test_rows_wider_than_the_headings_keep_their_words(tmp_path: Path) -> None:
    [source] = reading(written(tmp_path, "a,b\n1,2\n3,4,five six\n7,8\n9,0\n"))
    assert source.text == "a\tb\n1\t2\n3\t4\tfive six\n7\t8\n9\t0"


def test_a_quotation_mark_that_never_closes_is_said_and_loses_nothing(tmp_path: Path) -> None:
    text = (
        'id,Why did you come?\nP1,for work and friends\nP2,"the sea, the sun\nP3,family and so\nP4,no reason at all\n'
    )
    [source] = reading(written(tmp_path, text), per="question", columns={"Why did you come?": "text"})
    assert any("row 3 is never closed" in warning for warning in source.warnings)
    assert "P4,no reason at all" in source.text


# Excel


def test_excel_cells_read_as_a_person_sees_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    values: list[tuple[object, str, str]] = [
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (0.256, "0%", "26%"),
        (2.5, "0.00", "2.50"),
        (7, "000", "007"),
        (True, "General", "TRUE"),
        (datetime.datetime(2024, 5, 1), "yyyy-mm-dd", "2024-05-01"),
        (datetime.datetime(2024, 5, 1, 13, 5), "yyyy-mm-dd hh:mm", "2024-05-01 13:05:00"),
        (datetime.time(0, 1, 7), "hh:mm:ss", "00:01:07"),
        ("=1+1", "General", ""),
        (" kept  as is_x000D_\nsecond", "General", " kept  as is\nsecond"),
    ]
    sheet.append([f"c{n}" for n in range(len(values) + 1)])
    sheet.append([*(value for value, _form, _seen in values), "last"])
    for number, (_value, form, _seen) in enumerate(values, 1):
        sheet.cell(2, number).number_format = form
    book.save(tmp_path / "cells.xlsx")
    [grid] = grid_module.read_grids(tmp_path / "cells.xlsx")
    assert grid.rows[1] == [*(seen for _value, _form, seen in values), "last"]


def test_an_excel_transcript_with_times_of_day(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Time", "Speaker", "Text"]]
    rows += [[datetime.time(0, n, 5), "I" if n % 2 else "B", f"Answer {n} in words."] for n in range(6)]
    [source] = reading(workbook(tmp_path, Interview=rows))
    assert [(turn.begin_ms, turn.speaker) for turn in source.turns][:2] == [(5_000, "B"), (65_000, "I")]
    assert (source.name, source.format, source.encoding) == ("book", ".xlsx", None)
    assert source.text.startswith("B: Answer 0 in words.\nI: Answer 1")


def test_every_sheet_with_data_is_read_and_named(tmp_path: Path) -> None:
    why: list[list[object]] = [["Name", "Why did you come here?"]]
    why += [[name, f"Because {name} wanted to see the sea and " + "the long blue hills " * 9] for name in ("Ana", "Bo")]
    path = workbook(tmp_path, Answers=why, Empty=[], Key=[["a", "b"], [1, 2]], Secret=[["x"], ["hidden words"]])
    book = openpyxl.load_workbook(path)
    book["Secret"].sheet_state = "hidden"
    book.save(path)
    sources = reading(path)
    assert [source.name for source in sources] == ["Ana – Answers", "Bo – Answers", "book – Key"]
    assert sources[0].warnings == ("1 hidden sheet was left out.",)
    assert preview(path, ReadOptions()).sheets == ("Answers", "Key")


def test_the_published_workbook_is_read_whole(shared: Path) -> None:
    path = shared / "data/coded/rqi-relf/interview-data.xlsx"
    sources = reading(path, per="whole")
    with zipfile.ZipFile(path) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode("utf-8")
        sheets = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode("utf-8"))
    assert [source.name for source in sources] == [f"interview-data – {sheet}" for sheet in sheets]
    cells = {cell.strip() for source in sources for cell in re.split(r"[\t\n]", source.text)}
    words = {html.unescape(text).strip() for text in re.findall(r"<si><t[^>]*>([^<\n]*)</t></si>", strings)}
    assert words - cells == set() and len(words) > 100


# Hostile and broken files


def test_tables_beyond_a_million_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert grid_module.MOST_CELLS == 1_000_000
    monkeypatch.setattr(grid_module, "MOST_CELLS", 99)
    for path in (written(tmp_path, "a,b\n" + "1,2\n" * 50), workbook(tmp_path, S=[[1, 2]] * 50)):
        with pytest.raises(UnreadableFileError, match=r"(table\.csv|book\.xlsx) has more than 99 cells"):
            read(path, ReadOptions())


def test_a_sheet_that_claims_its_last_column_in_every_row_is_refused_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_module, "MOST_PLACES", 100_000)
    path = tmp_path / "wide.xlsx"
    book = openpyxl.Workbook()
    for row in range(1, 20):
        book.active["XFD" + str(row)] = None if row % 2 else "x"  # type: ignore[index]
    book.save(path)
    with pytest.raises(UnreadableFileError, match=r"wide\.xlsx has more than"):
        read(path, ReadOptions())


def test_an_excel_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    with pytest.raises(UnreadableFileError, match="zip bomb"):
        read(path, ReadOptions())


def test_damaged_workbooks_are_refused_in_a_sentence(shared: Path, tmp_path: Path) -> None:
    whole = (shared / "data/coded/rqi-relf/issue-data.xlsx").read_bytes()
    path = tmp_path / "damaged.xlsx"
    refused = 0
    for place in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:place] + b"\xff\x00\xff\x00" + whole[place + 4 :])
        try:
            reading(path)
        except UnreadableFileError as error:
            refused += 1
            assert "damaged.xlsx" in error.sentence
    assert refused > 10
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnreadableFileError, match=r"damaged\.xlsx cannot be read as an Excel workbook"):
        read(path, ReadOptions())


@pytest.mark.parametrize("text", ["", "\n\n\n", ",,\n,,\n", "\ufeff"])
def test_an_empty_table_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"table\.csv is an empty table"):
        read(written(tmp_path, text), ReadOptions())


@pytest.mark.parametrize(
    "text", ["one\n", "a,b,c\n", '"', "=1+1,@x\n", "a;b\n\n\n;\n", "\n\n x \n", "Time,Speaker,Text\n"]
)
def test_small_and_odd_tables_are_read(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    if text == '"':
        with pytest.raises(UnreadableFileError, match="empty table"):
            read(path, ReadOptions())
        return
    words = text.replace(",", " ").replace(";", " ").split()
    assert " ".join(source.text for source in reading(path)).split() == words


def test_a_single_line_of_many_megabytes_is_read_soon(tmp_path: Path) -> None:
    began = time.perf_counter()
    [source] = reading(written(tmp_path, "word " * 2_000_000))
    assert len(source.text.split()) == 2_000_000 and time.perf_counter() - began < 10
