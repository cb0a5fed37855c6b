"""Every column the assessment reads: type, unit, bounds and its Chinese and English label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "boolean", "code", "reference"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. ``required``: the column must be there and complete; otherwise NaN/NA means unknown."""

    name: str
    kind: Kind
    unit: str
    label_zh: str
    label_en: str
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False

    @property
    def dtype(self) -> str:
        return {"number": "float64", "boolean": "boolean", "code": "str", "reference": "int64"}[self.kind]


def _amount(name: str, unit: str, zh: str, en: str, minimum: float | None = 0.0) -> Column:
    return Column(name, "number", unit, zh, en, minimum=minimum)


def _share(name: str, zh: str, en: str) -> Column:
    return Column(name, "number", "share", zh, en, minimum=0.0, maximum=1.0)


def _flag(name: str, zh: str, en: str) -> Column:
    return Column(name, "boolean", "yes_no", zh, en)


DISTRICT = Column("district_code", "code", "code", "行政区代码", "district code", required=True)

EFFICIENCY = (
    _amount("output_per_mu", "wan_yuan_per_mu", "亩均产值", "output per mu"),
    _amount("tax_per_mu", "wan_yuan_per_mu", "亩均税收", "tax per mu", minimum=None),
    _amount("output_per_tce", "wan_yuan_per_tce", "单位能耗产值", "output per tonne of coal equivalent"),
    _share("rd_share", "研发支出占比", "R&D share of output"),
    _amount("upgrade_per_mu", "wan_yuan_per_mu", "亩均技改投资", "technical upgrading investment per mu"),
    _amount("recognitions", "count", "各级各类认定", "recognitions"),
    _flag("uploaded", "已主动上传数据", "data uploaded"),
    _flag("falsified", "数据弄虚作假", "data falsified"),
)

PARKS = (
    DISTRICT,
    Column("area_m2", "number", "m2", "用地面积", "land area", minimum=0.0, required=True),
    _amount("far", "ratio", "容积率", "plot ratio (FAR)"),
    _share("pre2000_lowrise_share", "2000年前或低层厂房占比", "pre-2000 or low-rise share"),
    _amount("industrial_nearby_ha", "ha", "200米内工业用地", "industrial land within 200 m"),
    *EFFICIENCY,
    _share("labor_intensive_share", "劳动密集型企业占比", "labor-intensive share"),
    _share("vacancy_share", "空置率", "vacancy"),
    _share("leading_industry_share", "主导产业占比", "leading-industry share"),
    _amount("metro_distance_m", "m", "距地铁站", "distance to metro"),
    _amount("centre_distance_km", "km", "距中心或重点平台", "distance to center or key platform"),
    _share("in_block_share", "工业产业区块内占比", "share in industrial block"),
    _share("planned_industrial_share", "规划工业用地占比", "share planned as industrial"),
    _share("procedure_share", "已完善手续占比", "share with complete procedures"),
    _amount("right_holder_count", "count", "权利人数量", "right holders"),
    _share("consent_share", "改造意愿同意率", "consent to renewal"),
    _amount("lease_years_left", "year", "剩余租期", "lease years left"),
    _amount("sublease_tiers", "tier", "转租层级", "sublease tiers"),
    _amount("hazards_per_ha", "per_ha", "消防与结构隐患密度", "fire and structural hazards per hectare"),
    _amount("pollution_cases", "count", "环保案件", "pollution cases"),
    Column("unmet_needs", "number", "count", "未满足需求项", "unmet needs", minimum=0.0, maximum=9.0),
    _flag("in_urban_village_plan", "纳入城中村改造计划", "in urban-village plan"),
    _share("urban_village_overlap_share", "与城中村范围重叠占比", "overlap with urban village"),
    _amount("planned_gfa_m2", "m2", "规划总建筑面积", "planned gross floor area"),
    _amount("target_far", "ratio", "规划容积率", "target plot ratio"),
    _flag("core_location", "核心区位", "core location"),
    _flag("on_platform", "位于重点功能平台", "on key platform"),
    _flag("structurally_sound", "建筑结构安全", "structurally sound"),
    Column("tax_class", "code", "code", "开发区区位（核心区、一区多园、其他镇街）", "development-zone class"),
    _flag("pilot", "“工改工”试点项目", "pilot project"),
    _amount(
        "agreed_tax_per_mu", "wan_yuan_per_mu", "协议或专项政策约定的亩均税收", "tax per mu set by agreement"
    ),
    _share("imputed_share", "推算数据占比", "imputed share"),
)

PARCELS = (
    Column("park_id", "reference", "id", "所属园区", "park", required=True),
    DISTRICT,
    _amount("land_mu", "mu", "用地面积", "land area"),
    *EFFICIENCY,
)

ENTERPRISES = (
    *PARCELS,
    Column("industry", "code", "code", "行业代码", "industry code"),
)

TABLES: dict[str, tuple[Column, ...]] = {"parks": PARKS, "parcels": PARCELS, "enterprises": ENTERPRISES}
PARK_COLUMNS: dict[str, Column] = {column.name: column for column in PARKS}
