"""Codes against published examples: GB 32100 specimens, the 不动产单元编码 annex, GB/T 4754."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from parks.inventory import codes

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [pow(3, i, 31) for i in range(17)]


@pytest.mark.parametrize("code", ["91110000600037341L", "9144030071526726XG"])
def test_published_credit_codes_pass(code: str) -> None:
    assert codes.uscc_fault(code) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91110000600037341", "uscc.length"),
        ("91110000600037341I", "uscc.format"),
        ("91110000600037341M", "uscc.check-digit"),
    ],
)
def test_wrong_credit_codes_name_their_fault(code: str, fault: str) -> None:
    assert codes.uscc_fault(code) == fault


@given(st.from_regex(r"[1-9AN][1-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True))
def test_exactly_one_check_character_is_right(body: str) -> None:
    """GB 32100: C18 = 31 − ΣCᵢ·3^(i−1) mod 31, computed here apart from the library."""
    expected = ALPHABET[-sum(ALPHABET.index(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 31]
    assert [c for c in ALPHABET if codes.uscc_fault(body + c) is None] == [expected]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("340123002004GB00011", None),
        ("440111012003JB00127", None),
        ("440111012003JA00127", None),
        ("440111012003GA00127", "parcel-code.ownership"),
        ("440111012003HB00031", "parcel-code.format"),
        ("44011101200JB00127", "parcel-code.length"),
        ("", "parcel-code.length"),
        ("４４０111012003JB00127", "parcel-code.format"),
        ("440111012003JB0012\n", "parcel-code.format"),
    ],
)
def test_parcel_codes(code: str, fault: str | None) -> None:
    assert codes.parcel_code_fault(code) == fault


@pytest.mark.parametrize(
    ("code", "fault"), [("C1810", None), ("C38", None), ("1810", "industry-code.format")]
)
def test_industry_codes(code: str, fault: str | None) -> None:
    assert codes.industry_code_fault(code) == fault


@pytest.mark.parametrize(
    ("validate", "wrong", "fault"),
    [
        (codes.validate_parcel_code, "x", "parcel-code.length"),
        (codes.validate_uscc, "x", "uscc.length"),
        (codes.validate_industry_code, "x", "industry-code.format"),
    ],
)
def test_validators_carry_the_fault(validate, wrong: str, fault: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate(wrong)
    assert caught.value.code == fault
