"""Statistics that are offered, and the few that are shown where nobody chose."""

from __future__ import annotations

from qda.core.agreement import statistics
from qda.core.agreement.choosing import few, offered


def test_a_kappa_fits_the_number_of_coders():
    assert few(2) == ("percent", "cohen-kappa", "krippendorff-alpha")
    assert few(3) == ("percent", "cohen-kappa", "fleiss-kappa", "krippendorff-alpha")
    assert few(2, "passage") == ("u-alpha",)


def test_all_that_is_offered_can_be_asked_for():
    assert set(few(3)) <= {name for name, _title in offered(3)} <= set(statistics())
    # Of two coders these are Cohen's under other names.
    assert not {"light-kappa", "conger-kappa"} & {name for name, _title in offered(2)}
    assert dict(offered(2))["cohen-kappa"] == "Cohen's kappa"
    assert "u-alpha" in dict(offered(2, "passage"))
