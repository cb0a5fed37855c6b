"""The floor of ranking: what numpy needs for the same question where nothing is missing and nobody ties."""

import numpy as np


def rank(values: np.ndarray, sets: np.ndarray, directions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bounded by P5 and P95, three scores by three sets of weights (3, k), ranks by the last."""
    low, high = np.percentile(values, [5, 95], axis=0)
    z = np.clip((values - low) / (high - low), 0, 1)
    z[:, directions < 0] = 1 - z[:, directions < 0]
    scores = z @ (sets / sets.sum(axis=1, keepdims=True)).T
    return scores, _ranks(scores[:, -1])


def draws(z: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Ranks (draws, n) by weights (draws, k), one product and one sort a draw."""
    return np.stack([_ranks(scores) for scores in weights @ z.T])


def _ranks(scores: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(scores), dtype=np.int32)
    ranks[np.argsort(-scores)] = np.arange(1, len(scores) + 1, dtype=np.int32)
    return ranks
