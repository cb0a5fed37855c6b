import pytest

from parks.surveys.encoding import decide, decodes, labelled
from parks.surveys.refusals import RefusedError

NAMES = ["石马村经济联社", "白云区太和镇", "广州市"]
GBK, UTF8 = [n.encode("gbk") for n in NAMES], [n.encode() for n in NAMES]


@pytest.mark.parametrize(
    ("cpg", "codec"),
    [
        (b"UTF-8", "utf-8"), (b"utf8\r\n", "utf-8"), (b"65001", "utf-8"), (b"GBK", "gb18030"), (b"GB2312", "gb18030"),
        (b"936", "gb18030"), (b"CP936", "gb18030"), (b"ANSI 936", "gb18030"), (b"ISO-8859-1", "iso8859-1"),
        (b"1250", "cp1250"), (b"ANSI 1251", "cp1251"), (None, None), (b"", None), (b"<!DOCTYPE html><html>", None),
        (b"\xff\xfe", None), (b"99999", None),
    ],
)  # fmt: skip
def test_labels(cpg, codec):
    assert labelled(cpg) == codec


@pytest.mark.parametrize(
    ("cells", "cpg", "name", "sample"),
    [
        (UTF8, b"UTF-8", "UTF-8", "石马村经济联社"),
        (GBK, b"GBK", "GB18030", "石马村经济联社"),
        (UTF8, None, "UTF-8", "石马村经济联社"),
        (GBK, None, "GB18030", "石马村经济联社"),
        (GBK, b"UTF-8", "GB18030", "石马村经济联社"),  # a label that does not decode
        (GBK, b"ISO-8859-1", "GB18030", "石马村经济联社"),  # a label that decodes anything
        (
            [*GBK, "喆".encode("gbk")],
            b"ISO-8859-1",
            "GB18030",
            "石马村经济联社",
        ),  # a rare character in a name
        ([*GBK, "甲：乙、丙，丁。".encode("gbk")], b"1252", "GB18030", "甲：乙、丙，丁。"),
        (UTF8, b"1252", "UTF-8", "石马村经济联社"),
        (UTF8, b"<html>", "UTF-8", "石马村经济联社"),
        (["𠮷田".encode("gb18030")], None, "GB18030", "𠮷田"),
        (["Hněvošický háj".encode("cp1250")], b"1250", "CP1250", "Hněvošický háj"),
        (["Größe Straße Müßiggang Köln".encode("cp1252")] * 9, b"1252", "CP1252", "Größe Straße Müßiggang K"),
        (["Московская область".encode("cp1251")], b"1251", "CP1251", "Московская область"),
        (["Hněvošický háj".encode()], b"UTF-8", "UTF-8", "Hněvošický háj"),
        ([b"plain"], None, "UTF-8", ""),
        ([], None, "UTF-8", ""),
    ],
)
def test_the_content_decides(cells, cpg, name, sample):
    found = decide(cells, cpg)

    assert (found.name, found.sample) == (name, sample)


def test_both_readings_are_shown():
    assert decide(GBK).otherwise == "石马村经济联社".encode("gbk").decode("utf-8", "replace")
    assert decide(UTF8).otherwise == "石马村经济联社".encode().decode("gb18030", "replace")


def test_a_character_cut_by_the_field_width_does_not_count_against_it():
    assert decodes(["石马".encode()[:-1]], "utf-8")
    assert decodes(["石马".encode("gbk")[:-1]], "gb18030")
    assert decide([n.encode()[:-1] for n in NAMES]).name == "UTF-8"


def test_bytes_of_no_encoding_are_refused():
    with pytest.raises(RefusedError) as refusal:
        decide([b"\xff\xff\xff\xff"])
    assert refusal.value.code == "text.encoding"


@pytest.mark.parametrize(
    ("cells", "cpg", "doubt"),
    [
        (UTF8, None, False),
        (GBK, None, False),
        (UTF8, b"UTF-8", False),
        (GBK, b"UTF-8", True),  # a label that is not believed
        (UTF8, b"1252", True),
        (["通".encode("gbk")], None, True),  # also U+0368 in UTF-8
        ([b"plain"], None, False),  # the same both ways
        ([b"plain"], b"1252", False),
        ([], None, False),
        (["Hněvošický háj".encode("cp1250")], b"1250", False),
    ],
)
def test_doubt(cells, cpg, doubt):
    assert decide(cells, cpg).doubt is doubt


def test_in_doubt_both_readings_are_shown_and_the_answer_decides():
    cells = ["通".encode("gbk")]

    assert (decide(cells).sample, decide(cells).otherwise) == ("\u0368", "通")
    answered = decide(cells, None, "gb18030")
    assert (answered.name, answered.sample, answered.evidence) == ("GB18030", "通", "由上传人指定")
    assert not answered.doubt


@pytest.mark.parametrize(("cells", "answer"), [(GBK, "utf-8"), ([b"\xff\xff"], "gb18030")])
def test_an_answer_in_which_the_text_cannot_be_read_is_refused(cells, answer):
    with pytest.raises(RefusedError) as refusal:
        decide(cells, b"UTF-8", answer)

    assert refusal.value.code == "text.encoding-choice"
    assert answer.upper() in refusal.value.zh


@pytest.mark.parametrize("answer", ["utf-8", "gb18030"])
def test_ascii_can_be_read_as_either(answer):
    assert decide([b"plain"], b"1252", answer).name == answer.upper()
