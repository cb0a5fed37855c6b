"""The same answers as pymcdm and scikit-criteria, to published examples and random matrices; recorded by bench/peers/parity.py."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from assessment.scoring.ahp import compare
from assessment.scoring.entropy import entropy_weights
from assessment.scoring.normalise import clipped
from assessment.scoring.rank import rank_order
from assessment.scoring.topsis import closeness
from assessment.scoring.weighted_sum import weighted_score

RECORDED = yaml.safe_load((Path(__file__).parents[1] / "cases" / "parity.yaml").read_text())
PROBLEMS = RECORDED["problems"]
TOOLS = ("pymcdm", "skcriteria")
each_tool = pytest.mark.parametrize("tool", TOOLS)
each_problem = pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem["source"])
VECTORS = [
    pytest.param(problem, tool, id=f"{problem['source']}-{tool}")
    for problem in PROBLEMS
    for tool in TOOLS
    if problem[tool]["topsis_vector"]
]
"""scikit-criteria inverts what is to be minimized in another way: recorded where there is nothing of that."""


def parts(problem):
    matrix, weights, directions = (
        np.array(problem[name], dtype=float) for name in ("matrix", "weights", "directions")
    )
    return clipped(matrix, matrix.min(axis=0), matrix.max(axis=0), directions), matrix, weights, directions


@each_tool
@each_problem
def test_weighted_sum_and_its_ranks(problem, tool):
    z, _, weights, _ = parts(problem)
    score = weighted_score(z, weights)
    # scores of ours have six decimals on a hundred
    assert score / 100 == pytest.approx(problem[tool]["weighted_sum"], abs=1e-8)
    everybody = np.ones(len(score), dtype=bool)
    assert rank_order(score, np.ones(len(score)), everybody).tolist() == problem[tool]["rank"]


@each_tool
@each_problem
def test_topsis_between_the_best_and_the_worst(problem, tool):
    z, _, weights, _ = parts(problem)
    assert closeness(z, weights) == pytest.approx(problem[tool]["topsis_minmax"], abs=1e-8)


@pytest.mark.parametrize(("problem", "tool"), VECTORS)
def test_topsis_of_vectors_as_first_published(problem, tool):
    _, matrix, weights, directions = parts(problem)
    z = matrix / np.sqrt((matrix**2).sum(axis=0))
    z = np.where(directions > 0, z, 1 - z)
    found = closeness(z, weights, z.max(axis=0), z.min(axis=0))
    assert found == pytest.approx(problem[tool]["topsis_vector"], abs=1e-8)


@each_tool
@each_problem
def test_entropy(problem, tool):
    matrix = np.array(problem["matrix"], dtype=float)
    assert entropy_weights(matrix) == pytest.approx(problem[tool]["entropy"], abs=1e-8)


@each_tool
def test_the_published_figures_themselves(tool):
    """Hwang & Yoon give 0.643, 0.268, 0.613 and 0.312; Tzeng & Huang 0.50, 0.66, 0.75 and 0.33."""
    fighters, tzeng = PROBLEMS[:2]
    assert fighters["pymcdm"]["topsis_vector"] == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=1e-3)
    assert tzeng[tool]["topsis_vector"] == pytest.approx([0.50, 0.66, 0.75, 0.33], abs=6e-3)


@pytest.mark.parametrize("judged", RECORDED["judgements"], ids=lambda judged: judged["source"])
def test_judgements(judged):
    """Saaty gives .32, .14, .03, .13, .24 and .14. scikit-criteria has no AHP; the random index of pymcdm is another one's."""
    found = compare([str(place) for place in range(6)], judged["matrix"])
    assert found.weights == pytest.approx(judged["pymcdm"]["weights"], abs=1e-8)
    assert found.weights == pytest.approx([0.32, 0.14, 0.03, 0.13, 0.24, 0.14], abs=6e-3)
    assert found.cr == pytest.approx(judged["pymcdm"]["cr"], rel=0.01)
    assert not found.accepted
