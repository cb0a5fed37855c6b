"""A few dozen parks over two districts, four towns and eight villages, with random figures and results."""

import random
from itertools import product

from django.contrib.gis.geos import MultiPolygon, Polygon

from parks.appraisals.models import Appraisal, ParkResult
from parks.inventory.models import AdminArea, Park, ParkSummary
from tests.factories.appraisals import AppraisalFactory
from tests.factories.inventory import CityFactory, DistrictFactory, TownFactory, VillageFactory

DISTRICTS = {"440111": "白云区", "440113": "番禺区"}
TOWNS = {"001": "东镇", "002": "西街道"}
VILLAGES = {"201": "石马村", "202": "大源村"}


def _areas() -> list[AdminArea]:
    """The villages, and one town whose parks name no village."""
    city = CityFactory()
    villages = []
    for (district, district_name), (town, town_name) in product(DISTRICTS.items(), TOWNS.items()):
        above = TownFactory(
            code=district + town,
            name=town_name,
            parent=DistrictFactory(code=district, name=district_name, parent=city),
        )
        villages += [
            VillageFactory(code=above.code + code, name=name, parent=above) for code, name in VILLAGES.items()
        ]
    return [*villages, villages[0].parent]


def _maybe(chance: random.Random, value: object) -> object:
    return None if chance.random() < 0.15 else value


def _summary(chance: random.Random, park: Park) -> ParkSummary:
    x, y = chance.uniform(113.2, 113.4), chance.uniform(23.1, 23.3)
    area = chance.uniform(5_000, 200_000)
    gfa = _maybe(chance, area * chance.uniform(0.05, 2.5))
    return ParkSummary(
        park=park,
        boundary_kind="surveyed",
        geometry=MultiPolygon(Polygon.from_bbox((x, y, x + 0.005, y + 0.005)), srid=4490),
        area_m2=area,
        gfa_m2=gfa,
        far=None if gfa is None else gfa / area,
        year=2024,
        output_per_mu=_maybe(chance, chance.uniform(0, 900)),
        tax_per_mu=_maybe(chance, chance.uniform(0, 60)),
        procedure_share=_maybe(chance, chance.random()),
        procedure=_maybe(chance, chance.choice(["complete", "partial", "incomplete"])),
        metro_distance_m=_maybe(chance, chance.uniform(100, 9_000)),
        parcel_count=chance.randint(1, 40),
        enterprise_count=chance.randint(0, 20),
    )


def _result(chance: random.Random, park: Park, appraisal: Appraisal, rank: int) -> ParkResult:
    return ParkResult(
        appraisal=appraisal,
        park=park,
        grade=_maybe(chance, chance.choice("ABCD")),
        grade_reason="ranked",
        mode=chance.choice(["whole_village", "comprehensive", "micro", "keep", "cannot_assess"]),
        mode_settled=True,
        priority=_maybe(chance, chance.uniform(0, 100)),
        rank=_maybe(chance, rank),
        ranked=True,
        completeness=1.0,
        below_threshold=False,
        evidence={},
    )


def random_city(parks: int = 80, seed: int = 1) -> Appraisal:
    """Every tenth park was not appraised; every figure is missing now and then."""
    chance = random.Random(seed)
    areas = _areas()
    places = [chance.choice(areas) for _ in range(parks)]
    made = Park.objects.bulk_create(
        Park(
            code=f"{area.code[:6]}-{number:04d}",
            name=f"{area.name}第{number}工业园",
            area=area,
            tenure=chance.choice(["collective", "state_collective_use", "mixed"]),
            is_synthetic=True,
        )
        for number, area in enumerate(places)
    )
    ParkSummary.objects.bulk_create(_summary(chance, park) for park in made)
    appraisal: Appraisal = AppraisalFactory()
    judged = [park for number, park in enumerate(made) if number % 10]
    ranks = chance.sample(range(1, len(judged) + 1), len(judged))
    ParkResult.objects.bulk_create(
        _result(chance, park, appraisal, rank) for park, rank in zip(judged, ranks, strict=True)
    )
    return appraisal
