"""What every figure stands on: the inventory's revision and the appraisal everybody reads."""

from dataclasses import dataclass

from parks.appraisals.models import Appraisal
from parks.inventory.services import revision_now


@dataclass(frozen=True)
class State:
    """Nonce and hash tell it from a state of the same numbers in a database that was restored or emptied meanwhile."""

    revision: int
    nonce: str
    appraisal: int | None
    result_hash: str

    @classmethod
    def current(cls) -> "State":
        return cls(*revision_now(), *Appraisal.objects.current_key())


class DataMovedError(Exception):
    """Somebody committed between reading the state and reading the rows."""
