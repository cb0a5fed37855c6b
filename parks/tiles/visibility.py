"""The scope (数据范围) as SQL, taken from the one place that defines it: the inventory's managers."""

from functools import lru_cache

from parks.inventory.models import Park

NOTHING = "SELECT id FROM inventory_park WHERE false"


@lru_cache(maxsize=256)
def visible_parks(scope: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """A sub-select of the ids of the parks inside the scope, and its parameters by name."""
    if not scope:
        return NOTHING, {}
    sql, values = Park.objects.within(*scope).order_by().values("id").query.sql_with_params()
    names = [f"scope_{number}" for number in range(len(values))]
    return sql % tuple(f"%({name})s" for name in names), dict(zip(names, values, strict=True))
