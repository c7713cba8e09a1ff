"""A picture file keeps its picture and nothing else; what could do harm is not kept."""

from __future__ import annotations

from io import BytesIO

import pytest

from qda.core.easyread import picture_files
from qda.core.easyread.picture_files import JPEG, PNG, SVG, is_file_name, prepared
from qda.errors import RefusedError
from tests.core.easyread.picture_room import drawing, photo


@pytest.mark.parametrize(("kind", "kept_as"), [("JPEG", JPEG), ("PNG", PNG), ("WEBP", PNG)])
def test_a_photo_is_turned_upright_and_loses_place_and_words_of_the_camera(kind: str, kept_as: str) -> None:
    from PIL import Image

    given = photo(kind=kind)
    assert b"Ward 7" in given
    media, kept = prepared(given)
    assert media == kept_as and b"Ward 7" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert image.size == (30, 40)
        assert not image.getexif()


def test_a_large_photo_is_kept_as_large_as_it_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    _media, kept = prepared(photo(size=(2000, 100)))
    with Image.open(BytesIO(kept)) as image:
        assert max(image.size) == 1600
    monkeypatch.setattr(picture_files, "_PIXELS", 1000)
    with pytest.raises(RefusedError, match="too large"):
        prepared(photo())


def test_a_drawing_is_kept_with_what_lies_inside_it() -> None:
    inside = '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="4" height="4"/><use href="#g"/>'
    media, kept = prepared(drawing(inside + "<!-- by Ann Noor -->"))
    assert media == SVG and b"linearGradient" in kept and b"Ann Noor" not in kept


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="go()"/>',
        '<image href="https://example.org/seen.png"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/>',
        "<style>@import url(https://example.org/a.css)</style>",
        '<rect style="fill:url(https://example.org/a)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">Hello</p></foreignObject>',
        '<a href="javascript:go()"><rect/></a>',
    ],
)
def test_a_drawing_that_does_something_or_reaches_outside_is_refused(inside: str) -> None:
    with pytest.raises(RefusedError, match="more than a drawing"):
        prepared(drawing(inside), "bad.svg")


def test_entities_damage_and_other_files_are_refused_in_words() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    with pytest.raises(RefusedError, match="more than a drawing"):
        prepared(bomb)
    for wrong in (b"", b"%PDF-1.7", b"<svg><unfinished", photo()[:200], b"\x89PNG\r\n\x1a\nrest"):
        with pytest.raises(RefusedError, match=r"no picture|damaged"):
            prepared(wrong)


def test_names_of_files_are_told_from_words() -> None:
    for name in (
        "doctor.png",
        "IMG_2034",
        "DSC 0012",
        "photo 3.JPG",
        "scan12",
        "a1b2c3d4e5",
        "img-2034 copy",
        "C:\\x\\y.png",
    ):
        assert is_file_name(name), name
    for words in ("A doctor", "Image of a house", "Photo of two people in 2019", "3 people.", "Scan of a form"):
        assert not is_file_name(words), words
