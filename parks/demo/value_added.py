"""Value added, electricity and emissions (增加值, 电耗, 排放当量) beside the figures that were made first."""

import numpy as np
import pandas as pd

ADDED = ["value_added_yuan", "electricity_kwh", "emission_equivalents"]
GAPS = {"value_added_yuan": 0.05, "electricity_kwh": 0.04, "emission_equivalents": 0.15}
VALUE_ADDED_RATE, RATE_SPREAD = 0.22, 0.06
KWH_PER_TCE = 1 / 0.1229e-3
EMITTERS = 0.8


def add(earned: pd.DataFrame, rng: np.random.Generator) -> None:
    """Per enterprise: about a fifth of the output is value added, and most of the energy is electricity."""
    count = len(earned)
    output = earned["output_yuan"].to_numpy()
    rate = np.clip(rng.normal(VALUE_ADDED_RATE, RATE_SPREAD, count), 0.03, 0.5)
    earned["value_added_yuan"] = (output * rate).round(-2)
    energy = earned["energy_tce"].to_numpy()
    earned["electricity_kwh"] = (energy * KWH_PER_TCE * rng.uniform(0.7, 0.97, count)).round()
    emits = rng.random(count) < EMITTERS
    emitted = output / 1e4 * 0.06 * rng.lognormal(0, 0.9, count)
    earned["emission_equivalents"] = np.where(emits, emitted, 0).round(2)
