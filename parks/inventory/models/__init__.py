from parks.inventory.models.areas import AdminArea
from parks.inventory.models.conditions import ParkCondition
from parks.inventory.models.enterprises import Enterprise, Tenancy
from parks.inventory.models.figures import EnterpriseYear, FigureStatus, ParcelYear, ParkYear
from parks.inventory.models.parcels import BuildingArea, Parcel
from parks.inventory.models.parks import Park, ParkBoundary
from parks.inventory.models.revision import DataRevision
from parks.inventory.models.sources import Source
from parks.inventory.models.summaries import ParkSummary

__all__ = [
    "AdminArea",
    "BuildingArea",
    "DataRevision",
    "Enterprise",
    "EnterpriseYear",
    "FigureStatus",
    "Parcel",
    "ParcelYear",
    "Park",
    "ParkBoundary",
    "ParkCondition",
    "ParkSummary",
    "ParkYear",
    "Source",
    "Tenancy",
]
