"""How a passage is cited: quotation marks of the language, and whose words they are and where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attributes import attribute_rows, values
from qda.core.exporters import Choice, ProductOptions
from qda.core.exporters.colophon import reads_from_right, tag
from qda.core.exporters.grid import Field, Paragraph, Run, visible
from qda.core.participants import ParticipantRow, attributes, participants, voices
from qda.core.privacy.printing import printing
from qda.core.privacy.withholding import may_show
from qda.core.retrieval import Passages, ThemeQuote
from qda.core.themes.printed import printed
from qda.core.themes.quotes import Picked
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Source

TRANSLATION = Choice(
    "translation",
    _("Translated quotes"),
    (
        ("both", _("Original and translation")),
        ("original", _("Original only")),
        ("translation", _("Translation only, where there is one")),
    ),
)
ATTRIBUTION = Choice("attribution", _("Attribute in the place of names"))
PLACE = Choice(
    "place",
    _("After each quote"),
    (
        ("all", _("Person, source and lines")),
        ("person", _("Person")),
        ("lines", _("Person and lines")),
        ("none", _("Nothing")),
    ),
)
ITALICS = Choice("italics", _("Quotes in italics"), (("no", _("No")), ("yes", _("Yes"))))
NUMBERS = Choice("numbers", _("Numbers of quotes"), (("no", _("None")), ("yes", _("T2-Q3: theme 2, quote 3"))))
LOOKS = (TRANSLATION, ATTRIBUTION, PLACE, ITALICS)
"""How quotes look, for products that show them on pages."""

# Primary marks after Unicode CLDR 45 (main/*/delimiters); French with no-break spaces inside.
_MARKS = {
    "en": "“”", "af": "“”", "ar": "”“", "bg": "„“", "ca": "«»", "cs": "„“", "da": "“”", "de": "„“", "de-CH": "«»",
    "el": "«»", "es": "«»", "et": "„“", "eu": "“”", "fa": "«»", "fi": "””", "fr": "«»", "he": "””", "hr": "„“",
    "hu": "„”", "is": "„“", "it": "«»", "ja": "「」", "ko": "“”", "lt": "„“", "lv": "“”", "mk": "„“", "nb": "«»",
    "nl": "“”", "nn": "«»", "no": "«»", "pl": "„”", "pt": "“”", "pt-PT": "«»", "ro": "„”", "ru": "«»", "sk": "„“",
    "sl": "„“", "sq": "«»", "sr": "„“", "sv": "””", "tr": "“”", "uk": "«»", "zh": "“”", "zh-TW": "「」",
}  # fmt: skip
_CLOSING = {
    "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›", "›": "‹",
    "「": "」", "『": "』", '"': '"', "'": "'", "״": "״",
}  # fmt: skip
_ALL_MARKS = frozenset(_CLOSING).union("".join(_CLOSING.values()))
_THIN = "\u202f"


def marks(language: str) -> tuple[str, str]:
    """Return the opening and the closing quotation mark of a language, with the spaces that belong inside them."""
    pair = _MARKS.get(language) or _MARKS.get(language.split("-")[0]) or _MARKS["en"]
    space = "\u00a0" if language.split("-")[0] == "fr" and language != "fr-CH" else ""
    return pair[0] + space, space + pair[1]


def quoted(text: str, language: str) -> str:
    """Return `text` within quotation marks, or as it is where it stands within a pair of them already."""
    text = text.strip()
    if enclosed(text):
        return text
    opening, closing = marks(language)
    # A mark of ours beside one of the text is kept off it, as printers do.
    before = _THIN if text[:1] in _ALL_MARKS and not opening.endswith("\u00a0") else ""
    after = _THIN if text[-1:] in _ALL_MARKS and not closing.startswith("\u00a0") else ""
    return opening + before + text + after + closing


def enclosed(text: str) -> bool:
    """Say whether one pair of quotation marks holds the whole of `text`."""
    closing = _CLOSING.get(text[:1])
    return closing is not None and len(text) > 2 and text[-1] in closing and not set(closing).intersection(text[1:-1])


def place(people: Sequence[str], source: str, lines: str) -> str:
    """Return who says it and where: ``Neil, Interview 3, lines 12-14``; a name that both share is said once."""
    parts = list(people)
    if source and source not in parts:
        parts.append(source)
    if lines:
        parts.append((_("lines {lines}") if "-" in lines else _("line {lines}")).format(lines=lines))
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage with everything that is shown of it: `text` is the source's, or as people want it printed
    (:mod:`qda.core.themes.printed`); `values` are attribute values.

    `kind` is ``chosen``, ``counter``, ``exemplar`` or ``coded`` (a coded passage that nobody has chosen). `text` is the
    translation where it was `translated`. `number` is that by which the text cites it (:mod:`.numbering`).
    """

    text: str
    people: tuple[str, ...]
    values: tuple[str, ...]
    source: str
    lines: str
    language: str
    kind: str = "coded"
    translation: str = ""
    translator: str = ""
    translated: bool = False
    number: str = ""
    italic: bool = False


