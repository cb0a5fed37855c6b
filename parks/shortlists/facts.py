"""What every export states about itself: selection, filters, policy, time, data and their sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from parks.accounts.models import User
from parks.appraisals.models import Appraisal
from parks.inventory.models import AdminArea, Park, Source
from parks.inventory.services import current_revision
from parks.objections.services import said_of
from parks.selections.models import Selection
from parks.selections.rows import ids_in
from parks.selections.words import in_words
from parks.shortlists.rows import Objections

SYNTHETIC = "演示数据 · synthetic"


@dataclass(frozen=True)
class Fact:
    key: str
    zh: str
    value: Any


def facts_of(selection: Selection, user: User, objections: Objections) -> list[Fact]:
    appraisal = selection.appraisal
    listed = Park.objects.visible_to(user).filter(pk__in=ids_in(selection))
    found = listed.aggregate(parks=Count("pk"), synthetic=Count("pk", filter=Q(is_synthetic=True)))
    revision = current_revision()
    return [
        *([Fact("synthetic", "数据性质", SYNTHETIC)] if found["synthetic"] else []),
        Fact("selection", "筛选编号", selection.pk),
        Fact("filters", "筛选条件", "；".join(in_words(selection.filters))),
        Fact("count", "园区数", selection.count),
        *_changes(selection, found["parks"], revision),
        Fact("total", "范围内园区总数", selection.total),
        Fact("scope", "数据范围", _areas(selection.scope)),
        *_basis(appraisal),
        *_objections(objections),
        Fact("policy_edition", "政策版本", appraisal.policy_edition if appraisal else "尚未评估"),
        Fact("appraisal", "评估编号", appraisal.pk if appraisal else None),
        Fact("appraised_at", "评估时间", _moment(appraisal.finished_at) if appraisal else None),
        Fact("revision", "筛选时数据版本", selection.revision),
        Fact("exported_revision", "导出时数据版本", revision),
        Fact("selected_at", "筛选时间", _moment(selection.created_at)),
        Fact("exported_at", "导出时间", _moment(timezone.now())),
        Fact("exported_by", "导出人", user.display_name),
        Fact("sources", "数据来源", _sources(selection)),
        Fact("crs", "坐标系", "CGCS2000（EPSG:4490）"),
        Fact("software", "生成软件", f"村园图 Cunyuan {settings.SPECTACULAR_SETTINGS['VERSION']}"),
    ]


def _changes(selection: Selection, listed: int, revision: int) -> Iterator[Fact]:
    """What has happened to the data since the selection was made."""
    if listed < selection.count:
        yield Fact("missing", "未列出的园区", f"{selection.count - listed} 个已删除或不在您的数据范围内")
    if revision != selection.revision:
        yield Fact(
            "changed", "数据变动", "筛选之后数据有更新：园区名单按筛选时，评估结果按筛选时，其余数值按导出时"
        )


def _basis(appraisal: Appraisal | None) -> Iterator[Fact]:
    """Of which year grades and ranks are, and by what the grades were given; older runs do not say."""
    if appraisal and appraisal.year:
        yield Fact("year", "评价年份", appraisal.year)
        yield Fact("figures", "产值、税收", "列出的为各园区最近年份（见“数据年份”）；评级与排序按评价年份")
    if appraisal and (grade := appraisal.legend.get("grade")):
        basis = f"{grade['profile']['label_zh']}；其他区{grade['elsewhere']['zh']}"
        yield Fact("grade_basis", "评级适用", basis)


def _objections(objections: Objections) -> Iterator[Fact]:
    """How many of the parks have been objected to; the outcomes stand in their rows."""
    if objections:
        statuses = [said_of(each).status for each in objections.values()]
        pending, decided = statuses.count("pending"), statuses.count("decided")
        yield Fact("objections", "异议情况", f"{pending} 个园区处理中，{decided} 个园区已处理（按导出时）")


def _areas(codes: Sequence[str]) -> str:
    names = dict(AdminArea.objects.filter(code__in=codes).values_list("code", "name"))
    return "、".join(f"{names[code]}（{code}）" if code in names else code for code in codes)


def _moment(value: Any) -> str | None:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else None


def _sources(selection: Selection) -> str:
    """Every source of the boundaries, annual figures and conditions of the selected parks, newest first."""
    ids = ids_in(selection)
    found = (
        Source.objects.filter(parkboundary__park__in=ids)
        .union(
            Source.objects.filter(parkyear__park__in=ids), Source.objects.filter(parkcondition__park__in=ids)
        )
        .order_by("-dated", "id")
    )
    return "；".join(f"{source.title}（{source.dated}）" for source in found)
