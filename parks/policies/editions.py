"""An edition's file (YAML): read within limits, never trusted with references that multiply."""

from typing import Any

import yaml

from assessment.errors import Fault, PolicyError

MAX_BYTES = 1_000_000


class _PlainLoader(yaml.SafeLoader):
    """Without aliases: a few lines of them stand for gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed")
        return super().compose_node(parent, index)


def edition_of(text: str) -> Any:
    """What the file says, to be checked by `assessment.policy.edition`.

    Raises
    ------
    PolicyError
        If it is no YAML, too large or too deep.
    """
    if len(text.encode()) > MAX_BYTES:
        raise _unreadable(f"larger than {MAX_BYTES:,} bytes")
    try:
        return yaml.load(text, _PlainLoader)  # noqa: S506  a SafeLoader without aliases
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _unreadable(str(error).splitlines()[0] if str(error) else type(error).__name__) from error


def _unreadable(problem: str) -> PolicyError:
    return PolicyError([Fault("edition", "unreadable", "不是可读的政策版本文件（YAML）", problem)])