def dressed(cited: Cited, options: ProductOptions, language: str) -> Cited:
    """Return a quote as the choices of :data:`LOOKS` want it, in a document of `language`."""
    place = PLACE.of(options)
    if place != "all":
        people = () if place == "none" else cited.people
        cited = replace(
            cited,
            # Words that nobody is known to have said would stand without any place at all.
            people=people,
            values=() if place == "none" else cited.values,
            source="" if people or place == "none" else cited.source,
            lines=cited.lines if place == "lines" else "",
        )
    if NUMBERS.of(options) == "no":
        cited = replace(cited, number="")
    return translated(replace(cited, italic=ITALICS.of(options) == "yes"), TRANSLATION.of(options), language)


def translated(cited: Cited, way: str, language: str) -> Cited:
    """Return a quote with its original words and its translation (`way` both), or with one of them.

    Where only translations are wanted, words that have none stay as they are. `language` is that of the document.
    """
    if way == "original":
        return replace(cited, translation="", translator="")
    if way == "translation" and cited.translation:
        return replace(cited, text=cited.translation, language=language, translation="", translated=True)
    return cited


class Citations:
    """Cites passages of many sources: reads texts, names and attributes once.

    `shown` are the names of attributes whose values, those that hold in the source, go with a participant. `by` is the
    one whose values stand for the person, so that neither names nor sources are told: “a peer worker”. NotFoundError
    where one doesn't exist. `numbers` are those of picked quotes by id (:mod:`.numbering`), where they are wanted.
    """

    def __init__(
        self,
        session: Session,
        source_ids: Iterable[str],
        shown: Sequence[str] = (),
        *,
        by: str = "",
        numbers: Mapping[str, str] | None = None,
    ) -> None:
        self._numbers = numbers or {}
        self._words = Passages(session, source_ids)
        self._printed = printed(session)
        self._voices = voices(session)
        self._people = {person.id: person for person in participants(session)}
        rows = session.execute(select(Source.id, Source.name, Source.language))
        self._sources = {source_id: (name, tag(language)) for source_id, name, language in rows}
        ids = {row.name: row.id for row in attribute_rows(session)}
        self._shown = [ids[name] for name in known_attributes(session, shown)]
        self._by = ids[by] if by and known_attributes(session, [by]) else ""
        self._values = values(session)
        self._printing = printing(session)

    def cite(
        self, source_id: str, start: int, end: int, *, kind: str = "coded", translation: str = "", translator: str = ""
    ) -> Cited:
        """Return ``[start, end)`` of a source as it is cited."""
        people = [self._people[key] for key in self._voices.of(source_id, start, end)]
        text = self._words.text(source_id, start, end)
        if may_show(source_id, start, end):
            text = self._printed.get((source_id, start, end)) or text
        else:
            translation = ""
        name, language = self._sources[source_id]
        names = tuple(person.name for person in people)
        lines = self._words.lines(source_id, start, end)
        if self._by:
            # Who it was must not be told by the source either.
            names, name, lines = self._said(self._by, people, source_id) or (_("participant"),), "", ""
        return Cited(
            text=text,
            people=names,
            values=tuple("; ".join(self._said(key, people, source_id)) for key in self._shown),
            source=name,
            lines=lines,
            language=language or _language_by_letters(text),
            kind=kind,
            translation=translation.strip(),
            translator=translator.strip(),
        )

    def _said(self, attribute_id: str, people: Iterable[ParticipantRow], source_id: str) -> tuple[str, ...]:
        """Return the values that people have in a source, each once."""
        found = (value for person in people for value in self._values.at(attribute_id, person.id, source_id))
        return self._printing.said(attribute_id, tuple(dict.fromkeys(found)))

    def cite_picked(self, quote: Picked | ThemeQuote) -> Cited:
        """Return a picked quote as it is cited, with its translation and its number."""
        cited = self.cite(
            quote.source_id,
            quote.start,
            quote.end,
            kind=quote.kind,
            translation=quote.translation,
            translator=quote.translator,
        )
        return replace(cited, number=self._numbers.get(quote.id, ""))


