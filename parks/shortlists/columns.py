"""The columns of a shortlist (清单), defined once: label, unit, and how a stored value is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from parks.appraisals.models import Mode
from parks.inventory.filters import M2_PER_MU
from parks.inventory.models.parcels import Procedure
from parks.inventory.models.parks import BoundaryKind, MainUse, ParkTenure
from parks.objections.services import STATUS_WORDS
from parks.selections.rows import Row

PROCEDURES = {value: label.split(" ")[0] for value, label in Procedure.choices}
TENURES = {value: label.split(" ")[0] for value, label in ParkTenure.choices}
USES = {value: label.split(" ")[0] for value, label in MainUse.choices}
BOUNDARIES = {value: label.split(" ")[0] for value, label in BoundaryKind.choices}


@dataclass(frozen=True)
class Column:
    """`value` takes a row; `format` is the spreadsheet's number format, empty for text."""

    key: str
    zh: str
    en: str
    value: Callable[[Row], Any]
    unit: str = ""
    format: str = ""
    width: int = 10

    @property
    def header(self) -> str:
        return f"{self.zh}（{self.unit}）" if self.unit else self.zh


def _text(key: str, zh: str, en: str, width: int = 10) -> Column:
    return Column(key, zh, en, lambda row: row[key], width=width)


def _words(key: str, zh: str, en: str, words: dict[str, str], width: int = 10) -> Column:
    return Column(key, zh, en, lambda row: words.get(row[key], row[key]), width=width)


def _number(
    key: str, zh: str, en: str, unit: str = "", *, per: float = 1.0, format: str = "#,##0.00"
) -> Column:
    def shown(row: Row) -> float | None:
        return None if row[key] is None else row[key] / per

    return Column(key, zh, en, shown, unit=unit, format=format)


def _share(key: str, zh: str, en: str) -> Column:
    return Column(key, zh, en, lambda row: row[key], unit="%", format="0.0%")


def _count(key: str, zh: str, en: str) -> Column:
    return Column(key, zh, en, lambda row: row[key], format="0")


def _area(level: str, zh: str, en: str) -> Column:
    return Column(level, zh, en, lambda row: (row[level] or {}).get("name"))


COLUMNS = (
    _text("code", "园区编码", "Park code", 13),
    _text("name", "园区名称", "Park", 26),
    _area("district", "行政区", "District"),
    _area("town", "镇街", "Town"),
    _area("village", "村社", "Village"),
    _words("tenure", "权属", "Tenure", TENURES, 12),
    _words("main_use", "主要用途", "Main use", USES),
    _number("area_m2", "用地面积", "Land area", "亩", per=M2_PER_MU),
    _number("gfa_m2", "建筑面积", "Gross floor area", "m²", format="#,##0"),
    _share("gfa_coverage", "建筑面积已知用地占比", "Share of land with known floor area"),
    _number("far", "容积率", "Plot ratio (FAR)"),
    _number("output_per_mu", "亩均产值", "Output per mu", "万元/亩", format="#,##0.0"),
    _number("tax_per_mu", "亩均税收", "Tax per mu", "万元/亩"),
    _words("procedure", "用地手续", "Land procedures", PROCEDURES),
    _share("procedure_share", "已完善手续占比", "Share with complete procedures"),
    _share("labor_intensive_share", "劳动密集型企业占比", "Labor-intensive share"),
    _count("parcel_count", "宗地数", "Parcels"),
    _count("enterprise_count", "企业数", "Enterprises"),
    _text("grade", "亩产效益等级", "Grade"),
    _number("grade_score", "评级得分", "Grade score"),
    Column("grade_by_reference", "评级依据", "Basis of the grade", lambda row: row["grade_basis"], width=20),
    _words("objection_status", "异议", "Objection", STATUS_WORDS),
    _text("objection_outcome", "异议结果及理由", "Outcome of objections and reason", 40),
    _words("mode", "改造模式", "Renewal mode", dict(Mode.choices), 12),
    _number("need", "改造需要", "Need", "0–100", format="0.0"),
    _number("opportunity", "改造机会", "Opportunity", "0–100", format="0.0"),
    _number("priority", "优先指数", "Priority", "0–100", format="0.0"),
    _count("rank", "优先次序", "Rank"),
    _share("completeness", "指标完整度", "Completeness"),
    _share("imputed_share", "推算数据占比", "Imputed share"),
    _count("year", "数据年份", "Year of figures"),
    _words("boundary_kind", "界线类型", "Boundary", BOUNDARIES),
    Column("as_of", "界线日期", "Boundary as of", lambda row: row["as_of"], format="yyyy-mm-dd", width=12),
    _text("source_title", "界线来源", "Boundary source", 24),
    Column(
        "is_synthetic",
        "演示数据",
        "Synthetic",
        lambda row: "演示数据 · synthetic" if row["is_synthetic"] else None,
        width=20,
    ),
)
