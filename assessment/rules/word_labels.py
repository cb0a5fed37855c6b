"""What the words of the inventory's coded columns mean, in Chinese and English."""

from __future__ import annotations

WORD_LABELS: dict[str, dict[str, tuple[str, str]]] = {
    "ownership": {
        "collective": ("集体土地", "collective land"),
        "state_held_by_village": ("国有土地、使用权属村集体", "state land held by the village collective"),
        "state": ("国有土地", "state land"),
    },
    "main_use": {
        "industrial": ("工业", "industry"),
        "logistics": ("仓储物流", "storage and logistics"),
        "other": ("其他", "other"),
    },
    "renewal_use": {
        "industrial": ("工业", "industry"),
        "new_industry": (
            "研发、创意、设计、中试、检测、无污染生产",
            "R&D, design, pilot tests, clean production",
        ),
        "creative": ("创意园区", "creative park"),
        "other": ("其他", "other"),
    },
    "renewal_status": {
        "none": ("未启动", "not started"),
        "under_way": ("进行中", "under way"),
        "done": ("已完成", "done"),
    },
    "land_route": {
        "transfer": ("集体土地使用权流转", "transfer of collective land-use rights"),
        "to_state": ("转为国有", "conversion to state land"),
        "consolidation": ("土地整理", "land consolidation"),
        "none": ("无", "none"),
    },
    "village_feasibility": {
        "feasible": ("具备条件", "conditions are met"),
        "between": ("介于两者之间", "in between"),
        "infeasible": ("不具备条件", "conditions are not met"),
    },
    "village_land": {
        "all_state": ("全部国有", "all state land"),
        "mostly_state": ("大部分国有", "mostly state land"),
        "unprocessed": ("已纳入国有规划而未办征转", "planned as state land, not yet converted"),
    },
    "scheme_path": {
        "urban_renewal": ("城市更新", "urban renewal"),
        "capacity_raise": ("产业提容", "capacity raise"),
        "new_supply_listing": ("新供应用地（挂牌）", "new supply by listing"),
        "new_supply_agreement": ("新供应用地（协议）", "new supply by agreement"),
        "land_preparation": ("土地整备", "land preparation"),
    },
}


def word_label(column: str, word: str) -> dict[str, str]:
    """``zh`` and ``en`` of a word; KeyError for one that has no label."""
    zh, en = WORD_LABELS[column][word]
    return {"zh": zh, "en": en}
