"""What tests of reconciling share."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.core.reconciling.desk import Desk, make_desk


@pytest.fixture
def desk(s: Session) -> Desk:
    return make_desk(s)
