"""`assessment rank-N`, `draws-N`, `memory-N`, `play-N`, `city`: ranking, ranking again and again, and the whole city judged.

rank: N × 18 values of which one in twenty is missing; ours bounds by percentiles, scores need, opportunity and priority over
what is known, and settles ties. The peers weigh the same values, gaps filled, into one score; the floor is numpy for ours'
own question where nothing is missing. draws: 1,000 sets of weights; ours also finds who is in the top N and between which
ranks everybody lies; peers and floor are given the normalized values, and time a part of the draws where all would take minutes.
"""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from django.utils import timezone

from bench import city_run, inventory, playing, ranking_floor
from bench.asking import scratch
from bench.measuring import Contender, in_turns, seconds
from bench.peers import environment
from bench.records import Record
from bench.servers import ROOT

RUNS = 3
SIZES = (2_705, 50_000, 1_000_000)
DRAWS = 1_000
PEER_DRAWS = {2_705: 100, 50_000: 10}
SEED, MISSING, INDICATORS = 11, 0.05, 18
PEERS = {"pymcdm": "pymcdm WSM, validation off", "skcriteria": "scikit-criteria WeightedSumModel"}


def run() -> list[Record]:
    inventory.set_up()
    python = environment.python()
    ranks = [record for size in SIZES for record in _rank(size, python)]
    draws = [record for size in PEER_DRAWS for record in _draws(size, python)]
    return [*ranks, *draws, _memory(SIZES[-1]), *playing.records(RUNS), *city_run.records()]


def eighteen() -> "object":
    """The policy of today with its first 18 indicators, their weights scaled to sum to one."""
    from assessment.policy.load import load_policy

    table = load_policy(timezone.localdate()).value("priority_indicators")
    rows = table["indicators"][:INDICATORS]
    total = sum(row["weight"] for row in rows)
    scaled = [{**row, "weight": row["weight"] / total} for row in rows]
    used = {row["group"] for row in rows}
    groups = {name: group for name, group in table["groups"].items() if name in used}
    return load_policy(
        timezone.localdate(), {"priority_indicators": {"groups": groups, "indicators": scaled}}
    )


def synthetic(size: int) -> pd.DataFrame:
    """Parks with 18 indicators from 0 to 1, skewed, some missing."""
    from assessment.scoring.indicators import indicators_of

    generator = np.random.default_rng(SEED)
    columns = {item.column: generator.random(size) ** 2 for item in indicators_of(eighteen())}
    for values in columns.values():
        values[generator.random(size) < MISSING] = np.nan
    columns["area_m2"] = generator.uniform(5_000, 500_000, size)
    return pd.DataFrame(columns, index=pd.RangeIndex(1, size + 1))


def _rank(size: int, python: Path) -> list[Record]:
    from assessment.scoring.rank import SIDES, indicator_matrix, rank_matrix

    parks, policy = synthetic(size), eighteen()
    matrix = indicator_matrix(parks, policy)
    values = np.ascontiguousarray(np.where(np.isnan(matrix.values), 0.5, matrix.values))
    weights = np.array([item.weight for item in matrix.indicators])
    directions = np.array([item.direction for item in matrix.indicators])
    sides = np.array([item.side for item in matrix.indicators])
    sets = np.stack([np.where(sides == side, weights, 0.0) for side in SIDES] + [weights])
    file = _written(size, values, weights, directions)
    contenders = [
        Contender("ours", "Cunyuan", seconds(lambda: rank_matrix(indicator_matrix(parks, policy)))),
        *(
            Contender("peer", name, partial(_peer, python, tool, "rank", file))
            for tool, name in PEERS.items()
        ),
        Contender(
            "floor",
            "numpy, nothing missing, no ties",
            seconds(lambda: ranking_floor.rank(values, sets, directions)),
        ),
    ]
    found = in_turns("assessment", f"rank-{size}", contenders, unit="s", better="lower", runs=RUNS)
    file.unlink()
    return found


def _draws(size: int, python: Path) -> list[Record]:
    from assessment.scoring.rank import indicator_matrix
    from assessment.scoring.robustness import draw_weights, robustness

    matrix = indicator_matrix(synthetic(size), eighteen())
    z = np.ascontiguousarray(np.nan_to_num(matrix.normalised.z))
    weights = np.array([item.weight for item in matrix.indicators])
    drawn, part = draw_weights(weights, 0.2, DRAWS, SEED), PEER_DRAWS[size]
    file = _written(size, z, drawn[:part], np.ones(INDICATORS))
    said = f", {part} × {DRAWS // part}"
    contenders = [
        Contender("ours", "Cunyuan", seconds(lambda: robustness(matrix, draws=DRAWS))),
        *(
            Contender(
                "peer", name + said, lambda tool=tool: DRAWS / part * _peer(python, tool, "draws", file)
            )
            for tool, name in PEERS.items()
        ),
        Contender("floor", f"numpy product and sort{said}", _floor_draws(z, drawn[:part])),
    ]
    found = in_turns("assessment", f"draws-{size}", contenders, unit="s", better="lower", runs=3)
    file.unlink()
    return found


def _floor_draws(z: np.ndarray, weights: np.ndarray) -> "partial[float]":
    measure = seconds(lambda: ranking_floor.draws(z, weights))
    return partial(lambda: DRAWS / len(weights) * measure())


def _memory(size: int) -> Record:
    command = [sys.executable, "-m", "bench.ranking_memory", str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    peak = json.loads(done.stdout)["peak"]
    tool = "Cunyuan, the whole process at its peak"
    return Record("assessment", f"memory-{size}", "ours", tool, round(peak, 1), "MiB", "lower", 1)


def _written(size: int, values: np.ndarray, weights: np.ndarray, directions: np.ndarray) -> Path:
    file = scratch() / f"matrix-{size}.npz"
    np.savez(file, values=values, weights=weights, directions=directions)
    return file


def _peer(python: Path, tool: str, task: str, file: Path) -> float:
    script = Path(__file__).parent / "peers" / "ranking.py"
    command = [str(python), "-W", "ignore", str(script), tool, task, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)
