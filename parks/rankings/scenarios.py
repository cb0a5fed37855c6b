"""Saving scenarios (保存情景): nothing is kept that could not be ranked."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from assessment.errors import PolicyError
from assessment.scoring.weights import weights_of
from parks.accounts.models import Role, User
from parks.appraisals.models import Appraisal
from parks.rankings.errors import InputGoneError, NameTakenError, NotOwnerError, WeightsRefusedError
from parks.rankings.judging import judged_weights
from parks.rankings.models import Scenario
from parks.rankings.runs import finished_run, ranked_run


def create(user: User, content: Mapping[str, Any]) -> Scenario:
    """Raises WeightsRefusedError, NameTakenError, and what keeps the run from being ranked again."""
    run = finished_run(content["appraisal"])
    scenario = Scenario(created_by=user, appraisal=run)
    return _save(scenario, run, content)


def change(user: User, scenario: Scenario, content: Mapping[str, Any]) -> Scenario:
    """Its run stays. Raises NotOwnerError, and what `create` raises."""
    _may_change(user, scenario)
    return _save(scenario, scenario.appraisal, content)


def delete(user: User, scenario: Scenario) -> None:
    """Raises NotOwnerError."""
    _may_change(user, scenario)
    scenario.delete()


def may_change(user: object, scenario: Scenario) -> bool:
    """Whoever saved it, and administrators."""
    return isinstance(user, User) and (
        user.role == Role.ADMINISTRATOR or (user.pk is not None and scenario.created_by_id == user.pk)
    )


def _may_change(user: User, scenario: Scenario) -> None:
    if not may_change(user, scenario):
        raise NotOwnerError


def _save(scenario: Scenario, run: Appraisal | None, content: Mapping[str, Any]) -> Scenario:
    for name in ("name", "note", "method"):
        if name in content:
            setattr(scenario, name, content[name])
    if "weights" in content:
        scenario.weights = _complete(_still_there(run), content["weights"])
    if "judgements" in content:
        scenario.judgements = judgements = content["judgements"]
        if judgements is not None:
            judged_weights(_still_there(run), **judgements)
    try:
        with transaction.atomic():
            scenario.save()
    except IntegrityError as error:
        raise NameTakenError(scenario.name) from error
    return scenario


def _complete(run: Appraisal, weights: Mapping[str, float]) -> dict[str, float]:
    """Of every indicator, those not named by the policy's weight."""
    indicators = ranked_run(run).matrix.indicators
    try:
        found = weights_of(indicators, weights)
    except PolicyError as error:
        raise WeightsRefusedError(error, "weights") from error
    return dict(zip((item.name for item in indicators), found.tolist(), strict=True))


def _still_there(run: Appraisal | None) -> Appraisal:
    if run is None:
        raise InputGoneError(appraisal="–")
    return run
