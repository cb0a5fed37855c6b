"""Small frames for tests: rows as dicts, everything not named is unknown."""

from datetime import date

import numpy as np
import pandas as pd

from assessment.columns import TABLES
from assessment.frame import Frame, empty_table
from assessment.policy.load import load_policy
from assessment.policy.model import Policy

ON = date(2026, 11, 1)
DEFAULTS = {
    "parks": {"district_code": "440111", "area_m2": 50_000.0},
    "parcels": {"park_id": 1, "district_code": "440111"},
    "enterprises": {"park_id": 1, "district_code": "440111"},
}
COMPLETE = {
    "output_per_mu": 100.0,
    "tax_per_mu": 5.0,
    "output_per_tce": 10.0,
    "rd_share": 0.03,
    "upgrade_per_mu": 2.0,
    "recognitions": 1.0,
    "uploaded": True,
    "falsified": False,
}


def policy(**overrides: object) -> Policy:
    return load_policy(ON, overrides or None)


def table(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows with ids from 1."""
    filled = [{**DEFAULTS[name], **row} for row in rows]
    return pd.DataFrame(filled, index=pd.RangeIndex(1, len(filled) + 1))


def frame_of(
    parks: list[dict], parcels: list[dict] | None = None, enterprises: list[dict] | None = None
) -> Frame:
    return Frame(
        table("parks", parks),
        table("parcels", parcels) if parcels else empty_table("parcels"),
        table("enterprises", enterprises) if enterprises else empty_table("enterprises"),
    )


def city(parks: int = 120, parcels: int = 200, enterprises: int = 150, seed: int = 7) -> Frame:
    """Random but seeded: about a tenth of every column unknown, about a tenth of the parks too small for one."""
    rng = np.random.default_rng(seed)
    sizes = {"parks": parks, "parcels": parcels, "enterprises": enterprises}
    return Frame(**{name: _random_table(name, size, parks, rng) for name, size in sizes.items()})


def _random_table(name: str, size: int, parks: int, rng: np.random.Generator) -> pd.DataFrame:
    data: dict[str, object] = {}
    for column in TABLES[name]:
        if column.kind == "code":
            data[column.name] = rng.choice(column.words or ["440111", "440113", "440118"], size)
        elif column.kind == "reference":
            data[column.name] = rng.integers(1, parks + 1, size)
        elif column.kind == "boolean":
            likely = 0.05 if column.name == "falsified" else 0.8
            flags = pd.array(rng.random(size) < likely, dtype="boolean")
            flags[rng.random(size) < 0.1] = pd.NA
            data[column.name] = flags
        elif column.name == "area_m2":
            data[column.name] = np.where(rng.random(size) < 0.1, 4_999.0, rng.uniform(5_000, 500_000, size))
        else:
            values = rng.random(size) if column.maximum == 1 else rng.integers(0, 10, size) * rng.random(size)
            if not column.required:
                values[rng.random(size) < 0.1] = np.nan
            data[column.name] = values
    return pd.DataFrame(data, index=pd.RangeIndex(1, size + 1))


def shuffled(frame: Frame, seed: int = 3) -> Frame:
    """The same facts, rows and columns in another order."""
    rng = np.random.default_rng(seed)
    return Frame(
        **{
            name: part.iloc[rng.permutation(len(part)), rng.permutation(part.shape[1])]
            for name, part in frame.tables()
        },
        year=frame.year,
    )
