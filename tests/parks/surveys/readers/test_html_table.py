import pytest

from parks.surveys.readers.html_table import LONGEST, attributes


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", {}),
        ("plain text", {}),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", {"甲": "乙"}),
        ("<TABLE><TR><TD>甲：</TD><TD> 乙 \n 丙 </TD></TR></TABLE>", {"甲": "乙 丙"}),
        ("<tr><td>甲<td>乙<tr><td>丙<td>", {"甲": "乙", "丙": ""}),
        ("<table><tr><td>一</td></tr><tr><td>一</td><td>二</td><td>三</td></tr></table>", {}),
        (
            "<table><tr><td>A</td></tr><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>",
            {"甲": "乙"},
        ),
        ("<table><tr><td>甲</td><td>1</td></tr><tr><td>甲</td><td>2</td></tr></table>", {"甲": "1"}),
        ("<table><tr><td>&lt;甲&gt;</td><td>a&amp;b</td></tr></table>", {"<甲>": "a&b"}),
        ("<table><tr><td></td><td>乙</td></tr></table>", {}),
        ("<td" + "x" * LONGEST, {}),
    ],
)
def test_pairs_of_cells(html, found):
    assert attributes(html) == found
