"""History in the database: statement triggers record every insert, update and delete, COPY and bulk SQL included."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.contrib.gis.db import models

M = TypeVar("M", bound=type[models.Model])


def tracked(*, exclude: tuple[str, ...] = (), geometry: bool = False) -> Callable[[M], M]:
    """Record who changed what, when and in which batch (pghistory context); computed columns are left out.

    Past geometries are read by object, never by place: their events carry no spatial index.
    """
    attrs = {"geometry": models.MultiPolygonField(srid=4490, spatial_index=False)} if geometry else {}
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
        exclude=list(exclude),
        append_only=True,
        attrs=attrs,
    )
