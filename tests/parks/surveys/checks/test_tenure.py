import pytest

from parks.surveys.checks import tenure
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import CODE, frame


@pytest.mark.parametrize(
    ("letter", "said", "contradicts"),
    [
        ("J", "集体", False),
        ("G", "国有", False),
        ("Z", "争议", False),
        ("J", "国有", True),
        ("J", "争议", True),
        ("G", "集体", True),
        ("G", "争议", True),
        ("Z", "集体", True),
        ("Z", "国有", True),
        ("J", None, False),
    ],
)
def test_the_code_and_the_column_agree(letter, said, contradicts):
    code = CODE.format(1).replace("J", letter)

    assert found(tenure.check, frame(1, 宗地代码=[code], 权属性质=[said])) == (
        [(1, "tenure.contradiction")] if contradicts else []
    )


def test_the_sentence():
    issue = next(tenure.check(context(frame(1, 权属性质=["国有土地"]))))

    assert issue.zh == "权属填“国有”，而宗地代码第 13 位 J 表示“集体”"


def test_the_letters_of_a_malformed_code_mean_nothing():
    assert found(tenure.check, frame(1, 宗地代码=["440111001001J0001"], 权属性质=["国有"])) == []
