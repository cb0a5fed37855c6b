import pytest

from parks.surveys.checks import far_given
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("gfa", "given", "differs"),
    [
        # on 1,600 m²: a ratio of 1, from which 0.05 may differ, and of 4, from which 5 % may
        (1600, 1.05, False),
        (1600, 1.06, True),
        (1600, 0.95, False),
        (1600, 0.94, True),
        (6400, 4.2, False),
        (6400, 4.21, True),
        (6400, 3.8, False),
        (6400, 3.79, True),
        (None, 1.0, False),
        (1600, None, False),
        (1600, -1.0, False),  # negative, said elsewhere
        (1600, 16.0, False),  # impossible, said elsewhere
    ],
)
def test_the_ratio_given_is_the_one_computed(gfa, given, differs):
    table = frame(1, 容积率=[given], **{"建筑面积(㎡)": [gfa]})

    assert found(far_given.check, table) == ([(1, "far.differs")] if differs else [])


def test_the_sentence():
    issue = next(far_given.check(context(frame(1, 容积率=[2.0], **{"建筑面积(㎡)": [1600]}))))

    assert issue.zh == "容积率填 2.00，按建筑面积 1,600 m² ÷ 图形面积 1,600 m² 应为 1.00；容积率不入库"
