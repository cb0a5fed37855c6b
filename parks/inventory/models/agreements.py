"""Performance agreements (投入产出监管协议) of parcels, and whether they are kept (履约)."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import not_negative, one_of, only_with, share
from parks.inventory.models.history import tracked
from parks.inventory.models.records import ParcelRecord, of_a_record


class AgreementKind(models.TextChoices):
    """产出约定."""

    EXPLICIT = "explicit", "明确约定 explicit"
    EXPECTED = "expected", "预期 expected"
    NONE = "none", "无约定 none"


@tracked()
class Agreement(ParcelRecord):
    """监管协议: 约定亩均产值、税收、投资 in yuan, 实际投资, 经批准调低后的约定比例 (`relief_share`, never without its document), 履约."""

    kind = models.CharField(max_length=8, choices=AgreementKind, null=True, blank=True)
    document = models.CharField(max_length=200, blank=True)
    output_yuan_per_mu = models.FloatField(null=True, blank=True)
    tax_yuan_per_mu = models.FloatField(null=True, blank=True)
    investment_yuan_per_mu = models.FloatField(null=True, blank=True)
    invested_yuan = models.FloatField(null=True, blank=True)
    relief_share = models.FloatField(null=True, blank=True)
    relief_document = models.CharField(max_length=200, blank=True)
    rectified = models.BooleanField(null=True, blank=True)
    ever_performed = models.BooleanField(null=True, blank=True)
    in_production = models.BooleanField(null=True, blank=True)
    self_use_share = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            *of_a_record("agreement", "parcel"),
            one_of("agreement", "kind", AgreementKind.values),
            *share("agreement", "relief_share", "self_use_share"),
            *not_negative(
                "agreement",
                "output_yuan_per_mu",
                "tax_yuan_per_mu",
                "investment_yuan_per_mu",
                "invested_yuan",
            ),
            only_with("agreement", "relief_share", relief_document__gt=""),
        ]
