from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest

from qda.core.importers import Imported, ReadOptions
from qda.core.importers.html import read
from qda.core.importers.page import Page
from qda.core.text import canonical
from qda.errors import UnreadableFileError


def imported(path: Path, **options: object) -> Imported:
    [source] = read(path, ReadOptions(**options))  # type: ignore[arg-type]
    assert source.text == canonical(source.text)
    return source


def written(folder: Path, markup: str | bytes, name: str = "page one.html", **options: object) -> Imported:
    path = folder / name
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode("utf-8"))
    return imported(path, **options)


def test_a_real_interview_keeps_every_word_in_order_and_its_turns(shared: Path) -> None:
    path = shared / "data/transcripts/derived/haski_interview2.html"
    source = imported(path)
    body = path.read_text("utf-8").partition("<body")[2].partition(">")[2]
    expected = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</?p\b[^>]*>|<br/>", " ", body))).split()
    assert source.text.split() == expected
    assert len(expected) == 985
    labels = [match[1] for match in re.finditer(r"^(I|S3|S4):", source.text, re.MULTILINE)]
    assert [turn.speaker for turn in source.turns] == labels and len(labels) == 19
    assert source.text.startswith(
        "Interview with S3 and S4 - Anonymized German transcript of the statements\nwith reference to NodeGrade\n(S = "
    )
    first = source.turns[0]
    assert source.text[first.speech : first.end] == "Was wären für euch konkrete Verbesserungen, die man machen könnte?"
    assert (source.name, source.language, source.encoding, source.format) == (
        "haski_interview2",
        "de",
        "utf-8",
        ".html",
    )
    assert imported(path, speakers=False).turns == ()


def test_blocks_are_lines_and_white_space_folds_as_in_a_browser(tmp_path: Path) -> None:
    markup = """<body> <h1>The  title</h1><div>One <b>two</b>
        three<span> four</span><!-- not this --></div>five<p>six<br>seven&nbsp;&nbsp;eight</p>
        <p> </p><p>half<b>word</b> a<wbr>b</p></body>"""
    source = written(tmp_path, markup)
    assert source.text == "The title\nOne two three four\nfive\nsix\nseven\xa0\xa0eight\nhalfword ab"


def test_tables_are_rows_with_tabs_and_words_of_cells_are_never_glued(tmp_path: Path) -> None:
    markup = """<table><thead><tr><th>Site<th>Said</thead><tr><td>A</td><td><p>yes</p><p>really</p></td></tr>
        <tr><td></td><td>no</td></tr></table><p>after</p>"""
    assert written(tmp_path, markup).text == "Site\tSaid\nA\tyes\nreally\n\tno\nafter"


def test_a_table_of_speakers_gives_turns_with_times(tmp_path: Path) -> None:
    rows = [("00:00:01", "Ana", "Good morning."), ("00:00:05", "Bo", "Morning."), ("00:01:07", "Ana", "Shall we?")]
    markup = "<table><tr><th>Time<th>Speaker<th>Text</tr>" + "".join(
        f"<tr><td><p>{time}</p></td><td>{who}</td><td>{words}</td></tr>" for time, who, words in rows
    )
    source = written(tmp_path, markup)
    assert [(turn.begin_ms, turn.speaker, source.text[turn.speech : turn.end]) for turn in source.turns] == [
        (1_000, "Ana", "Good morning."),
        (5_000, "Bo", "Morning."),
        (67_000, "Ana", "Shall we?"),
    ]


def test_lists_keep_numbers_and_bullets(tmp_path: Path) -> None:
    markup = """<ol start=3><li>c<li><p>d</p><ul><li>dot</ul><li value=9>i</ol>
        <ol type=a><li>x</ol><ol type=I><li>y<li>z</ol>
        <ul style="list-style:none"><li>bare</ul><ul><li></ul>end"""
    assert written(tmp_path, markup).text == "3. c\n4. d\n• dot\n9. i\na. x\nI. y\nII. z\nbare\nend"


def test_what_nobody_sees_is_no_text(tmp_path: Path) -> None:
    markup = """<head><title>T</title><style>.gone {display: none} p {color: red}</style>
        <script>var p = "<p>x</p>"</script></head><p>seen</p><p hidden>a<b>b</b></p><p style="display:none">c</p>
        <p class="x gone">d</p><noscript>e</noscript><template>f</template><svg><text>g</text></svg>
        <select><option>h</select><p>kept <del>struck</del><ins>new</ins></p>"""
    source = written(tmp_path, markup)
    assert source.text == "seen\nkept new"
    assert source.warnings == ("1 deleted passage was left out.",)


def test_preformatted_text_keeps_its_lines_and_spaces(tmp_path: Path) -> None:
    assert written(tmp_path, "<pre>I:  so\n  B: yes</pre><p>a  b</p>").text == "I:  so\n  B: yes\na b"


