"""`assessment rank-N`, `city`: ranking N parks, and the whole city judged.

rank: ours bounds each indicator by percentiles, scores need, opportunity and priority, and takes missing values into
account; the peer is a weighted sum of pymcdm, the floor one of numpy, both on the same values with nothing missing.
N over the inventory's parks are drawn from them again, each value moved a little.
city: parks, parcels and enterprises graded, modes and ranks; the floor is reading them out of the database.
"""

import subprocess
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from django.utils import timezone

from bench import inventory
from bench.asking import scratch
from bench.measuring import Contender, in_turns, seconds
from bench.peers import environment
from bench.records import Record

RUNS = 5
SIZES = (2_705, 50_000, 1_000_000)
SEED = 11


def run() -> list[Record]:
    inventory.set_up()
    from assessment.frame import Frame, canonical
    from assessment.policy.load import load_policy
    from parks.inventory.frames import assessment_frame

    policy = load_policy(timezone.localdate())
    frame: Frame = canonical(assessment_frame())
    python = environment.python()
    ranks = [record for size in SIZES for record in _rank(frame.parks, policy, size, python)]
    return [*ranks, *_city(frame, policy)]


def _rank(parks: pd.DataFrame, policy: object, size: int, python: Path) -> list[Record]:
    from assessment.scoring.rank import indicator_matrix, rank_matrix

    drawn = _drawn(parks, size)
    matrix = indicator_matrix(drawn, policy)
    values = np.where(np.isnan(matrix.values), np.nanmedian(matrix.values, axis=0), matrix.values)
    values += np.random.default_rng(SEED).uniform(0, 1e-9, values.shape)
    weights = np.array([item.weight for item in matrix.indicators])
    directions = np.array([item.direction for item in matrix.indicators])
    file = scratch() / f"matrix-{size}.npz"
    np.savez(file, values=values, weights=weights / weights.sum(), directions=directions)
    contenders = [
        Contender("ours", "Cunyuan", seconds(lambda: rank_matrix(indicator_matrix(drawn, policy)))),
        Contender("peer", "pymcdm WSM", partial(_pymcdm, python, file)),
        Contender("floor", "numpy weighted sum", seconds(lambda: _numpy(values, weights, directions))),
    ]
    found = in_turns("assessment", f"rank-{size}", contenders, unit="s", better="lower", runs=RUNS)
    file.unlink()
    return found


def _drawn(parks: pd.DataFrame, size: int) -> pd.DataFrame:
    if size <= len(parks):
        return parks.head(size)
    generator = np.random.default_rng(SEED)
    drawn = parks.iloc[generator.integers(0, len(parks), size)].reset_index(drop=True)
    for name in drawn.select_dtypes("float").columns:
        drawn[name] *= generator.uniform(0.999, 1.0, size)
    return drawn


def _pymcdm(python: Path, file: Path) -> float:
    script = Path(__file__).parent / "peers" / "rank_pymcdm.py"
    done = subprocess.run([str(python), str(script), str(file)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _numpy(values: np.ndarray, weights: np.ndarray, directions: np.ndarray) -> np.ndarray:
    low, high = values.min(axis=0), values.max(axis=0)
    scores = ((values - low) / (high - low)) @ (weights * directions)
    order = np.argsort(-scores)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def _city(frame: object, policy: object) -> list[Record]:
    from assessment.appraise import appraise
    from parks.inventory.frames import assessment_frame

    contenders = [
        Contender("ours", "Cunyuan, everything judged", seconds(lambda: appraise(frame, policy))),
        Contender("floor", "reading it from the database", seconds(assessment_frame)),
    ]
    return in_turns("assessment", "city", contenders, unit="s", better="lower", runs=3)
