import time

import pytest

from parks.surveys.readers.dxf_text import plain_lines


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("石马", ["石马"]),
        (r"\U+77F3\U+9A6C", ["石马"]),
        (r"\U+D800", ["?"]),
        (r"{\fSimSun|b0|i0;石\C1;马}", ["石马"]),
        (r"一\P二^J三\P", ["一", "二", "三"]),
        (r"\A1;\H2.5x;1\S2/3;", ["12/3"]),
        (r"a\~b", ["a b"]),
        (r"\{a\}\\b", [r"{a}\b"]),
        ("100%%p5%%D %%uo", ["100±5° o"]),
        ("", []),
    ],
)
def test_formatting_is_taken_off(written, lines):
    assert plain_lines(written) == lines


@pytest.mark.parametrize("piece", ["\\S", "\\f", "{", "\\", "%%", "\\U+", "\\S1/"])
def test_long_texts_take_no_longer_than_their_length(piece):
    began = time.process_time()
    plain_lines(piece * 100_000)
    assert time.process_time() - began < 5
