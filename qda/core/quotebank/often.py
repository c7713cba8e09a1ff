"""Whether one person is quoted too often: a rule of thumb of our own, said with what it counts."""

from __future__ import annotations

from collections.abc import Mapping

FEWEST = 4


def too_often(numbers: Mapping[str, int], people: int) -> set[str]:
    """Return who is quoted too often: at least :data:`FEWEST` times, and more than twice the share of one person.

    `numbers` are quotations by participant id; the share of one is all of them divided by the number of `people` who
    could be quoted. With two people or fewer nobody is quoted too often.
    """
    share = sum(numbers.values()) / max(people, 1)
    return {key for key, number in numbers.items() if number >= FEWEST and number > 2 * share}
