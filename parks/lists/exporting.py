"""A list as a file: which kinds there are, what each states about itself, and how it is answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.renderers import JSONRenderer

from parks.accounts.models import User
from parks.inventory.models import AdminArea
from parks.lists import csv_file
from parks.lists.columns import Objections, columns_of
from parks.lists.runs import Json, ListRun
from parks.objections.services import objections_of
from parks.shortlists.exports import xlsx
from parks.shortlists.facts import SYNTHETIC, Fact

CHUNK = 2_000
SHEET_NAME = 31
"""Characters that a spreadsheet allows."""


class XlsxRenderer(JSONRenderer):
    """Names the format; only refusals are rendered by it."""

    media_type = xlsx.CONTENT_TYPE
    format = "xlsx"


class CsvRenderer(JSONRenderer):
    media_type = csv_file.CONTENT_TYPE
    format = "csv"


RENDERERS = [XlsxRenderer, CsvRenderer]


@dataclass(frozen=True)
class Extent:
    """How many rows the file will hold, and whether any is synthetic: known before they are written one by one."""

    count: int
    synthetic: bool


def extent_of(found: QuerySet[Any, Any] | list[Json]) -> Extent:
    if isinstance(found, list):
        return Extent(len(found), synthetic=False)
    counts = found.order_by().aggregate(
        rows=Count("pk"), synthetic=Count("pk", filter=Q(park__is_synthetic=True))
    )
    return Extent(counts["rows"], synthetic=bool(counts["synthetic"]))


def objected(found: QuerySet[Any, Any] | list[Json], subject: str) -> Objections:
    """Objections to what the file lists, in one query; nobody objects to a town."""
    if isinstance(found, list):
        return {}
    return objections_of(subject, found.order_by().values("subject_id"))


def answer(
    kind: str,
    run: ListRun,
    name: str,
    rows: Iterator[Json],
    extent: Extent,
    user: User,
    objections: Objections,
) -> HttpResponseBase:
    day = timezone.localdate().isoformat()
    columns = columns_of(run, name, day, objections)
    headers = {"Content-Disposition": _disposition(run, name, day, kind)}
    if kind == CsvRenderer.format:
        return StreamingHttpResponse(
            csv_file.write(rows, columns),
            content_type=f"{csv_file.CONTENT_TYPE}; charset=utf-8",
            headers=headers,
        )
    file = TemporaryFile()  # noqa: SIM115 the response closes it
    facts = _facts(run, name, extent, user, day)
    xlsx.write(file, rows, facts, columns, run.legend(name)["label_zh"][:SHEET_NAME])
    file.seek(0)
    return FileResponse(file, content_type=xlsx.CONTENT_TYPE, headers=headers)


def _facts(run: ListRun, name: str, extent: Extent, user: User, day: str) -> list[Fact]:
    legend = run.legend(name)
    basis = legend["sources"][legend["basis"]]
    elsewhere = f"；其他区{basis['by_reference']['zh']}" if basis["district"] else ""
    return [
        *([Fact("synthetic", "数据性质", SYNTHETIC)] if extent.synthetic else []),
        Fact("list", "名单", legend["label_zh"]),
        Fact("count", "条数", extent.count),
        Fact("scope", "数据范围", _areas(user)),
        Fact("basis", "适用依据", f"{basis['title_zh']}{elsewhere}"),
        Fact("basis_status", "依据效力", STATUSES.get(basis["status"], basis["status"])),
        Fact("appraisal", "评估编号", run.id),
        Fact("year", "评价年份", run.year),
        Fact("policy_edition", "政策版本", run.policy_edition),
        Fact("appraised_at", "评估时间", _moment(run.finished_at)),
        *(_threshold(each) for each in [*_check_thresholds(legend), *legend["thresholds"]]),
        Fact("exported_on", "导出日期", day),
        Fact("exported_by", "导出人", user.display_name),
        Fact("software", "生成软件", f"村园图 Cunyuan {settings.SPECTACULAR_SETTINGS['VERSION']}"),
    ]


STATUSES = {
    "in_force": "现行",
    "draft": "征求意见稿",
    "literature": "文献或外地做法",
    "assumption": "本系统假定",
}


def _check_thresholds(legend: Json) -> Iterator[Json]:
    for check in legend["checks"]:
        if check["parameter"] and check["operator"] in (">=", "<"):
            yield {"label_zh": check["zh"], "value": check["factor"], "article": check["article"], "unit": ""}


def _threshold(parameter: Json) -> Fact:
    value = parameter["value"]
    shown = "；".join(f"{key} {each}" for key, each in value.items()) if isinstance(value, dict) else value
    return Fact(
        "threshold", f"标准：{parameter['label_zh']}", f"{shown}{parameter['unit']}（{parameter['article']}）"
    )


def _areas(user: User) -> str:
    names = dict(AdminArea.objects.filter(code__in=user.scope).values_list("code", "name"))
    return "、".join(f"{names.get(code, code)}（{code}）" for code in user.scope)


def _moment(value: Any) -> str | None:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else None


def _disposition(run: ListRun, name: str, day: str, kind: str) -> str:
    """RFC 6266: a plain name for old programs, the Chinese one for the others."""
    plain = f"cunyuan-{name}-{run.id}.{kind}"
    full = f"{run.legend(name)['label_zh']}-{day.replace('-', '')}-{run.id}.{kind}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full)}"
