import re

import numpy as np
from stdnum.cn import uscc as standard

from parks.demo import names, uscc
from parks.demo.inventory import Inventory
from parks.inventory.cities import load_city


def test_credit_codes_pass_the_standard_library(inventory: Inventory) -> None:
    codes = inventory.enterprises["uscc"]
    assert codes.is_unique
    assert all(standard.is_valid(code) for code in codes)
    assert (codes.str[2:8] == inventory.enterprises["district"]).all()
    assert codes.str[8:10].eq("YY").all()


def test_organization_check_character_follows_gb_11714() -> None:
    """D2143569-X is the standard's own example; 60003734-1 is in a published credit code."""
    values = {character: number for number, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}

    def check(body: str) -> str:
        total = sum(values[c] * w for c, w in zip(body, uscc.ORGANIZATION_WEIGHTS, strict=True))
        return "0123456789X0"[(11 - total % 11) % 11] if total % 11 else "0"

    assert check("D2143569") == "X"
    assert check("60003734") == "1"
    made = uscc.assign(np.full(500, "440111"), np.random.default_rng(3))
    assert all(code[16] == check(code[8:16]) for code in made)


def test_cadastral_codes(inventory: Inventory) -> None:
    lots = inventory.parcels
    assert lots["code"].is_unique
    pattern = re.compile(r"^\d{12}[GJZ][ABSXCDEFWY]\d{5}$")
    assert all(pattern.match(code) for code in lots["code"])
    letter = {"collective": "J", "state": "G", "undetermined": "Z"}
    assert (lots["code"].str[12] == lots["tenure"].map(letter)).all()
    area = inventory.parks["area"].to_numpy()[lots["park"]]
    assert all(code.startswith(where) for code, where in zip(lots["code"], area, strict=True))


def test_park_codes_and_names(inventory: Inventory) -> None:
    parks, city = inventory.parks, load_city()
    assert parks["code"].is_unique
    assert parks["code"].str.fullmatch(r"\d{6}-\d{4}").all()
    assert (parks["code"].str[:6] == parks["district"]).all()
    assert not parks.duplicated(["area", "name"]).any()
    assert set(parks["area"]) <= set(city.villages) | set(city.towns)
    core = parks["district"].isin(city.core_districts)
    assert parks.loc[core, "area"].str.len().eq(9).all()
    assert parks.loc[~core, "area"].str.len().eq(12).all()


def test_stems_and_numerals() -> None:
    assert names.stem("石马村民委员会") == "石马"
    assert names.stem("乌石村委会") == "乌石"
    assert names.stem("南村村委会") == "南村"
    assert names.stem("龙凤街道") == "龙凤"
    assert names.stem("石马鸿图社区居委会") == "石马鸿图"
    assert [names.numeral(n) for n in (1, 10, 11, 20, 32)] == ["一", "十", "十一", "二十", "三十二"]


def test_industries_are_letter_and_four_digits(inventory: Inventory) -> None:
    assert inventory.enterprises["industry"].str.fullmatch(r"[A-T]\d{4}").all()
    assert inventory.enterprises["industry"].nunique() > 30