def test_entities_are_letters_and_never_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("salary")
    markup = f"""<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file://{secret}">]>
        <p>caf&eacute; &amp; th&#233; &lt;b&gt; &hellip; &unknown; &f; &b;</p>"""
    text = written(tmp_path, markup).text
    assert "café & thé <b> … &unknown; &f; &b;" in text
    assert "salary" not in text and "haha" not in text


@pytest.mark.parametrize(
    ("encoding", "declared", "words"),
    [
        ("utf-8", "utf-8", "Größe naïve 医院"),
        ("cp1252", "iso-8859-1", "Größe “quoted” – naïve"),
        ("cp1255", "windows-1255", "שלום לכולם"),
        ("shift_jis", "Shift_JIS", "こんにちは"),
        ("utf-8", "iso-8859-1", "Größe, falsely declared"),
        ("utf-8-sig", "iso-8859-1", "Größe with a mark"),
        ("utf-16", "utf-8", "Größe 医院"),
        ("utf-8", "no-such-name", "Größe"),
    ],
)
def test_the_encoding_is_the_mark_or_what_the_page_declares(
    tmp_path: Path, encoding: str, declared: str, words: str
) -> None:
    markup = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>{words}</p>'
    )
    assert written(tmp_path, markup.encode(encoding)).text == words


def test_a_chosen_encoding_overrules_the_page(tmp_path: Path) -> None:
    markup = "<meta charset=utf-8><p>Größe</p>".encode("mac_roman")
    assert written(tmp_path, markup, encoding="mac_roman").text == "Größe"


def test_names_in_bold_are_marked_by_tag_style_and_class() -> None:
    from lxml import etree

    markup = """<style>.c1{font-weight:700}.c2{font-weight:400}</style><p><b>Ana</b> <strong>Lee</strong> hello</p>
        <p><span class=c1>Bo</span> yes</p><p style="font-weight: bold">Cy<span class=c2> no</span></p>"""
    page = Page(1_000)
    parser = etree.HTMLParser(target=page)
    parser.feed(markup)
    parser.close()
    assert [page.text[start:end] for start, end in page.bold] == ["Ana Lee", "Bo", "Cy"]


def test_the_title_is_the_name_only_where_the_file_name_says_nothing(tmp_path: Path) -> None:
    markup = "<title>Interview  with\n Ana</title><p>Yes.</p>"
    assert written(tmp_path, markup, "index.html").name == "Interview with Ana"
    assert written(tmp_path, markup, "2024-03-01.htm").name == "Interview with Ana"
    assert written(tmp_path, markup, "P07.html").name == "P07"
    assert written(tmp_path, "<p>Yes.</p>", "index.html").name == "index"


def test_elements_that_xml_closes_at_once_swallow_nothing(tmp_path: Path) -> None:
    markup = '<?xml version="1.0"?><html><head><title/><script src="a.js"/></head><body><p>words</p></body></html>'
    assert written(tmp_path, markup, "page.xhtml").text == "words"


def test_hostile_pages_are_read_or_refused_soon(tmp_path: Path) -> None:
    began = time.perf_counter()
    assert written(tmp_path, "<div>" * 200_000 + "deep").text == "deep"
    assert written(tmp_path, "<table><tr><td>a" * 20_000).text.count("a") == 20_000
    assert len(written(tmp_path, "<p>" + "word " * 2_000_000).text) == 9_999_999
    assert written(tmp_path, "<p>a" + "<" * 100_000).text.startswith("a")
    assert time.perf_counter() - began < 20


def test_pages_beyond_every_size_and_pages_without_words_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qda.core.importers.html.MOST_ELEMENTS", 1_000)
    with pytest.raises(UnreadableFileError, match=r"page one\.html is larger than any transcript"):
        written(tmp_path, "<b>x</b>" * 1_001)
    monkeypatch.setattr("qda.core.importers.html.MOST_BYTES", 100)
    with pytest.raises(UnreadableFileError, match=r"page one\.html is larger than any transcript"):
        written(tmp_path, "x" * 101)
    for markup in (
        "",
        " \n ",
        "<html><body><script>app()</script></body></html>",
        "<p><p hidden>x",
    ):
        with pytest.raises(UnreadableFileError, match=r"page one\.html shows no text"):
            written(tmp_path, markup)


@pytest.mark.parametrize("part", range(1, 12))
def test_a_page_cut_anywhere_keeps_the_words_before_the_cut(shared: Path, tmp_path: Path, part: int) -> None:
    markup = (shared / "data/transcripts/derived/haski_interview2.html").read_text("utf-8")
    whole = imported(shared / "data/transcripts/derived/haski_interview2.html").text
    start = markup.index("Was wären")
    cut = start + (len(markup) - start) * part // 12
    text = written(tmp_path, markup[:cut]).text
    assert len(text.split()) > 30
    assert whole.startswith(text[: text.rindex(" ")])
