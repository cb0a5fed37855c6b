from parks.inventory.models.agreements import Agreement
from parks.inventory.models.areas import AdminArea
from parks.inventory.models.conditions import ParkCondition
from parks.inventory.models.enterprises import Enterprise, Tenancy
from parks.inventory.models.figures import EnterpriseYear, FigureStatus, ParcelYear, ParkYear
from parks.inventory.models.guidelines import GuidelineEdition, IndustryGuideline
from parks.inventory.models.idle_land import IdleLand
from parks.inventory.models.inefficiency import Inefficiency
from parks.inventory.models.needs import ParkNeeds
from parks.inventory.models.parcels import BuildingArea, Parcel
from parks.inventory.models.parks import Park, ParkBoundary
from parks.inventory.models.revision import DataRevision
from parks.inventory.models.schemes import RenewalScheme
from parks.inventory.models.situations import ParkSituation
from parks.inventory.models.sources import Source
from parks.inventory.models.summaries import ParkSummary

__all__ = [
    "AdminArea",
    "Agreement",
    "BuildingArea",
    "DataRevision",
    "Enterprise",
    "EnterpriseYear",
    "FigureStatus",
    "GuidelineEdition",
    "IdleLand",
    "IndustryGuideline",
    "Inefficiency",
    "Parcel",
    "ParcelYear",
    "Park",
    "ParkBoundary",
    "ParkCondition",
    "ParkNeeds",
    "ParkSituation",
    "ParkSummary",
    "ParkYear",
    "RenewalScheme",
    "Source",
    "Tenancy",
]
