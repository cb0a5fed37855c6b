"""What this package raises. Bad data is reported all at once; a lookup that cannot succeed names what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class AssessmentError(Exception):
    """Base of every error raised here."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a frame (数据框) or a policy file, with the first few places where it occurs."""

    place: str
    code: str
    message_zh: str
    message_en: str
    count: int = 1
    sample: tuple[str, ...] = ()


class FaultsError(AssessmentError):
    """Carries every fault found, in the order they were found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.place}: {fault.message_en}" for fault in self.faults))


class FrameError(FaultsError):
    """The data handed in cannot be assessed as it is."""


class PolicyError(FaultsError):
    """A policy file or an override is not usable."""


class UnknownParkError(AssessmentError):
    """No park of that id in this appraisal."""


class UnknownSubjectError(AssessmentError):
    """No such park, parcel or enterprise in this frame."""
