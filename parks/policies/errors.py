from assessment.errors import FaultsError
from parks.errors import ConflictError, CunyuanError, FieldFault


class EditionRefusedError(CunyuanError):
    code = "policy_edition"
    zh = "政策版本文件有误，未收下；各处问题详见 errors。"
    en = "The policy edition is faulty and was not taken; see errors for every place."

    def __init__(self, error: FaultsError) -> None:
        super().__init__(
            errors=[
                FieldFault(
                    field=fault.place, code=fault.code, detail=f"{fault.message_zh}（{fault.message_en}）"
                )
                for fault in error.faults
            ]
        )


class EditionExistsError(ConflictError):
    code = "policy_edition_exists"
    zh = "同一份政策版本文件已在库中（第 {edition} 号）。"
    en = "The same file is here already as edition {edition}."


class EditionDecidedError(ConflictError):
    code = "policy_edition_decided"
    zh = "该版本当前是“{status}”，不能这样处理。"
    en = "The edition is {status_en} and cannot be treated like this."
