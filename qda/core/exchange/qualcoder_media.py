"""Pictures, recordings and pages of PDF files of a QualCoder project, with the parts of them that are coded."""

from __future__ import annotations

from qda.core.exchange.bundle import Area, LinkItem, MediaItem, MediaMark
from qda.core.exchange.foreign_rows import whole, words
from qda.core.exchange.qualcoder_codings import important_name
from qda.core.exchange.qualcoder_reading import Reading, Unworded
from qda.core.exchange.times import moment
from qda.i18n import _


def read_media(reading: Reading, remarks: dict[int, list[str]]) -> tuple[tuple[MediaItem, ...], tuple[LinkItem, ...]]:
    """Return files without words with their coded parts, and links from recordings to their transcripts.

    `remarks` are lines to be added to what is said of a file, by its row. The pages of a PDF file come only where a
    part of them is coded; its words are a source with text.
    """
    marks: dict[str, list[MediaMark]] = {}
    _read_parts(reading, marks)
    _read_stretches(reading, marks)
    called = {text.name: text for text in reading.texts.values()}
    items = []
    links = []
    for row, file in reading.unworded.items():
        said = "\n".join(filter(None, (file.description.strip(), *remarks.get(row, ()))))
        items.append(_item(file, marks, said))
        # Before v5 a transcript was known by its name only.
        text = reading.texts.get(file.transcript or 0) or called.get(f"{file.name}.transcribed")
        if text is not None:
            key = reading.ids.of("transcript", file.name, text.name)
            links.append(LinkItem(key, _("Transcript"), ("media", file.id), ("source", text.id)))
    items += [_item(file, marks, "") for file in reading.pages.values() if file.id in marks]
    return tuple(items), tuple(links)


def _item(file: Unworded, marks: dict[str, list[MediaMark]], said: str) -> MediaItem:
    own = tuple(marks.get(file.id, ()))
    return MediaItem(file.id, file.name, file.kind, file.data, file.original_name, said, own)


def _read_parts(reading: Reading, marks: dict[str, list[MediaMark]]) -> None:
    """Read coded parts of pictures and of pages."""
    heights: dict[int, tuple[float, ...]] = {}
    columns = ("id", "x1", "y1", "width", "height", "pdf_page", "cid", "owner", "date", "memo", "important")
    for number, *box, page, cid, owner, date, memo, important in reading.foreign.rows("code_image", *columns):
        row = whole(number) or 0
        x, y, width, height = (whole(one) for one in box)
        file = reading.unworded.get(row) or reading.pages.get(row)
        if file is None or x is None or y is None or width is None or height is None:
            reading.losses.lose(
                "unplaced", _("Coded parts of pictures"), "", _("The file is not in the project any more.")
            )
            continue
        area = Area(left=x, top=y, right=x + width, bottom=y + height)
        if file.kind == "pdf":
            if row not in heights:
                heights[row] = page_heights(file.data)
            turned = _from_below(area, whole(page) or 0, heights[row])
            if turned is None:
                why = _("The page is not in the file, so its place on the page is not known.")
                reading.losses.lose("unplaced", _("Coded parts of pages"), file.name, why)
                continue
            area = turned
        _mark(reading, marks.setdefault(file.id, []), file, area, (cid, owner, date, memo, important))


def _read_stretches(reading: Reading, marks: dict[str, list[MediaMark]]) -> None:
    """Read coded stretches of recordings."""
    columns = ("id", "pos0", "pos1", "cid", "owner", "date", "memo", "important")
    for number, begin, end, *rest in reading.foreign.rows("code_av", *columns):
        row = whole(number) or 0
        file, first, last = reading.unworded.get(row), whole(begin), whole(end)
        if file is None or first is None or last is None:
            why = _("The file is not in the project any more.")
            reading.losses.lose("unplaced", _("Coded parts of recordings"), "", why)
            continue
        _mark(reading, marks.setdefault(file.id, []), file, Area(begin=first, end=last), tuple(rest))


def _mark(reading: Reading, marks: list[MediaMark], file: Unworded, area: Area, rest: tuple[object, ...]) -> None:
    cid, owner, date, memo, important = rest
    code = reading.codes.get(whole(cid) or 0)
    if code is None and not words(memo).strip():
        reading.losses.lose(
            "unplaced", _("Coded parts of files"), file.name, _("Its code is not in the project any more.")
        )
        return
    key = reading.ids.of("part", file.name, code[1] if code else "", owner, area)
    coder = reading.coder(owner)
    name = important_name() if whole(important) else ""
    marks.append(MediaMark(key, area, code[0] if code else None, coder, name, words(memo).strip(), moment(date)))


def _from_below(area: Area, page: int, heights: tuple[float, ...]) -> Area | None:
    """Return an area of a page, counted from the upper left, as points from the lower left."""
    if not 0 <= page < len(heights):
        return None
    above = round(heights[page])
    assert area.top is not None
    assert area.bottom is not None
    return Area(page=page, left=area.left, top=above - area.top, right=area.right, bottom=above - area.bottom)


def page_heights(data: bytes | None) -> tuple[float, ...]:
    """Return the heights of the pages of a PDF file in points; none where it is missing or damaged."""
    if data is None:
        return ()
    from pypdfium2 import PdfiumError

    from qda.core.pdfs import opened

    try:
        with opened(data) as document:
            return tuple(document.get_page_size(page)[1] for page in range(len(document)))
    except PdfiumError:
        return ()
