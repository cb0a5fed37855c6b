"""Peer of ranking, run by the peers' interpreter: MATRIX.npz → seconds of one weighted-sum ranking by pymcdm."""

import sys
import time

import numpy as np
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
from pymcdm.normalizations import minmax_normalization

given = np.load(sys.argv[1])
values, weights, directions = given["values"], given["weights"], given["directions"]
method = WSM(minmax_normalization)
rrankdata(method(values, weights, directions))
start = time.perf_counter()
rrankdata(method(values, weights, directions))
print(time.perf_counter() - start)
