"""Scope in one place: every list of the inventory starts from `objects.visible_to(user)`."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parks.accounts.models import User


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that knows the way from its model to an area code, and keeps to the user's scope."""

    area_path = "area__code"

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Rows inside the user's area prefixes (数据范围); nothing for an empty scope or an anonymous user."""
        prefixes = getattr(user, "scope", [])
        return self.within(*prefixes) if prefixes else self.none()

    def within(self, *area_codes: str) -> Self:
        """Rows whose area code starts with any of the given codes."""
        inside = Q()
        for code in area_codes:
            inside |= Q(**{f"{self.area_path}__startswith": code})
        return self.filter(inside) if area_codes else self.none()


class AreaQuerySet(ScopedQuerySet):
    """Areas are public: every signed-in user may see where districts, towns and villages are."""

    area_path = "code"


class ParkQuerySet(ScopedQuerySet):
    pass


class OfParkQuerySet(ScopedQuerySet):
    """Rows that belong to a park (boundaries, conditions, parcels, annual figures of a park)."""

    area_path = "park__area__code"


class OfParcelQuerySet(ScopedQuerySet):
    """Rows that belong to a parcel (building areas, tenancies, annual figures of a parcel)."""

    area_path = "parcel__park__area__code"


class TenancyQuerySet(OfParcelQuerySet):
    def current(self) -> Self:
        """Those that have begun and not ended."""
        return self.filter(valid__contains=timezone.localdate())


class EnterpriseQuerySet(ScopedQuerySet):
    """Enterprises are seen by whoever may see a parcel they occupy today."""

    def within(self, *area_codes: str) -> Self:
        from parks.inventory.models import Tenancy

        occupied = Tenancy.objects.within(*area_codes).current().filter(enterprise=models.OuterRef("pk"))
        return self.filter(models.Exists(occupied))


class OfEnterpriseQuerySet(ScopedQuerySet):
    """Rows that belong to an enterprise (annual figures of an enterprise)."""

    def within(self, *area_codes: str) -> Self:
        from parks.inventory.models import Enterprise

        return self.filter(enterprise__in=Enterprise.objects.within(*area_codes))
