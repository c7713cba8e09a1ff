"""The group in numbers: several values of one person, numbers between their ends, of how many nothing is known."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import participants
from qda.core.group_characteristics import group_characteristics


def test_a_group_is_told_attribute_by_attribute_and_says_of_how_many_nothing_is_known(s: Session) -> None:
    role = participants.add_attribute(s, "Role", "choices", ["worker", "manager", "user"])
    years = participants.add_attribute(s, "Years", "number")
    work = participants.add_attribute(s, "Work", "text")
    participants.add_attribute(s, "Age", "choice", ["young", "old"])
    ana, bo, cy = participants.add_participants(s, ["Ana", "Bo", "Cy"])
    participants.set_values(s, ana, role, ["user"])
    participants.set_values(s, bo, role, ["worker", "manager"])
    for person, value in ((ana, "3"), (bo, "10,5"), (cy, "4")):
        participants.set_values(s, person, years, [value])
    participants.set_values(s, cy, work, ["keeps sheep at Vik"])
    first, second = group_characteristics(s)
    assert first.counts == (("worker", 1), ("manager", 1), ("user", 1))
    assert (first.several, first.said, first.unknown) == (True, 2, 1)
    assert first.words() == "Role: worker 1, manager 1, user 1, not known 1 (several may hold for one person)"
    assert second.words() == "Years: 3 to 10.5, median 4"
