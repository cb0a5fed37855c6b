"""The policy of a day: the files' values, the adopted editions' over them, and a draft or single values to try out."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from assessment.errors import PolicyError
from assessment.policy.documents import Documents, read_documents
from assessment.policy.edition import with_editions
from assessment.policy.load import policy_from
from assessment.policy.model import Policy
from assessment.policy.snapshot import policy_as_dict, policy_from_dict
from parks.policies.editions import edition_of
from parks.policies.models import EditionStatus, PolicyEdition, PolicySnapshot


def policy_on(
    day: dt.date,
    overrides: Mapping[str, Any] | None = None,
    draft: PolicyEdition | None = None,
    among: QuerySet[PolicyEdition] | None = None,
) -> Policy:
    """The policy in force on a day, by the adopted editions (of those `among`, if given). `draft` is counted as if it
    were adopted, on its first day if that is later. Raises PolicyError."""
    editions = PolicyEdition.objects.all() if among is None else among
    adopted = editions.filter(status=EditionStatus.ADOPTED)
    if draft is not None and draft.pk is not None:
        adopted = adopted.exclude(pk=draft.pk)
    texts = _texts(adopted)
    if draft is not None:
        texts, day = (*texts, draft.text), max(day, draft.starts_on)
    return policy_from(documents_with(texts), day, overrides)


def hash_on(day: dt.date) -> str:
    """Of the policy in force on a day; none where the editions adopted do not fit together any more. One query."""
    try:
        return _hash(_texts(PolicyEdition.objects.filter(status=EditionStatus.ADOPTED)), day)
    except PolicyError:
        return ""


@lru_cache(maxsize=8)
def _hash(texts: tuple[str, ...], day: dt.date) -> str:
    return policy_from(documents_with(texts), day).hash


def _texts(adopted: QuerySet[PolicyEdition]) -> tuple[str, ...]:
    return tuple(adopted.order_by("decided_at", "pk").values_list("text", flat=True))


@lru_cache(maxsize=8)
def documents_with(texts: tuple[str, ...]) -> Documents:
    """The files' documents with the editions of these texts. Raises PolicyError."""
    return (
        with_editions(read_documents(), [edition_of(text) for text in texts]) if texts else read_documents()
    )


def keep(policy: Policy) -> None:
    """Write the policy out unless it is kept already."""
    PolicySnapshot.objects.get_or_create(
        hash=policy.hash, defaults={"edition": policy.edition, "content": policy_as_dict(policy)}
    )


def kept(policy_hash: str) -> Policy:
    """The policy that a run was judged by. Raises PolicySnapshot.DoesNotExist."""
    return policy_from_dict(PolicySnapshot.objects.get(pk=policy_hash).content)
