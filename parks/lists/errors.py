from parks.errors import NotFoundError


class UnknownListError(NotFoundError):
    code = "unknown_list"
    zh = "没有这份名单，或这次评估没有它。"
    en = "There is no such list, or this appraisal has none."


class EntriesGoneError(NotFoundError):
    code = "list_entries_gone"
    zh = "第 {appraisal} 次评估的名单明细已清理，只保留了统计。"
    en = "The entries of appraisal {appraisal} were cleared away; only its counts are kept."
