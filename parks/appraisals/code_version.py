"""Which code judged: a hash over the whole of `assessment`, its policy files included."""

import hashlib
from functools import cache
from pathlib import Path

import assessment

HOME = Path(assessment.__file__).parent


@cache
def code_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted([*HOME.rglob("*.py"), *HOME.rglob("*.yaml")]):
        digest.update(str(path.relative_to(HOME)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
