from parks.errors import ConflictError, CunyuanError, FieldFault, NotFoundError


class NotRegisteredError(CunyuanError):
    """A field that names something that is not there, or not in the user's scope."""

    code = "objection_refused"
    zh = "异议没有登记，有一项不对，详见 errors。"
    en = "The objection was not registered: one item is wrong, see errors."

    def __init__(self, field: str, code: str, zh: str, en: str) -> None:
        super().__init__(errors=[FieldFault(field=field, code=code, detail=f"{zh}（{en}）")])
        self.detail, self.detail_en = zh, en


class NotJudgedError(ConflictError):
    code = "objection_not_judged"
    zh = "这次评估没有给出它的{what}，没有可以异议的结果。"
    en = "That appraisal gave it no {what_en}: there is nothing to object to."


class WrongStatusError(ConflictError):
    code = "objection_status"
    zh = "这件异议是“{status}”，不能{action}。"
    en = "This objection is {status_en} and cannot be {action_en}."


class NoEvidenceFileError(CunyuanError):
    code = "evidence_no_file"
    zh = "请选择要上传的证据文件。"
    en = "Choose a file of evidence to upload."


class EvidenceTooBigError(CunyuanError):
    status = 413
    code = "evidence_too_big"
    zh = "文件超过上限 {limit} MB。"
    en = "The file has more than the {limit} MB allowed."


class EvidenceKindError(CunyuanError):
    code = "evidence_kind"
    zh = "“{name}”的内容不是可收的类型，或与扩展名不符；可收 PDF、JPG、PNG、XLSX、DOCX、TXT。"
    en = "The content of “{name}” is none that is taken, or not what its ending says: PDF, JPG, PNG, XLSX, DOCX, TXT."


class EvidenceFullError(ConflictError):
    code = "evidence_full"
    zh = "一件异议最多收 {limit} 份证据。"
    en = "An objection takes at most {limit} files."


class EvidenceExistsError(ConflictError):
    code = "evidence_exists"
    zh = "同一份文件已在第 {number} 号证据中。"
    en = "The same file is here already as number {number}."


class EvidenceGoneError(NotFoundError):
    code = "evidence_file_gone"
    zh = "证据文件不在服务器上，请联系管理员从备份恢复。"
    en = "The file is not on the server; ask the administrator to restore it from the backup."
