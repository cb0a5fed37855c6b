from parks.errors import CunyuanError, NotFoundError


class UnknownFiltersError(CunyuanError):
    code = "unknown_filters"
    zh = "没有这样的筛选条件：{names}。"
    en = "There is no such filter: {names}."


class SelectionNotFoundError(NotFoundError):
    code = "selection_not_found"
    zh = "没有这个筛选结果，或它超出您的数据范围。"
    en = "There is no such selection, or it reaches beyond your data scope."


class NoExplanationError(NotFoundError):
    code = "not_appraised"
    zh = "这个园区还没有评估结果。"
    en = "This park has not been appraised yet."
