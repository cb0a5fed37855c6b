import pytest

from parks.surveys.checks import far_given
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("gfa", "given", "differs"),
    [
        # on 1,600 m²: a ratio of 0.5, from which 0.05 may differ, and of 4, from which 5 % may
        (800, 0.55, False),
        (800, 0.551, True),
        (800, 0.45, False),
        (800, 0.449, True),
        (6400, 4.2, False),
        (6400, 4.201, True),
        (6400, 3.8, False),
        (6400, 3.799, True),
        (None, 1.0, False),
        (1600, None, False),
        (1600, -1.0, False),  # negative, said elsewhere
        (1600, 15.0, True),
        (1600, 15.01, False),  # impossible, said elsewhere
        (24_000, 14.0, True),
        (24_001, 14.0, False),
    ],
)
def test_the_ratio_given_is_the_one_computed(gfa, given, differs):
    table = frame(1, 容积率=[given], **{"建筑面积(㎡)": [gfa]})

    assert found(far_given.check, table) == ([(1, "far.differs")] if differs else [])


def test_the_sentence():
    issue = next(far_given.check(context(frame(1, 容积率=[2.0], **{"建筑面积(㎡)": [1600]}))))

    assert issue.zh == "容积率填 2.00，按建筑面积 1,600 m² ÷ 图形面积 1,600 m² 应为 1.00；容积率不入库"
