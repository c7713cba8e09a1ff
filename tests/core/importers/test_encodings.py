"""Text files in every encoding people meet come in letter by letter, and what is doubtful is said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.core.importers.encodings import decode, text_begins
from qda.core.text import canonical
from qda.errors import UnreadableFileError

TALK = {
    "German": "Ich glaube, das war für uns alle sehr schwierig. Später wurde es schöner, „endlich“, große Mühe.",
    "Spanish": "Creo que fue muy difícil para todos. ¿Qué hicimos? Después, mañana, la niña aprendió español.",
    "Portuguese": "Então eu acho que não foi fácil para ninguém. A questão é que você não sabia, né? Informações.",
    "French": "Je pense que c’était très difficile. Quand on a commencé à travailler, personne ne savait où aller.",
    "Norwegian": "Jeg tror det var vanskelig for oss. Så gjorde vi noe annet, på en måte. Nå er det bedre å være her.",
    "English": "I don’t think that’s fair. “It wasn’t hard,” she said – we’re fine… so that’s it.",
    "Polish": "Myślę, że to było bardzo trudne dla nas. Kiedy zaczęliśmy pracować, nikt nie wiedział, co robić.",
    "Czech": "Myslím, že to bylo pro nás všechny velmi těžké. Když jsme začali, nikdo nevěděl, co dělat. Příště.",
    "Turkish": "Bence bu hepimiz için çok zordu. Çalışmaya başladığımızda kimse ne yapacağını bilmiyordu. Şimdi.",
    "Russian": "Я думаю, что это было очень трудно для всех нас. Когда мы начали работать, никто не знал, что делать.",
    "Greek": "Νομίζω ότι ήταν πολύ δύσκολο για όλους μας. Όταν αρχίσαμε να δουλεύουμε, κανείς δεν ήξερε τι να κάνει.",
    "Hebrew": "אני חושב שזה היה קשה מאוד לכולנו. כשהתחלנו לעבוד אף אחד לא ידע מה לעשות.",
    "Arabic": "أعتقد أن الأمر كان صعبا جدا علينا جميعا. عندما بدأنا العمل لم يكن أحد يعرف ماذا يفعل.",
    "Thai": "ฉันคิดว่ามันยากมากสำหรับพวกเราทุกคน ตอนที่เริ่มทำงานไม่มีใครรู้ว่าต้องทำอะไร",
    "Japanese": "私たちみんなにとってとても難しかったと思います。仕事を始めたとき、誰も分かりませんでした。",
    "Korean": "우리 모두에게 매우 어려웠다고 생각합니다. 일을 시작했을 때 아무도 무엇을 해야 할지 몰랐습니다.",
    "Simplified Chinese": "我觉得这对我们大家来说都很困难。刚开始工作的时候，没有人知道该怎么做。后来好多了。",
    "Traditional Chinese": "我覺得這對我們大家來說都很困難。剛開始工作的時候，沒有人知道該怎麼做。後來好多了。",
}
WESTERN = ("German", "Spanish", "Portuguese", "French")
OLD = [
    *(
        (talk, encoding)
        for talk in ("German", "Spanish", "Portuguese", "French")
        for encoding in ("cp1252", "mac_roman")
    ),
    ("Norwegian", "cp1252"),
    ("Norwegian", "cp850"),
    ("English", "cp1252"),
    ("English", "mac_roman"),
    ("Spanish", "latin-1"),
    ("Polish", "cp1250"),
    ("Polish", "iso8859-2"),
    ("Czech", "cp1250"),
    ("Turkish", "cp1254"),
    ("Russian", "cp1251"),
    ("Russian", "koi8-r"),
    ("Russian", "cp866"),
    ("Greek", "cp1253"),
    ("Hebrew", "cp1255"),
    ("Arabic", "cp1256"),
    ("Thai", "cp874"),
    ("Japanese", "cp932"),
    ("Japanese", "euc-jp"),
    ("Japanese", "iso2022-jp"),
    ("Korean", "cp949"),
    ("Simplified Chinese", "gb18030"),
    ("Traditional Chinese", "big5"),
]


@pytest.mark.parametrize(("talk", "encoding"), OLD)
def test_two_sentences_are_enough_to_tell_an_old_encoding(talk: str, encoding: str) -> None:
    text, used, warnings = decode(TALK[talk].encode(encoding))
    assert text == TALK[talk]
    if used != "iso2022_jp":  # it announces itself
        assert any("does not say its encoding" in warning for warning in warnings)


@pytest.mark.parametrize("talk", TALK)
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_unicode_needs_no_guess(talk: str, encoding: str) -> None:
    spoken = TALK[talk] + "\r\n" + TALK[talk] + " 👍"
    text, used, warnings = decode(spoken.encode(encoding))
    assert text == canonical(spoken)
    assert used.startswith("utf-")
    assert warnings == []


TWINS = {
    "nnProf_cp1252_crlf.txt": ("divekit-roadmap/nnProf_transkript.md", "cp1252"),
    "nnProf_utf16le_bom.txt": ("divekit-roadmap/nnProf_transkript.md", "utf-16-le"),
    "knesset_317899_cp1255.txt": ("knesset-committees/20_ptv_317899.txt", "cp1255"),
    "knesset_317899_utf16.txt": ("knesset-committees/20_ptv_317899.txt", "utf-16-le"),
    "raise_P1_latin1.txt": ("raise-replication/Exp_P1.txt", "cp1252"),
    "P10R1_macroman_cr.txt": ("code-review-comprehension/P10R1.txt", "mac_roman"),
    "stortinget_taler_cp1252.txt": ("derived/stortinget_taler.txt", "cp1252"),
}


@pytest.mark.parametrize("name", TWINS)
def test_real_files_equal_their_utf8_twins(shared: Path, name: str) -> None:
    place = shared / "data" / "transcripts"
    twin, encoding = TWINS[name]
    expected = canonical((place / twin).read_bytes().decode("utf-8"))
    # What the older encoding could not hold was a question mark before we saw the file.
    expected = expected.replace("àåîðéè÷", "??????÷") if encoding == "cp1255" else expected
    expected = expected.replace("—", "?") if "latin1" in name else expected
    text, used, _warnings = decode((place / "derived" / name).read_bytes())
    assert text == expected
    assert used == encoding


REAL = {
    "bitcoin-transcripts/2020-05-24-sergi-delgado-watchtowers.zh.md": ("gb18030",),
    "bitcoin-transcripts/2020-01-21-socratic-seminar-5.es.md": ("cp1252", "mac_roman"),
    "divekit-roadmap/fkrampe_transkript.md": ("cp1252", "mac_roman"),
    "raise-replication/Exp_P3.txt": ("cp1252", "mac_roman"),
    "derived/stortinget_taler.txt": ("mac_roman",),
    "knesset-committees/20_ptv_317899_tika.txt": ("cp1255",),
    "code-review-comprehension/P8R2.txt": ("cp1252", "mac_roman"),
}


@pytest.mark.parametrize(("name", "encoding"), [(name, one) for name, several in REAL.items() for one in several])
def test_real_texts_in_old_encodings_come_back_letter_by_letter(shared: Path, name: str, encoding: str) -> None:
    spoken = (shared / "data" / "transcripts" / name).read_text("utf-8").encode(encoding, "ignore")
    text, used, warnings = decode(spoken)
    assert text == canonical(spoken.decode(encoding))
    assert used == encoding
    assert len(warnings) == 1


def test_the_chosen_encoding_is_obeyed() -> None:
    assert decode("naïve".encode("cp1252"), "cp1252") == ("naïve", "cp1252", [])
    assert decode("\ufeffnaïve".encode(), "UTF-8")[:2] == ("naïve", "utf-8")
    assert decode("Привет".encode("koi8-r"), "koi8-r")[0] == "Привет"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("naïve".encode("cp1252"), "utf-8"),
        (b"abc", "utf-16"),
        ("für".encode(), "ascii"),
        (b"f\xff", "gb18030"),
    ],
)
def test_a_wrong_choice_is_refused_by_name(data: bytes, encoding: str) -> None:
    with pytest.raises(UnreadableFileError, match=encoding):
        decode(data, encoding)


@pytest.mark.parametrize("encoding", ["utf-9", "hex", "rot13", "base64", "../x", "\x00", "é"])
def test_what_is_no_encoding_is_refused_by_name(encoding: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        decode(b"abc", encoding)
    assert encoding in refused.value.sentence


def test_damaged_utf8_is_shown_and_said() -> None:
    data = ("Später wurde es schöner.\n" * 20).encode()
    text, used, warnings = decode(data[:260] + b"\xff" + data[260:])
    assert used == "utf-8"
    assert text.count("\ufffd") == 1
    assert "1 place in the file is damaged" in warnings[0]
    assert "line 10" in warnings[0]


def test_a_file_cut_in_the_middle_of_a_letter_is_read_and_said() -> None:
    assert decode("Später, später, schön, ä".encode()[:-1])[1] == "utf-8"
    text, used, warnings = decode("\ufeffSpäter".encode("utf-16-le")[:-1])
    assert (text, used) == ("Späte\ufffd", "utf-16-le")
    assert "damaged" in warnings[0]


def test_control_characters_are_said() -> None:
    assert "2 control characters" in decode(b"a\x01b\x02c")[2][0]
    assert decode(b"a\tb\r\nc\x0cd\x1b[0m")[2] == []


@pytest.mark.parametrize("encoding", ["cp1252", "cp1255", "gb18030", "utf-16"])
def test_large_files_are_quick(encoding: str) -> None:
    talk = {"cp1255": "Hebrew", "gb18030": "Simplified Chinese"}.get(encoding, "German")
    spoken = (TALK[talk] + "\n") * 6_000
    begin = time.perf_counter()
    assert decode(spoken.encode(encoding))[0] == spoken
    assert time.perf_counter() - begin < 1.5


@given(st.binary(max_size=300))
def test_any_bytes_become_text_without_silence_or_a_sentence(data: bytes) -> None:
    try:
        text, used, warnings = decode(data)
    except UnreadableFileError as refused:
        assert refused.sentence.endswith(".")
        return
    assert text == canonical(text)
    if "\ufffd" in text and "\ufffd" not in data.decode(used, "ignore"):
        assert warnings


@given(st.text(max_size=200))
def test_utf8_is_read_as_it_is(text: str) -> None:
    encoded = text.encode("utf-8", "ignore")
    if b"\x00" in encoded or b"\x1b$" in encoded:
        return
    assert decode(encoded)[0] == canonical(encoded.decode())


def test_a_look_at_the_beginning_tells_text_from_other_bytes(shared: Path) -> None:
    assert text_begins("WEBVTT\n\n".encode("utf-16")) == "WEBVTT\n\n"
    assert text_begins("WEBVTT\n\n".encode("utf-16-le")) == "WEBVTT\n\n"
    assert text_begins(b"plain words\n\x00\x00\x00\x00") == "plain words\n"
    assert text_begins(bytes(range(256)) * 20) is None
    transcript = (shared / "data" / "transcripts" / "derived" / "wma2_table.docx").read_bytes()
    assert text_begins(transcript) is None
