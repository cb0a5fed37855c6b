"""Database check constraints that several models share."""

from django.db.models import CheckConstraint, Q


def share(table: str, *fields: str) -> list[CheckConstraint]:
    """Each field is a fraction between 0 and 1, or missing."""
    return [
        CheckConstraint(
            condition=Q(**{f"{f}__isnull": True}) | Q(**{f"{f}__range": (0, 1)}), name=f"{table}_{f}_share"
        )
        for f in fields
    ]


def not_negative(table: str, *fields: str) -> list[CheckConstraint]:
    """Each field is zero or more, or missing."""
    return [
        CheckConstraint(
            condition=Q(**{f"{f}__isnull": True}) | Q(**{f"{f}__gte": 0}), name=f"{table}_{f}_not_negative"
        )
        for f in fields
    ]


def matches(table: str, field: str, pattern: str) -> CheckConstraint:
    """The text follows the code's pattern."""
    return CheckConstraint(condition=Q(**{f"{field}__regex": pattern}), name=f"{table}_{field}_format")


def not_empty(table: str, field: str) -> CheckConstraint:
    """The period holds at least one day."""
    return CheckConstraint(condition=Q(**{f"{field}__isempty": False}), name=f"{table}_{field}_not_empty")


def one_of(table: str, field: str, values: list[str]) -> CheckConstraint:
    """The text is one of the model's choices."""
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"{table}_{field}_known")


def year_between(table: str, field: str, first: int, last: int = 2100) -> CheckConstraint:
    """The calendar year is plausible, or missing."""
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (first, last)}),
        name=f"{table}_{field}_plausible",
    )


def at_least(table: str, field: str, least: float) -> CheckConstraint:
    """The number is not below `least`, or missing."""
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": least}),
        name=f"{table}_{field}_least",
    )


def only_with(table: str, field: str, **required: object) -> CheckConstraint:
    """Where the field is known the others are known too, and as required: a document that is not empty, for example."""
    known = Q(**{f"{lookup.split('__')[0]}__isnull": False for lookup in required})
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | (known & Q(**required)), name=f"{table}_{field}_founded"
    )
