"""The tables of the synthetic inventory."""

from dataclasses import dataclass, field

import pandas as pd

from parks.demo.layout import Layout


@dataclass
class Inventory:
    """Foreign keys are row numbers of the other table; geometries are in meters as stored (EPSG:4547)."""

    layout: Layout
    parks: pd.DataFrame
    boundaries: pd.DataFrame
    conditions: pd.DataFrame
    parcels: pd.DataFrame
    buildings: pd.DataFrame
    enterprises: pd.DataFrame
    tenancies: pd.DataFrame
    park_years: pd.DataFrame
    parcel_years: pd.DataFrame
    enterprise_years: pd.DataFrame
    earlier_parcel_years: pd.DataFrame = field(default_factory=pd.DataFrame)
    situations: pd.DataFrame = field(default_factory=pd.DataFrame)
    needs: pd.DataFrame = field(default_factory=pd.DataFrame)
    schemes: pd.DataFrame = field(default_factory=pd.DataFrame)
    agreements: pd.DataFrame = field(default_factory=pd.DataFrame)
    idle_land: pd.DataFrame = field(default_factory=pd.DataFrame)
    inefficiencies: pd.DataFrame = field(default_factory=pd.DataFrame)
