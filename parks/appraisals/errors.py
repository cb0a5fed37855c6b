"""What the room refuses, and how a run that failed says so."""

from typing import NamedTuple

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from assessment.errors import FaultsError, FrameError, PolicyError
from parks.errors import ConflictError, CunyuanError, FieldFault, NotFoundError, UnavailableError


class NoCurrentAppraisalError(NotFoundError):
    code = "no_current_appraisal"
    zh = "还没有完成过评估。"
    en = "No appraisal has been completed yet."


class NotAppraisedError(NotFoundError):
    code = "not_in_appraisal"
    zh = "这次评估里没有这个对象，或没有这次评估。"
    en = "This subject is not in that appraisal, or there is no such appraisal."


class InputGoneError(NotFoundError):
    status = 410
    code = "input_gone"
    zh = "第 {appraisal} 次评估所用的数据已按保存期限清除，只留下结果，无法再逐项说明。"
    en = "The input of appraisal {appraisal} was cleared away after its time; only the results remain, so they can no longer be explained in detail."


class OverridesRefusedError(CunyuanError):
    code = "policy_overrides"
    zh = "有政策参数不能这样替换，详见 errors。"
    en = "Some policy parameters cannot be replaced like this; see errors."

    def __init__(self, error: PolicyError) -> None:
        super().__init__(
            errors=[
                FieldFault(
                    field=f"overrides.{f.place}", code=f.code, detail=f"{f.message_zh}（{f.message_en}）"
                )
                for f in error.faults
            ]
        )


class YearRefusedError(CunyuanError):
    code = "year_without_figures"
    zh = "没有 {year} 年的年度数据，无法评价。"
    en = "There are no annual figures of {year} to appraise."

    def __init__(self, year: int) -> None:
        detail = f"{self.zh}{self.en}".format(year=year)
        super().__init__(year=year, errors=[FieldFault(field="year", code=self.code, detail=detail)])


class AlreadyFinishedError(ConflictError):
    code = "appraisal_finished"
    zh = "评估已经结束，不能取消。"
    en = "The appraisal has ended already and cannot be cancelled."


class QueueUnavailableError(UnavailableError):
    code = "queue_unavailable"
    zh = "任务队列没有响应，评估未能开始；请稍后再试。"
    en = "The task queue does not answer, so the appraisal did not start; try again soon."


class Failure(NamedTuple):
    """Why a run ended without results: a stable code and a sentence in each language."""

    code: str
    zh: str
    en: str


WORKER_LOST = Failure(
    "worker_lost",
    "评估进程中断（重启或内存不足），没有保存任何结果；请重新发起。",
    "The worker ended during the run (restart or out of memory); nothing was stored. Start again.",
)
QUEUE_UNAVAILABLE = Failure(
    QueueUnavailableError.code, str(QueueUnavailableError.zh), str(QueueUnavailableError.en)
)


WITHHELD = {
    "detail": "评估未完成。原因涉及全市数据，请询问数据范围为全市的同事。",
    "detail_en": "The appraisal did not complete. The reason concerns the whole city's data: ask a colleague who sees it.",
}
"""Said in place of a failure's sentences to who does not see the whole city: they may name parks of other districts."""


def failure_of(error: Exception) -> Failure:
    """The failure to record for whatever a run raised."""
    if isinstance(error, FrameError):
        return _faults(
            "inventory_unusable", "台账数据有误，无法评估", "The inventory cannot be assessed", error
        )
    if isinstance(error, PolicyError):
        return _faults(
            "policy_unusable", "政策参数有误，无法评估", "The policy parameters cannot be used", error
        )
    if isinstance(error, SoftTimeLimitExceeded):
        return Failure("time_limit", "评估超过时限，已停止。", "The appraisal took longer than allowed.")
    if isinstance(error.__cause__, LockNotAvailable):
        return Failure(
            "busy",
            "前一次评估迟迟没有结束，请稍后再试。",
            "An earlier appraisal has not ended; try again later.",
        )
    if isinstance(error, OperationalError):
        return Failure(
            "database_unavailable", "数据库中断，评估未完成。", "The database failed during the appraisal."
        )
    name = type(error).__name__
    return Failure(
        "internal_error", f"程序出错（{name}），已记录。", f"The program failed ({name}); it was logged."
    )


def _faults(code: str, zh: str, en: str, error: FaultsError) -> Failure:
    """Names the first three faults and counts them all."""
    total = len(error.faults)
    first = error.faults[:3]
    listed_zh = "；".join(
        f"{f.place} {f.message_zh}（{f.count} 条，如 {'、'.join(f.sample)}）" for f in first
    )
    listed_en = "; ".join(f"{f.place}: {f.message_en} ({f.count}, e.g. {', '.join(f.sample)})" for f in first)
    return Failure(
        code, f"{zh}：共 {total} 类问题。{listed_zh}", f"{en}: {total} kinds of fault. {listed_en}"
    )
