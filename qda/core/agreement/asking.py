"""What can be asked about how far coders agree over coded passages, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

UNITS = ("character", "word", "sentence", "line", "turn", "passage")
"""What is counted. ``passage`` asks for the unitizing family: passages of free length, on characters."""

INTERVALS = ("sources", "turns", "")
"""What a bootstrap draws again: sources, turns, or nothing (no interval)."""

EVERYTHING, PARTICIPANTS = "everything", "participants"

CODE, THEME, SET, ALL = "code", "theme", "set", "all"
FEWEST_SOURCES = 10
SAMPLES = 1000
SEED = 20


@dataclass(frozen=True, slots=True)
class Ask:
    """What to compare; an empty choice stands for all there are.

    `coder_ids` two or more coders in the order in which they are shown; empty: all that have finished a source, without
    consensus coders. `code_ids` and `theme_ids` for which of them figures are wanted; where both are empty, those of
    all codes, and of all themes. With `below` a code stands wherever it or a code below it stands. `source_ids` which
    sources; those that the coders have not all finished are left out and listed.

    `unit` is one of :data:`UNITS`. A unit is coded by a coder where a passage shares a character with it. `speech` is
    ``everything`` in the text (labels and interviewers' turns too) or ``participants``, what participants say.

    `statistics` are names of :func:`qda.core.agreement.statistics`, or of the unitizing family for passages; empty: the
    usual ones. `pairs` asks for each pair of coders beside all of them together, `by_source` for every source by
    itself (over all codes; of the code too where one is asked for), `over_all` for all codes together
    (of those asked for, also where that is one; not where only themes are).

    `round_id` narrows to the sources and stretches of a round. Without it, what belongs to training rounds is left out.

    `intervals` is one of :data:`INTERVALS`: a percentile bootstrap of `samples` samples at `level`, drawn with `seed`.
    """

    coder_ids: tuple[str, ...] = ()
    code_ids: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()
    unit: str = "sentence"
    statistics: tuple[str, ...] = ()
    round_id: str | None = None
    below: bool = True
    speech: str = EVERYTHING
    pairs: bool = True
    by_source: bool = False
    over_all: bool = True
    intervals: str = "sources"
    samples: int = SAMPLES
    level: float = 0.95
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Compared:
    """A coder, source, code or theme that was compared; `name` is the path of a code, `short` initials of a coder."""

    id: str
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that does not count, or not for all; `reason` is a finished sentence."""

    source_id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """One statistic of one thing for two or more coders.

    `scope` says of what: ``code``, ``theme``, ``set`` (the codes below a category that exclude each other; `code_id` is
    the category), or ``all`` codes together. `code_id` or `theme_id` name it, None otherwise; `source_id` is None where
    it is over all sources. `coders` are ids in the order asked for.

    `value` is None where the statistic is not defined, and `reason` says why in a sentence. `low` and `high` are the
    interval; where they are None, `why_no_interval` says why in a sentence.

    `n` is how many units were judged (over all codes: units times codes; passages: characters), in `sources` sources.
    Of those, `any_coded` were coded by at least one of the coders, `all_coded` by all of them. `observed` is the share
    of units on which two coders say the same, `positive` and `negative` that of the units that either coded, or either
    left out (Cicchetti & Feinstein 1990), over all pairs; None where nothing can be divided. `prevalence` is the share
    of units coded, the mean of coders. `prevalence_index` is (both - neither) / n, `bias_index` the difference of the
    coders' shares (Byrt, Bishop & Carlin 1993), both from -1 to 1; of more than two coders the means over pairs, of the
    bias without its sign.
    """

    scope: str
    code_id: str | None
    theme_id: str | None
    source_id: str | None
    coders: tuple[str, ...]
    unit: str
    statistic: str
    value: float | None
    reason: str
    low: float | None
    high: float | None
    why_no_interval: str
    n: int
    sources: int
    any_coded: int
    all_coded: int
    observed: float | None
    positive: float | None
    negative: float | None
    prevalence: float | None
    prevalence_index: float | None
    bias_index: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree, with all that must be said beside the figures.

    `coders`, `sources`, `codes` and `themes` are what was compared, in their order, `left_out` what was not, with its
    reason. `unused` are ids of codes that none of the coders gave in these sources: over all codes they don't count.
    `round` is the name of the round, `training` says that it was one for practice: never in a methods sentence.
    `consensus` says that a consensus coder is among the coders, and `discussed` are the sources of which differences
    were talked about before: such figures are "after discussion, not independent". `notes` are finished sentences on
    how it was counted that belong under the figures. `sets` are the categories whose codes exclude each other, for
    results of the scope ``set``.
    """

    ask: Ask
    unit: str
    coders: tuple[Compared, ...]
    sources: tuple[Compared, ...]
    codes: tuple[Compared, ...]
    themes: tuple[Compared, ...]
    left_out: tuple[LeftOut, ...]
    unused: tuple[str, ...]
    results: tuple[Result, ...]
    seed: int
    samples: int
    level: float
    round: str = ""
    training: bool = False
    consensus: bool = False
    discussed: tuple[Compared, ...] = ()
    notes: tuple[str, ...] = ()
    sets: tuple[Compared, ...] = ()

    @property
    def independent(self) -> bool:
        """Whether the coders worked by themselves, as far as the project knows."""
        return not self.consensus and not self.discussed
