"""Names of synthetic parks and firms, made from real village names and common characters."""

import re

import numpy as np
import pandas as pd

from parks.demo.arrays import Shapes
from parks.inventory.cities import City

SUFFIX = re.compile(
    r"(村民委员会|村村委会|村委会|社区居民委员会|社区居民居委会|社区居委会|居民委员会|居委会|街道|镇)+$"
)
NUMERALS = "一二三四五六七八九十"
KINDS = ["工业园", "工业区", "工业园", "产业园", "工业小区"]
WAREHOUSE_KINDS = ["物流园", "仓储园"]
FIRST = list("宏嘉美华恒盛鑫永广天金瑞德联锦兴创顺佳富力智星云汇悦丰泰利百")
SECOND = list("达源辉隆艺信邦诚通雅韵格凯腾翔飞宇森晟润铭科尚航亿诺彩莱妍")
LEGAL_FORMS = ["有限公司", "有限公司", "有限公司", "实业有限公司", "加工厂"]


def stem(name: str) -> str:
    """石马村民委员会 → 石马, 均禾街道 → 均禾; a one-character village keeps its 村."""
    short = SUFFIX.sub("", name)
    return short if len(short) > 1 else (short + "村" if short else name)


def numeral(number: int) -> str:
    if number <= 10:
        return NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else NUMERALS[tens - 1]) + "十" + (NUMERALS[ones - 1] if ones else "")


def area_name(city: City, code: str) -> str:
    return (city.villages.get(code) or city.towns[code]).name


def name_parks(parks: pd.DataFrame, city: City, rng: np.random.Generator) -> list[str]:
    """石马工业园 where a village has one park, 石马第一工业园 … where it has several."""
    total = parks.groupby("area")["area"].transform("size").to_numpy()
    turn = parks.groupby("area").cumcount().to_numpy() + 1
    kinds = rng.choice(KINDS, len(parks))
    stored = rng.choice(WAREHOUSE_KINDS, len(parks))
    out = []
    for number, (area, use, anchor) in enumerate(
        zip(parks["area"], parks["main_use"], parks["anchor"], strict=True)
    ):
        kind = stored[number] if use == "warehouse" else kinds[number]
        order = f"第{numeral(int(turn[number]))}" if total[number] > 1 else ""
        out.append(anchor.name if anchor else f"{stem(area_name(city, area))}{order}{kind}")
    return out


def code_parks(parks: pd.DataFrame) -> list[str]:
    """440111-0327: the district and a number within it, from north to south."""
    rank = parks["north"].groupby(parks["district"]).rank(method="first", ascending=False).astype(int)
    return [f"{district}-{number:04d}" for district, number in zip(parks["district"], rank, strict=True)]


def name_firms(products: Shapes, rng: np.random.Generator) -> list[str]:
    count = len(products)
    first, second = rng.choice(FIRST, count), rng.choice(SECOND, count)
    third = rng.choice(["", *SECOND], count)
    form = rng.choice(LEGAL_FORMS, count)
    return [
        f"广州{a}{b}{c}{d}{e}" for a, b, c, d, e in zip(first, second, third, products, form, strict=True)
    ]
