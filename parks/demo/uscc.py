"""统一社会信用代码 for synthetic firms: valid check characters (GB 32100, GB 11714), numbers no real firm has.

Real organization codes are digits or start with MA; ours start with YY.
"""

import numpy as np

from parks.demo.arrays import Texts

ALPHABET = np.array(list("0123456789ABCDEFGHJKLMNPQRTUWXY"))
VALUE = {character: number for number, character in enumerate(ALPHABET)}
ORGANIZATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
WEIGHTS = np.array([pow(3, place, 31) for place in range(17)])
Y = VALUE["Y"]
Y_IN_ORGANIZATION = 34  # GB 11714 counts A = 10 … Z = 35


def assign(districts: Texts, rng: np.random.Generator) -> Texts:
    """18 characters each: 9 (market authority) 1 (enterprise), district, organization code with check, check."""
    count = len(districts)
    digits = np.zeros((count, 17), dtype=np.int64)
    digits[:, :2] = 9, 1
    digits[:, 2:8] = np.array(districts, dtype="U6").view("U1").reshape(count, 6).astype(np.int64)
    digits[:, 8:10] = Y
    serial = rng.permutation(10**6)[:count]
    digits[:, 10:16] = serial[:, None] // 10 ** np.arange(5, -1, -1) % 10
    organization = np.where(digits[:, 8:16] == Y, Y_IN_ORGANIZATION, digits[:, 8:16])
    check = (11 - organization @ ORGANIZATION_WEIGHTS % 11) % 11
    digits[:, 16] = np.where(check == 10, VALUE["X"], check)
    last = (31 - digits @ WEIGHTS % 31) % 31
    characters = ALPHABET[np.column_stack([digits, last])]
    return np.ascontiguousarray(characters).view("U18").ravel()
