"""What a .prj says, by its parameters: as ESRI's own software writes it, and as people's software really spells it."""

import pyproj
import pytest

from parks.surveys.crs_label import read_label

GCS = (
    'GEOGCS["{gcs}",DATUM["{datum}",SPHEROID["CGCS2000",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
ESRI = GCS.format(gcs="GCS_China_Geodetic_Coordinate_System_2000", datum="D_China_2000")
OTHER = GCS.format(gcs="GCS_CGCS_2000", datum="D_CGCS_2000")
SPOKEN = GCS.format(gcs="China Geodetic Coordinate System 2000", datum="China_2000")


def grid(name: str, gcs: str, easting: float, meridian: float, projection: str = "Gauss_Kruger") -> str:
    return (
        f'PROJCS["{name}",{gcs},PROJECTION["{projection}"],PARAMETER["False_Easting",{easting}],'
        f'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],'
        'PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )


@pytest.mark.parametrize("epsg", [4490, 4326, 4547, 4546, 4526, 4525])
@pytest.mark.parametrize("version", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
def test_as_software_writes_it(epsg, version):
    label = read_label(pyproj.CRS.from_epsg(epsg).to_wkt(version))

    assert label is not None
    assert label.epsg == epsg


@pytest.mark.parametrize(
    ("text", "epsg"),
    [
        (ESRI, 4490), (OTHER, 4490), (SPOKEN, 4490), ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        (grid("CGCS2000_3_Degree_GK_CM_114E", ESRI, 500_000.0, 114.0), 4547),
        (grid("CGCS2000_3_Degree_GK_CM_111E", ESRI, 500_000.0, 111.0), 4546),
        (grid("CGCS2000_3_Degree_GK_Zone_38", ESRI, 38_500_000.0, 114.0), 4526),
        (grid("CGCS2000_3_Degree_GK_Zone_37", ESRI, 37_500_000.0, 111.0), 4525),
        (grid("CGCS2000_GK_CM_114E", OTHER, 500_000.0, 114.0, "Transverse_Mercator"), 4547),
        (grid("my plan", OTHER, 500_000.0, 111.0, "Transverse_Mercator"), 4546),
        (grid("2000国家大地坐标系 3度带38", SPOKEN, 38_500_000.0, 114.0), 4526),
        (grid("CGCS2000 / 3-degree Gauss-Kruger CM 114E", ESRI.replace("D_China_2000", "China_2000"), 500_000.0, 114.0), 4547),
        # a name that lies about its parameters: the parameters count
        (grid("CGCS2000_3_Degree_GK_CM_114E", ESRI, 500_000.0, 111.0), 4546),
        # six-degree zones and other meridians are not accepted
        (grid("CGCS2000_GK_Zone_19", ESRI, 19_500_000.0, 111.0), None),
        (grid("CGCS2000_3_Degree_GK_CM_117E", ESRI, 500_000.0, 117.0), None),
        (grid("CGCS2000_3_Degree_GK_CM_114E", ESRI, 0.0, 114.0), None),
    ],
)  # fmt: skip
def test_as_people_have_it(text, epsg):
    label = read_label(text)

    assert label is not None
    assert label.epsg == epsg


@pytest.mark.parametrize("text", [None, "", "<html>", "PROJCS[", "EPSG:99999999"])
def test_what_cannot_be_read_says_nothing(text):
    assert read_label(text) is None
