import numpy as np
import pytest

from parks.surveys.checks.tolerances import _loaded, area_allowed


@pytest.mark.parametrize(
    ("measured", "allowed"),
    [
        (10, 5), (100, 5), (120, 6), (1_000, 50), (1_600, 50), (2_000, 60), (10_000, 300), (12_000, 300), (20_000, 400),
        (100_000, 2_000), (150_000, 2_000), (300_000, 3_000),
    ],
)  # fmt: skip
def test_what_a_declared_area_may_differ_by(measured, allowed):
    assert area_allowed(np.array([measured], dtype=float))[0] == pytest.approx(allowed)


def test_a_larger_parcel_may_never_have_less():
    allowed = area_allowed(np.geomspace(1, 1e7, 5_000))

    assert (np.diff(allowed) >= 0).all()


def test_every_figure_names_its_source():
    assert all(entry["source"] for entry in _loaded().values())
