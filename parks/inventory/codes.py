"""Codes of the field: 区划代码, 宗地代码, 统一社会信用代码, GB/T 4754. Each check returns None or a fault's stable code."""

import re

from django.core.exceptions import ValidationError
from stdnum.cn import uscc

AREA_CODE = r"^([0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$"
PARK_CODE = r"^[0-9]{6}-[0-9]{4}$"
PARCEL_CODE = r"^[0-9]{12}(?:JA|[GJZ][BSXCDEFWY])[0-9]{5}$"
"""Of the kinds only A, the ownership itself (土地所有权), is a collective's alone."""
USCC = r"^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$"
INDUSTRY_CODE = r"^[A-T][0-9]{2,4}$"
TENURE_OF_PARCEL_CODE = {"G": "state", "J": "collective", "Z": "undetermined"}


def parcel_code_fault(code: str) -> str | None:
    """宗地代码: 19 characters, county 6 + 地籍区 3 + 地籍子区 3 + tenure and kind letters + serial 5."""
    if len(code) != 19:
        return "parcel-code.length"
    if re.fullmatch(r"[0-9]{12}[GZ]A[0-9]{5}", code):
        return "parcel-code.ownership"
    return None if re.fullmatch(PARCEL_CODE, code) else "parcel-code.format"


def uscc_fault(code: str) -> str | None:
    """统一社会信用代码: 18 characters of 31, the last a check character (GB 32100).

    Village collectives are registered under N2…, which stdnum's own `validate` refuses: only its check digit serves.
    """
    if len(code) != 18:
        return "uscc.length"
    if not re.fullmatch(USCC, code):
        return "uscc.format"
    return None if code[-1] == uscc.calc_check_digit(code[:-1]) else "uscc.check-digit"


def industry_code_fault(code: str) -> str | None:
    """GB/T 4754: a section letter and two to four digits."""
    return None if re.fullmatch(INDUSTRY_CODE, code) else "industry-code.format"


def validate_parcel_code(value: str) -> None:
    if fault := parcel_code_fault(value):
        raise ValidationError("宗地代码不符合 19 位规则", code=fault)


def validate_uscc(value: str) -> None:
    if fault := uscc_fault(value):
        raise ValidationError("统一社会信用代码不正确", code=fault)


def validate_industry_code(value: str) -> None:
    if fault := industry_code_fault(value):
        raise ValidationError("国民经济行业代码应为门类字母加 2–4 位数字", code=fault)
