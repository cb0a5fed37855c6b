"""The secrets of this installation, made once and readable by their owner alone."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from config.embedded.stamps import write_atomically

# Read aloud and typed by hand: no letters that look like digits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Keys:
    secret_key: str
    demo_password: str


def ensure(path: Path) -> Keys:
    try:
        return Keys(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        keys = Keys(secrets.token_urlsafe(48), _password())
        write_atomically(path, json.dumps(asdict(keys)), mode=0o600)
        return keys


def _password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(3))
