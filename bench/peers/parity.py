"""What pymcdm and scikit-criteria answer to published examples and random matrices, as YAML for tests/assessment/scoring/test_parity.py.

Run by the peers' interpreter, so that the tests need neither:
.local/bench-venv/bin/python -W ignore bench/peers/parity.py > tests/assessment/cases/parity.yaml
"""

import sys
from importlib.metadata import version
from typing import Any

import numpy as np
import skcriteria
import yaml
from pymcdm.helpers import rrankdata
from pymcdm.methods import TOPSIS, WSM
from pymcdm.normalizations import minmax_normalization, vector_normalization
from pymcdm.weights import entropy_weights
from pymcdm.weights.subjective import AHP
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.agg.topsis import TOPSIS as SKTOPSIS
from skcriteria.preprocessing.invert_objectives import NegateMinimize
from skcriteria.preprocessing.scalers import MinMaxScaler, VectorScaler
from skcriteria.preprocessing.weighters import entropy_weights as sk_entropy_weights

DECIMALS, SEED, RANDOM = 9, 20_261_101, 8
FIGHTERS = {
    "source": "Hwang & Yoon 1981, Multiple Attribute Decision Making: choice of a fighter aircraft",
    "matrix": [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ],
    "weights": [0.2, 0.1, 0.1, 0.1, 0.2, 0.3],
    "directions": [1, 1, 1, -1, 1, 1],
}
TZENG = {
    "source": "Tzeng & Huang 2011, Multiple Attribute Decision Making: the worked example of TOPSIS",
    "matrix": [[5.0, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]],
    "weights": [0.3, 0.4, 0.3],
    "directions": [1, 1, 1],
}
SCHOOLS = {
    "source": "Saaty 1980, The Analytic Hierarchy Process: choice of a high school",
    "matrix": [
        [1, 4, 3, 1, 3, 4],
        [1 / 4, 1, 7, 3, 1 / 5, 1],
        [1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6],
        [1, 1 / 3, 5, 1, 1, 1 / 3],
        [1 / 3, 5, 5, 1, 1, 3],
        [1 / 4, 1, 6, 3, 1 / 3, 1],
    ],
}


def main() -> None:
    generator = np.random.default_rng(SEED)
    random = [_random(generator, number) for number in range(RANDOM)]
    found = {
        "tools": {name: version(name) for name in ("pymcdm", "scikit-criteria")},
        "problems": [_answers(problem) for problem in (FIGHTERS, TZENG, *random)],
        "judgements": [_judged(SCHOOLS)],
    }
    yaml.safe_dump(found, sys.stdout, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)


def _random(generator: np.random.Generator, number: int) -> dict[str, Any]:
    rows, columns = int(generator.integers(4, 12)), int(generator.integers(2, 8))
    weights = generator.random(columns)
    return {
        "source": f"random matrix {number}, seed {SEED}",
        "matrix": (generator.random((rows, columns)) * 100 + 1).round(6).tolist(),
        "weights": (weights / weights.sum()).round(12).tolist(),
        "directions": generator.choice([-1, 1], columns).tolist(),
    }


def _answers(problem: dict[str, Any]) -> dict[str, Any]:
    matrix, weights, directions = (
        np.array(problem[key], dtype=float) for key in ("matrix", "weights", "directions")
    )
    weighed, close = WSM(minmax_normalization), TOPSIS(vector_normalization)
    summed = weighed(matrix, weights, directions, validation=False)
    given = skcriteria.mkdm(matrix, directions.astype(int), weights=weights)
    benefits = MinMaxScaler(target="matrix").transform(NegateMinimize().transform(given))
    of_skcriteria = WeightedSumModel().evaluate(benefits)
    vector = (
        SKTOPSIS().evaluate(VectorScaler(target="matrix").transform(given))
        if (directions > 0).all()
        else None
    )
    return {
        **problem,
        "pymcdm": {
            "weighted_sum": _plain(summed),
            "rank": _plain(rrankdata(summed)),
            "topsis_minmax": _plain(
                TOPSIS(minmax_normalization)(matrix, weights, directions, validation=False)
            ),
            "topsis_vector": _plain(close(matrix, weights, directions, validation=False)),
            "entropy": _plain(entropy_weights(matrix)),
        },
        "skcriteria": {
            "weighted_sum": _plain(of_skcriteria.e_.score),
            "rank": _plain(of_skcriteria.rank_),
            "topsis_minmax": _plain(SKTOPSIS().evaluate(benefits).e_.similarity),
            "topsis_vector": None if vector is None else _plain(vector.e_.similarity),
            "entropy": _plain(sk_entropy_weights(matrix)),
        },
    }


def _judged(problem: dict[str, Any]) -> dict[str, Any]:
    judged = AHP(matrix=np.array(problem["matrix"], dtype=float))
    weights = judged()
    return {
        "source": problem["source"],
        "matrix": [[round(value, 15) for value in row] for row in problem["matrix"]],
        "pymcdm": {"weights": _plain(weights), "cr": round(float(judged.get_cr()), DECIMALS)},
    }


def _plain(values: Any) -> list[float]:
    return [round(float(value), DECIMALS) for value in values]


if __name__ == "__main__":
    main()
