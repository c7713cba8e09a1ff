"""Which codes and themes agreement is asked about, and the codes that each of them stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.agreement.asking import CODE, THEME, Ask, Compared
from qda.core.agreement.scoring import Subject
from qda.core.codebook import CodeRow, codes
from qda.core.exclusive import exclusive_categories
from qda.core.retrieval import codes_of_theme, reach
from qda.core.themes.outline import themes
from qda.errors import NotFoundError
from qda.i18n import _


@dataclass(frozen=True, slots=True)
class Exclusive:
    """A category whose codes exclude each other, with these codes and what each of them stands for."""

    category: Compared
    codes: tuple[Compared, ...]
    of_codes: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Codes and themes in their order, and for each the places in `plain` of the codes that it stands for.

    `plain` are ids of codes as they are given to passages, each by itself; `pooled` are the places in it of those that
    are put together over all codes.
    """

    codes: tuple[Compared, ...]
    themes: tuple[Compared, ...]
    of_codes: tuple[tuple[int, ...], ...]
    of_themes: tuple[tuple[int, ...], ...]
    plain: tuple[str, ...]
    pooled: tuple[int, ...]
    exclusive: tuple[Exclusive, ...] = ()

    def rows(self) -> list[tuple[Subject, tuple[int, ...]]]:
        """Return themes and then codes, with the places of the codes that each stands for."""
        return [
            *(
                (Subject(THEME, theme_id=row.id), inside)
                for row, inside in zip(self.themes, self.of_themes, strict=True)
            ),
            *((Subject(CODE, code_id=row.id), inside) for row, inside in zip(self.codes, self.of_codes, strict=True)),
        ]


def find_subjects(session: Session, ask: Ask) -> Subjects:
    """Return what an :class:`Ask` is about; raise NotFoundError for a code or theme that is not there.

    Where no code and no theme is named these are all codes that can be given to passages, and all themes.
    """
    book, outline = codes(session), themes(session)
    everything = not ask.code_ids and not ask.theme_ids
    if not {row.id for row in book} >= set(ask.code_ids):
        raise NotFoundError(_("That code is not in this project any more."))
    if not {row.id for row in outline} >= set(ask.theme_ids):
        raise NotFoundError(_("That theme is not in this project any more."))
    given = {row.id for row in book if row.codable and row.kind != "category"}
    wanted = given if everything else set(ask.code_ids)
    reached = reach(book)
    asked = [row for row in book if row.id in wanted]
    told = [row for row in outline if everything or row.id in ask.theme_ids]
    inside = [[key for key in (reached[row.id] if ask.below else (row.id,)) if key in given] for row in asked]
    drawn = [[key for key in codes_of_theme(book, outline, row.id) if key in given] for row in told]
    needed = {key for keys in (*inside, *drawn) for key in keys}
    plain = tuple(row.id for row in book if row.id in needed)
    places = {key: place for place, key in enumerate(plain)}
    pooled = {places[key] for keys in (inside or drawn) for key in keys}
    return Subjects(
        codes=tuple(Compared(row.id, row.path) for row in asked),
        themes=tuple(Compared(row.id, row.name) for row in told),
        of_codes=tuple(tuple(sorted(places[key] for key in keys)) for keys in inside),
        of_themes=tuple(tuple(sorted(places[key] for key in keys)) for keys in drawn),
        plain=plain,
        pooled=tuple(sorted(pooled)),
        exclusive=tuple(_exclusive(session, book, asked, inside, places)),
    )


def _exclusive(
    session: Session,
    book: Sequence[CodeRow],
    asked: Sequence[CodeRow],
    inside: Sequence[Sequence[str]],
    places: Mapping[str, int],
) -> Iterator[Exclusive]:
    """Yield the sets of codes that exclude each other of which at least two were asked for."""
    stands_for = {row.id: tuple(sorted(places[key] for key in keys)) for row, keys in zip(asked, inside, strict=True)}
    paths = {row.id: row.path for row in book}
    for category in exclusive_categories(session):
        members = [row for row in asked if row.parent == category and stands_for[row.id]]
        if len(members) > 1:
            names = tuple(Compared(row.id, row.path) for row in members)
            yield Exclusive(Compared(category, paths[category]), names, tuple(stands_for[row.id] for row in members))
