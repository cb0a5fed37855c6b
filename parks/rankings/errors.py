"""What the room refuses."""

from assessment.errors import PolicyError
from parks.errors import ConflictError, CunyuanError, FieldFault


class UnfinishedRunError(ConflictError):
    code = "appraisal_unfinished"
    zh = "第 {appraisal} 次评估没有完成，没有可用的结果。"
    en = "Appraisal {appraisal} did not complete: there are no results to use."


class InputGoneError(ConflictError):
    code = "appraisal_input_gone"
    zh = "第 {appraisal} 次评估所用的数据已不再保存，不能重新排序；请选择较近的一次评估。"
    en = "The data that appraisal {appraisal} rests on are no longer kept, so it cannot be ranked again; choose a newer one."


class WeightsRefusedError(CunyuanError):
    code = "ranking_weights"
    zh = "权重或判断有误，不能排序；各处问题详见 errors。"
    en = "The weights or judgements cannot be used; see errors for every place."

    def __init__(self, error: PolicyError, within: str = "") -> None:
        """`within`: the field that holds the places the error names."""
        super().__init__(
            errors=[
                FieldFault(
                    field=".".join(filter(None, (within if f.place != within else "", f.place))),
                    code=f.code,
                    detail=f"{f.message_zh}（{f.message_en}）",
                )
                for f in error.faults
            ]
        )


class NameTakenError(CunyuanError):
    code = "scenario_name_taken"
    zh = "您已有同名的情景“{name}”，请换一个名称。"
    en = "You have a scenario named “{name}” already; choose another name."

    def __init__(self, name: str) -> None:
        detail = f"{self.zh}{self.en}".format(name=name)
        super().__init__(name=name, errors=[FieldFault(field="name", code="unique", detail=detail)])


class NotOwnerError(CunyuanError):
    status = 403
    code = "scenario_of_another"
    zh = "只有保存者本人和管理员可以修改或删除这个情景。"
    en = "Only who saved this scenario and administrators may change or delete it."
