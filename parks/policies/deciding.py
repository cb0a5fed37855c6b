"""Taking in an edition, adopting it and withdrawing it: by whom, when and why stays on record."""

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from assessment.errors import PolicyError
from assessment.policy.edition import Change, changes
from parks.policies.editions import edition_of
from parks.policies.errors import EditionDecidedError, EditionExistsError, EditionRefusedError
from parks.policies.models import EditionStatus, PolicyEdition
from parks.policies.services import policy_on

if TYPE_CHECKING:
    from parks.accounts.models import User


def take_in(text: str, user: "User") -> PolicyEdition:
    """A draft from an uploaded file, if it would make a sound policy. Raises EditionRefusedError, EditionExistsError."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    same = PolicyEdition.objects.filter(sha256=sha256).exclude(status=EditionStatus.WITHDRAWN).first()
    if same:
        raise EditionExistsError(edition=same.pk)
    try:
        content = edition_of(text)
        draft = PolicyEdition(text=text, sha256=sha256, uploaded_by=user, starts_on=_start_of(content))
        policy_on(draft.starts_on, draft=draft)
    except PolicyError as error:
        raise EditionRefusedError(error) from error
    draft.title_zh, draft.title_en = content["title"]["zh"], content["title"]["en"]
    draft.save()
    return draft


def what_changes(edition: PolicyEdition) -> list[Change]:
    """What the edition changes, on its first day, in the policy of the files and the editions adopted before it."""
    earlier = PolicyEdition.objects.exclude(pk=edition.pk)
    if edition.decided_at:
        earlier = earlier.filter(decided_at__lt=edition.decided_at)
    before = policy_on(edition.starts_on, among=earlier)
    return changes(before, policy_on(edition.starts_on, among=earlier, draft=edition))


@transaction.atomic
def adopt(edition: PolicyEdition, user: "User", reason: str) -> PolicyEdition:
    """From its first day on the edition counts for everybody. Raises EditionDecidedError, EditionRefusedError."""
    draft = _locked(edition, EditionStatus.DRAFT)
    try:
        policy_on(draft.starts_on, draft=draft)
    except PolicyError as error:  # another edition was adopted since
        raise EditionRefusedError(error) from error
    return _decide(draft, EditionStatus.ADOPTED, user, reason)


@transaction.atomic
def withdraw(edition: PolicyEdition, user: "User", reason: str) -> PolicyEdition:
    """The edition counts no longer; runs judged by it keep their policy. Raises EditionDecidedError,
    EditionRefusedError where an edition adopted later rests on it."""
    given = _locked(edition, EditionStatus.DRAFT, EditionStatus.ADOPTED)
    try:
        policy_on(given.starts_on, among=PolicyEdition.objects.exclude(pk=given.pk))
    except PolicyError as error:
        raise EditionRefusedError(error) from error
    return _decide(given, EditionStatus.WITHDRAWN, user, reason)


def _start_of(content: object) -> dt.date:
    """The day it starts; today where that cannot be read, which the checks then name."""
    start = content.get("from") if isinstance(content, dict) else None
    return start if type(start) is dt.date else timezone.localdate()


def _locked(edition: PolicyEdition, *statuses: EditionStatus) -> PolicyEdition:
    locked = PolicyEdition.objects.select_for_update().get(pk=edition.pk)
    if locked.status not in statuses:
        status = EditionStatus(locked.status)
        raise EditionDecidedError(status=status.label, status_en=status.value)
    return locked


def _decide(edition: PolicyEdition, status: EditionStatus, user: "User", reason: str) -> PolicyEdition:
    edition.status, edition.decided_by, edition.reason = status, user, reason
    edition.decided_at = timezone.now()
    edition.save(update_fields=["status", "decided_by", "reason", "decided_at"])
    return edition
