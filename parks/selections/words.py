"""A filter in words (筛选条件), for the export's cover sheet."""

from collections.abc import Mapping

from parks.appraisals.models import Grade, Mode
from parks.inventory.models import AdminArea
from parks.inventory.models.parcels import Procedure
from parks.inventory.models.parks import ParkTenure
from parks.selections.filters import ParkFilter

NOT_GRADED = {"none": "无"}
WORDS = {
    "tenure": ("权属", dict(ParkTenure.choices)),
    "procedure": ("用地手续", {**dict(Procedure.choices), **NOT_GRADED}),
    "grade": ("亩产效益等级", {**dict(Grade.choices), **NOT_GRADED}),
    "mode": ("改造模式", {**dict(Mode.choices), **NOT_GRADED}),
}
AREAS = {"district": "行政区", "town": "镇街", "village": "村社"}
MEASURES = {
    "area_mu": ("用地面积", "亩"),
    "far": ("容积率", ""),
    "output_per_mu": ("亩均产值", "万元/亩"),
    "tax_per_mu": ("亩均税收", "万元/亩"),
    "procedure_share": ("已完善手续占比", ""),
    "priority": ("优先指数", ""),
    "metro_m": ("距地铁站", "米"),
}
OTHERS = {"q": "名称、编码或村社含", "bbox": "地图范围（西,南,东,北）", "ids": "指定园区编号"}


def in_words(filters: Mapping[str, str]) -> list[str]:
    """One sentence per criterion, in the order of ParkFilter; one saying so when there is none."""
    names = _area_names(filters)
    given = [name for name in ParkFilter.base_filters if name in filters]
    return [_sentence(name, filters[name], names) for name in given] or ["未设条件，全部园区"]


def _area_names(filters: Mapping[str, str]) -> dict[str, str]:
    codes = [code for name in AREAS if name in filters for code in filters[name].split(",")]
    return dict(AdminArea.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _sentence(name: str, value: str, areas: Mapping[str, str]) -> str:
    if name in AREAS:
        return f"{AREAS[name]}：{'、'.join(areas.get(code, code) for code in value.split(','))}"
    if name in WORDS:
        label, words = WORDS[name]
        return f"{label}：{'、'.join(words.get(word, word) for word in value.split(','))}"
    measure, _, bound = name.rpartition("_")
    if measure in MEASURES:
        label, unit = MEASURES[measure]
        return f"{label} {'≥' if bound == 'min' else '≤'} {value} {unit}".rstrip()
    return f"{OTHERS[name]}：{value}"
