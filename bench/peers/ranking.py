"""Peers of ranking, run by the peers' interpreter: TOOL TASK MATRIX.npz → seconds.

rank: one weighted-sum ranking with its min-max normalization. draws: as many rankings as there are rows of weights, on a
matrix that is normalized already, so that only weighing and ranking count.
"""

import sys
import time
from collections.abc import Callable

import numpy as np


def pymcdm_rank(values: np.ndarray, weights: np.ndarray, directions: np.ndarray) -> None:
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    rrankdata(WSM(minmax_normalization)(values, weights, directions, validation=False))


def skcriteria_rank(values: np.ndarray, weights: np.ndarray, directions: np.ndarray) -> None:
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.preprocessing.invert_objectives import NegateMinimize
    from skcriteria.preprocessing.scalers import MinMaxScaler

    matrix = skcriteria.mkdm(values, directions, weights=weights)
    scaled = MinMaxScaler(target="matrix").transform(NegateMinimize().transform(matrix))
    _ = WeightedSumModel().evaluate(scaled).rank_


def pymcdm_draws(values: np.ndarray, weights: np.ndarray, directions: np.ndarray) -> None:
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM

    method, benefits = WSM(lambda column, cost=False: column), np.ones(values.shape[1])
    for each in weights:
        rrankdata(method(values, each, benefits, validation=False))


def skcriteria_draws(values: np.ndarray, weights: np.ndarray, directions: np.ndarray) -> None:
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel

    method, benefits = WeightedSumModel(), np.ones(values.shape[1])
    for each in weights:
        _ = method.evaluate(skcriteria.mkdm(values, benefits, weights=each)).rank_


def main(tool: str, task: str, file: str) -> None:
    given = np.load(file)
    work: Callable[..., None] = globals()[f"{tool}_{task}"]
    arguments = [given[name] for name in ("values", "weights", "directions")]
    few = [arguments[0][:50], arguments[1][:2] if task == "draws" else arguments[1], arguments[2]]
    work(*few)  # imports do not count
    start = time.perf_counter()
    work(*arguments)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(*sys.argv[1:])
