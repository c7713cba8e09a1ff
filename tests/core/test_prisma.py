"""The flow of reports: counts that add up are silent, others are told of, and empty boxes are waited for."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from qda.core import prisma
from qda.errors import RefusedError

# 812 + 38 - 97 - 3 = 750 screened; - 690 = 60 sought; - 2 = 58 assessed; - (20 + 16) = 22, and one of 2 others: 23.
SOUND = {
    "databases": 812,
    "registers": 38,
    "duplicates": 97,
    "automation": 3,
    "screened": 750,
    "excluded": 690,
    "sought": 60,
    "not_retrieved": 2,
    "assessed": 58,
    "other_identified": 2,
    "other_sought": 2,
    "other_not_retrieved": 0,
    "other_assessed": 2,
    "studies": 21,
    "reports": 23,
}


@pytest.fixture
def typed(s: Session) -> Session:
    for name, number in SOUND.items():
        prisma.set_box(s, name, number)
    prisma.set_reasons(s, "reasons", [("wrong population", 20), ("no findings of people", 16), ("  ", 5)])
    prisma.set_reasons(s, "other_reasons", [("not peer reviewed", 1)])
    return s


def test_a_flow_that_adds_up_raises_no_doubt(typed: Session) -> None:
    now = prisma.flow(typed)
    assert now.boxes == SOUND
    assert now.reasons == (("wrong population", 20), ("no findings of people", 16))
    assert prisma.doubts(now) == []


@pytest.mark.parametrize(
    ("box", "number", "says"),
    [
        ("screened", 751, "Records screened is 751, but identified less removed before screening is 750."),
        ("sought", 61, "Reports sought for retrieval is 61, but screened less excluded is 60."),
        ("assessed", 59, "Reports assessed for eligibility is 59, but sought less not retrieved is 58."),
        ("other_sought", 1, "Reports sought for retrieval, other methods is 1, but identified by other methods is 2."),
        ("reports", 24, "Reports of included studies is 24, but assessed less excluded is 23."),
        ("studies", 30, "There are more studies (30) than reports of them (23); each has one report at least."),
    ],
)
def test_each_place_where_it_does_not_add_up_is_told(typed: Session, box: str, number: int, says: str) -> None:
    prisma.set_box(typed, box, number)
    assert says in prisma.doubts(prisma.flow(typed))


def test_what_is_not_typed_yet_is_waited_for(s: Session) -> None:
    assert prisma.flow(s).empty
    prisma.set_box(s, "databases", 1_200)
    prisma.set_box(s, "sought", 40)
    prisma.set_box(s, "reports", 12)
    assert prisma.doubts(prisma.flow(s)) == []
    prisma.set_box(s, "screened", 1_000)
    assert prisma.doubts(prisma.flow(s)) == [
        "Records screened is 1,000, but identified less removed before screening is 1,200."
    ]
    for name in ("databases", "sought", "reports", "screened"):
        prisma.set_box(s, name, None)
    assert prisma.flow(s).empty
    with pytest.raises(RefusedError):
        prisma.set_box(s, "screened", -1)