def shown_attributes(session: Session, options: ProductOptions, data: bool) -> tuple[str, ...]:
    """Return the names of the attributes that go with quotes: the chosen ones, else in tables of `data` all printed."""
    if options.attributes is not None:
        return options.attributes
    return tuple(row.name for row in printing(session).printed) if data else ()


def attribute_fields(session: Session, shown: Sequence[str], taken: Collection[str] = ()) -> tuple[Field, ...]:
    """Return the columns of data for attributes that go with quotes; one called like a `taken` column says so."""
    types = {row.name: row.type for row in attribute_rows(session, "participant")}
    about = _("Attribute of the participant.")
    names = [f"{name} ({_('participant')})" if name in taken else name for name in shown]
    return tuple(
        Field(name, name, about, 16, number=types.get(own) == "number") for name, own in zip(names, shown, strict=True)
    )


def known_attributes(session: Session, names: Sequence[str]) -> tuple[str, ...]:
    """Return `names` if each is an attribute of this project; NotFoundError says which isn't."""
    known = [name for _key, name, _type in attributes(session)]
    for name in names:
        if name not in known:
            sentence = _("There is no attribute called {name}; there are {names}.")
            raise NotFoundError(sentence.format(name=name, names=", ".join(known) or _("none")))
    return tuple(names)


def _language_by_letters(text: str) -> str:
    """Return the likeliest language of words from right to left whose source doesn't say it."""
    if not Run(text).rtl:
        return ""
    return "he" if any("\u0590" <= char <= "\u05ff" for char in text) else "ar"


def quote_paragraphs(cited: Cited, language: str) -> list[Paragraph]:
    """Return a quote for a page in a document of `language`, and below it its translation where there is one.

    The words keep their line breaks. Words that run the other way than the document's take the marks of their own
    language, since those of the document would face the wrong way; what is said of them has a line of its own.
    """
    text = visible(cited.text)
    turned = Run(text).rtl != reads_from_right(language)
    marked = quoted(text, cited.language if turned else language)
    details = tuple(value for value in cited.values if value)
    where = visible(place((*cited.people, *details), cited.source, cited.lines))
    if cited.translated:
        name = visible(cited.translator)
        by = _("translated by {name}").format(name=name) if name else _("translated")
        where = "; ".join(filter(None, (where, by)))
    words = Run(marked, italic=cited.italic, language=_other(cited.language, language))
    before: list[Run] = []
    if cited.number:
        before.append(Run(cited.number + _between(cited.number, text), bold=True))
    if cited.kind == "counter":
        label = _("Different view:")
        # Within words in italics, what is not theirs stands upright.
        before.append(Run(label + _between(label, text), italic=not cited.italic))
    after = (Run(f"{_between(where, text)}({where})"),) if where else ()
    quote = Paragraph((*before, words, *after), "quote", lead=len(before))
    return [quote, _translation(cited, language)] if cited.translation else [quote]


def _translation(cited: Cited, language: str) -> Paragraph:
    text = visible(cited.translation)
    marked = quoted(text, language if Run(text).rtl == reads_from_right(language) else "en")
    by = _("(translated by {name})").format(name=visible(cited.translator)) if cited.translator else ""
    runs = (Run(_("Translation:") + " ", italic=True), Run(marked), *((Run(" " + by),) if by else ()))
    return Paragraph(runs, "translation", joins=True, lead=1)


def _between(words: str, quote: str) -> str:
    """Return what parts `words` from a quote: a new line where the two run in different directions."""
    return " " if Run(words).rtl == Run(quote).rtl else "\n"


def _other(language: str, document: str) -> str:
    return "" if language.split("-")[0] == document.split("-")[0] else language
