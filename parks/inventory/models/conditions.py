"""Conditions of a park (园区现状调查): location, feasibility and safety facts as of a date."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import not_negative, one_of, share
from parks.inventory.models.figures import FigureStatus
from parks.inventory.models.history import tracked
from parks.inventory.models.parks import Park
from parks.inventory.models.sources import Source
from parks.inventory.querysets import OfParkQuerySet


@tracked()
class ParkCondition(models.Model):
    """What a field survey found beside the parcels; every fact may be missing, none is guessed."""

    park = models.ForeignKey(Park, models.CASCADE, related_name="conditions")
    as_of = models.DateField()
    status = models.CharField(max_length=8, choices=FigureStatus)
    source = models.ForeignKey(Source, models.PROTECT)
    metro_distance_m = models.FloatField(null=True)
    centre_distance_m = models.FloatField(null=True)
    in_block_share = models.FloatField(null=True)
    planned_industrial_share = models.FloatField(null=True)
    on_platform = models.BooleanField(null=True)
    core_location = models.BooleanField(null=True)
    in_urban_village_plan = models.BooleanField(null=True)
    urban_village_overlap_share = models.FloatField(null=True)
    planned_gfa_m2 = models.FloatField(null=True)
    target_far = models.FloatField(null=True)
    structurally_sound = models.BooleanField(null=True)
    pre2000_lowrise_share = models.FloatField(null=True)
    vacancy_share = models.FloatField(null=True)
    consent_share = models.FloatField(null=True)
    right_holder_count = models.PositiveIntegerField(null=True)
    lease_years_left = models.FloatField(null=True)
    sublease_tiers = models.PositiveSmallIntegerField(null=True)
    hazard_count = models.PositiveIntegerField(null=True)
    pollution_cases = models.PositiveIntegerField(null=True)
    unmet_needs = models.PositiveSmallIntegerField(null=True)
    industrial_nearby_m2 = models.FloatField(null=True)

    objects = OfParkQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("condition", "status", FigureStatus.values),
            models.UniqueConstraint(fields=["park", "as_of"], name="condition_one_per_park_and_day"),
            *share(
                "condition",
                "in_block_share",
                "planned_industrial_share",
                "urban_village_overlap_share",
                "pre2000_lowrise_share",
                "vacancy_share",
                "consent_share",
            ),
            *not_negative(
                "condition",
                "metro_distance_m",
                "centre_distance_m",
                "planned_gfa_m2",
                "target_far",
                "lease_years_left",
                "industrial_nearby_m2",
            ),
            models.CheckConstraint(
                condition=models.Q(unmet_needs__isnull=True) | models.Q(unmet_needs__range=(0, 9)),
                name="condition_unmet_needs_of_nine",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.park_id} {self.as_of}"
