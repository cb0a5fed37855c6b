"""Delimited text: separators, quotes, encodings, and rows numbered as a spreadsheet shows them."""

import csv
import io
import tracemalloc

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parks.surveys.readers import Limits, read
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files, sheets
from tests.parks.surveys.sheets import HEADER, row


def opened(path, **how):
    return read(path, path.name, **how)


def refusal(path, **how):
    with pytest.raises(RefusedError) as caught:
        opened(path, **how)
    return caught.value.code


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_separators_and_encodings(separator, encoding, tmp_path):
    path = sheets.text(tmp_path / "a.csv", HEADER, row(1), row(2), separator=separator, encoding=encoding)

    reading = opened(path)

    assert (reading.columns, list(reading.table.index)) == (list(HEADER), [2, 3])
    assert reading.table["权利人"][3] == "石马村经济联社"
    shown = {"gbk": "GB18030", "utf-16": "UTF-16"}.get(encoding, "UTF-8")
    assert (reading.format, reading.encoding.name) == ("TSV" if separator == "\t" else "CSV", shown)


def test_titles_blank_lines_and_totals(tmp_path):
    path = sheets.text(
        tmp_path / "a.csv", ["宗地摸查表"], [], HEADER, row(1), [], row(2), ["合计", "", "", "2"]
    )

    reading = opened(path)

    assert list(reading.table.index) == [4, 6]
    assert [issue.code for issue in reading.issues] == [
        "sheet.title-rows",
        "sheet.totals-row",
        "sheet.blank-rows",
    ]


def test_quotes_line_breaks_and_the_numbers_of_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('宗地代码,权利人\r\na, "石马村, ""一社""\n二队"\r\nb,c\r\n', encoding="utf-8", newline="")

    reading = opened(path)

    assert reading.table["权利人"].to_dict() == {2: '石马村, "一社"\n二队', 3: "c"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('宗地代码,权利人\na,"石马\nb,c\n', "csv.quotes"),
        ('宗地代码,权利人\na,"石"马\n', "csv.quotes"),
        ("宗地代码,权利人\n", "file.no-rows"),
        (" \n\n", "file.no-rows"),
    ],
)
def test_refusals(body, code, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(body, encoding="utf-8")

    assert refusal(path) == code


def test_bytes_of_no_encoding(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("宗地代码,权利人\n".encode() + b"a,\xff\xff\n")

    assert refusal(path) == "text.encoding"


def test_a_hint_of_the_separator(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\n宗地代码;权利人\na;b,c\n", encoding="utf-8")

    assert opened(path).table["权利人"].to_dict() == {3: "b,c"}


def test_a_row_with_more_cells_than_the_header(tmp_path):
    path = sheets.text(tmp_path / "a.csv", HEADER, row(1, "", ""), row(2, "x"), row(3)[:2])

    reading = opened(path)

    assert [(issue.row, issue.code) for issue in reading.issues] == [(3, "sheet.more-cells")]
    assert list(reading.table["权利人"].isna()) == [False, False, True]


def test_a_header_of_two_rows(tmp_path):
    path = sheets.text(
        tmp_path / "a.csv",
        ["宗地代码", "建筑面积（㎡）", "", "权利人"], ["", "合法", "2009年前无证", ""],
        [files.CODE.format(1), 5, 6, "石马"],
    )  # fmt: skip

    reading = opened(path)

    assert reading.columns == ["宗地代码", "合法建筑面积（㎡）", "2009年前无证建筑面积（㎡）", "权利人"]
    assert list(reading.table.index) == [3]


def test_wkt_longer_than_a_cell_of_excel(tmp_path):
    ring = shapely.Point(113.3, 23.3).buffer(0.001, quad_segs=2_000)
    path = sheets.text(tmp_path / "a.csv", ["宗地代码", "图形"], ["a", f'"{ring.wkt}"'])

    assert opened(path).geometry[0].equals_exact(ring, 1e-9)
    assert len(ring.wkt) > 131_072


@pytest.mark.parametrize(("name", "known"), [("a.xlsx", True), ("a.dat", True), ("a.txt", True), ("a", True)])
def test_a_table_under_any_name(name, known, tmp_path):
    path = sheets.text(tmp_path / "x", HEADER, row(1))

    assert read(path, name).format == "CSV"


def test_prose_is_no_table(tmp_path):
    path = tmp_path / "README.md"
    path.write_text("# 说明\n\n宗地代码, 见附件; 其余从略\n", encoding="utf-8")

    assert refusal(path) == "file.unknown"


def test_more_rows_than_allowed(tmp_path):
    path = sheets.text(tmp_path / "a.csv", HEADER, *(row(n) for n in range(6)))

    assert refusal(path, limits=Limits(rows=5)) == "file.too-many-rows"
    assert len(opened(path, limits=Limits(rows=6)).table) == 6


CELL = st.text(st.characters(codec="gb18030", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), max_size=12)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8),
    separator=st.sampled_from([",", "\t", ";", "|"]),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_whatever_a_spreadsheet_writes_comes_back(rows, separator, ending, quoting, encoding, tmp_path):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=ending, quoting=quoting)
    lines = [
        ("宗地代码", "权利人", "坐落"),
        *((files.CODE.format(n), *cells) for n, cells in enumerate(rows)),
    ]
    writer.writerows(lines)
    path = tmp_path / "a.csv"
    path.write_bytes(text.getvalue().encode(encoding))

    reading = opened(path)

    found = [
        tuple(c if isinstance(c, str) else "" for c in line) for line in reading.table.itertuples(index=False)
    ]
    decoded = reading.encoding.name == ("GB18030" if encoding == "gb18030" else "UTF-8")
    assert not decoded or found == lines[1:]
    assert len(found) == len(rows)


@pytest.mark.slow
def test_half_a_million_rows_in_bounded_memory(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join([*HEADER, "宗地面积（㎡）", "坐落"]) + "\n")
        for n in range(500_000):
            file.write(",".join(map(str, row(n % 100_000, n / 7, f"石马街 {n} 号"))) + "\n")

    tracemalloc.start()
    reading = opened(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(reading.table) == 500_000
    assert peak < 600 * 1024**2
