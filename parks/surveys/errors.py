from parks.errors import ConflictError, CunyuanError, NotFoundError, UnavailableError


class NoFileError(CunyuanError):
    code = "survey_no_file"
    zh = "请选择要上传的文件。"
    en = "Choose a file to upload."


class TooBigError(CunyuanError):
    status = 413
    code = "survey_too_big"
    zh = "文件 {size} MB，超过上限 {limit} MB，请按镇街拆分后分别上传。"
    en = "The file has {size} MB, more than the {limit} MB allowed; split it by town and upload the parts."


class AnswersError(CunyuanError):
    code = "survey_answers"
    zh = "指定的坐标系须为 EPSG:4490、4326、4547、4526、4546 或 4525。"
    en = "The CRS named must be EPSG:4490, 4326, 4547, 4526, 4546 or 4525."


class NotCheckedError(ConflictError):
    code = "survey_not_checked"
    zh = "这次上传的状态是“{status}”，不能入库。"
    en = "This upload is “{status_en}” and cannot be committed."


class NotCheckableError(ConflictError):
    code = "survey_not_checkable"
    zh = "这次上传的状态是“{status}”，不能重新检查。"
    en = "This upload is “{status_en}” and cannot be checked again."


class NotCancellableError(ConflictError):
    code = "survey_not_cancellable"
    zh = "这次上传的状态是“{status}”，没有可以取消的步骤。"
    en = "This upload is “{status_en}”: there is nothing to cancel."


class MustFixError(ConflictError):
    code = "survey_must_fix"
    zh = "还有 {count} 处必须修改，改正后重新上传才能入库。"
    en = "{count} issues must be fixed; correct them and upload again."


class ReasonNeededError(CunyuanError):
    code = "survey_reason_needed"
    zh = "有 {count} 处需要说明理由才能入库，请填写理由（至少 2 个字）。"
    en = "{count} issues need a reason; give one of at least 2 characters."


class ChangedSinceCheckedError(ConflictError):
    code = "survey_changed_since_checked"
    zh = "检查之后库中有变，{count} 块宗地发生冲突（第 {rows} 行：{why}），没有写入任何数据；请点“重新检查”。"
    en = "The inventory has changed since the check: {count} parcels conflict (rows {rows}: {why_en}); nothing was stored. Check again."


class ConflictRowsError(ConflictError):
    code = "survey_conflict_rows"
    zh = "有 {count} 行与检查之后库中的变化冲突，不能入库；请点“重新检查”，再按新的结果提交。"
    en = "{count} rows conflict with what changed since the check, so it cannot be committed; check again, then commit."


class QueueUnavailableError(UnavailableError):
    code = "queue_unavailable"
    zh = "任务队列没有响应，文件没有收下；请稍后重新上传。"
    en = "The task queue does not answer, so the file was not taken in; upload it again soon."


class ScopeNarrowedError(ConflictError):
    code = "survey_scope"
    zh = "文件是按更大的数据范围检查的，超出您现在的范围；请重新检查。"
    en = "The file was checked for a wider data scope than yours is now; check it again."


class WithinError(CunyuanError):
    code = "survey_within"
    zh = "请指明园区编号或区划代码。"
    en = "Name a park or an area by its code."


class NothingStoredError(NotFoundError):
    code = "survey_nothing_stored"
    zh = "您的数据范围内，“{within}”没有已入库的宗地。"
    en = "Within your scope no parcels are stored for “{within}”."


class TooManyStoredError(CunyuanError):
    code = "survey_too_many_stored"
    zh = "宗地超过 {limit} 块，请按镇街或园区分别下载。"
    en = "There are more than {limit} parcels; download them by town or by park."


class NotUndoableError(ConflictError):
    code = "survey_not_undoable"
    zh = "这次上传的状态是“{status}”，没有入库，无需撤销。"
    en = "This upload is “{status_en}”: it was not committed, so there is nothing to undo."


class AlreadyUndoneError(ConflictError):
    code = "survey_already_undone"
    zh = "这次入库已经全部撤销，不能再次撤销。"
    en = "This commit has been undone already."


class NothingToUndoError(ConflictError):
    code = "survey_nothing_to_undo"
    zh = "这次入库没有改动任何宗地，无需撤销。"
    en = "This commit changed no parcel: there is nothing to undo."


class UndoRefusedError(ConflictError):
    code = "survey_undo_refused"
    zh = "{count} 行在入库之后都有变化，一行也不能撤销，没有写入任何数据；各行的原因见撤销预览。"
    en = "All {count} rows have changed since, so none can be undone; nothing was stored. The preview of the undo says why."


class UndoScopeError(ConflictError):
    code = "survey_undo_scope"
    zh = "这次入库的数据范围超出您现在的范围，不能由您撤销。"
    en = "This commit covers more than your data scope, so you cannot undo it."


class ApprovalNeededError(ConflictError):
    code = "survey_approval_needed"
    zh = "所涉及的区须由第二人复核后才能入库；请提交入库，由他人复核。"
    en = "A second person has to approve surveys of this district: hand it in, and another person commits it."


class OwnRequestError(ConflictError):
    code = "survey_own_request"
    zh = "这次入库是您提交的，须由他人复核；如要修改，请撤回。"
    en = "You handed this survey in, so another person has to approve it; withdraw it to change it."


class AdministratorNeededError(CunyuanError):
    status = 403
    code = "survey_administrator_needed"
    zh = "所涉及的区须由管理员复核。"
    en = "Surveys of this district are approved by an administrator."


class NotAwaitingError(ConflictError):
    code = "survey_not_awaiting"
    zh = "这次上传的状态是“{status}”，不在待复核之列，不能退回或撤回。"
    en = "This upload is “{status_en}”, not awaiting approval: it can be neither sent back nor withdrawn."


class ReturnReasonError(CunyuanError):
    code = "survey_return_reason"
    zh = "退回须写明理由（至少 2 个字），提交人据此修改。"
    en = "Say why you send it back (at least 2 characters), so that it can be put right."


class CommitQueueError(UnavailableError):
    code = "commit_queue_unavailable"
    zh = "任务队列没有响应，没有写入任何数据；请稍后重新提交入库。"
    en = "The task queue does not answer; nothing was stored. Commit again soon."


class EffectsQueueError(UnavailableError):
    code = "effects_queue_unavailable"
    zh = "任务队列没有响应，影响预览没有开始；请稍后再试。"
    en = "The task queue does not answer, so the preview of effects did not begin; try again soon."


class NoWorkbookError(ConflictError):
    code = "survey_no_workbook"
    zh = "这次上传还没有检查结果，不能生成回传工作簿；请等检查完成后再下载。"
    en = "This upload has no report yet, so there is no workbook of it; download it when it has been checked."
