"""The columns of a list's export: who, why, what follows, every input and check, and what the row rests on."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from parks.lists.runs import Json, ListRun
from parks.objections.services import STATUS_WORDS, Said, said_of
from parks.shortlists.columns import Column
from parks.shortlists.facts import SYNTHETIC

Objections = Mapping[int, list[Json]]
YES_NO = {True: "是", False: "否", None: None}
MET = {True: "成立", False: "不成立", None: "无法判定"}
SUBJECTS = {"parks": "园区", "parcels": "宗地", "enterprises": "企业", "areas": "镇街或区"}


def columns_of(run: ListRun, name: str, day: str, objections: Objections) -> list[Column]:
    """In order; an entry as the API spells it out goes in, text, a number or nothing comes out. `objections`: to the
    subjects of the list, by their ids."""
    legend = run.legend(name)
    return [
        *_who(legend),
        _text("status", "状态", "Status", lambda row: row["status"]["zh"], 18),
        _text("reasons", "原因与依据", "Reasons and grounds", lambda row: _grounded(row["reasons"]), 44),
        _text("effects", "法律后果与依据", "Effects and grounds", lambda row: _grounded(row["effects"]), 60),
        *_amounts(legend),
        *_inputs(legend),
        *_checks(legend),
        _text("missing", "缺少的数据", "Missing", lambda row: _joined(row["missing"], "label_zh"), 24),
        *_objected(objections),
        *_stated(run, legend, day),
    ]


def _who(legend: Json) -> Iterator[Column]:
    word = SUBJECTS[legend["subject"]]
    yield _text("code", f"{word}编码", "Code", lambda row: row["subject"]["code"], 22)
    yield _text("name", f"{word}名称或权利人", "Name or holder", lambda row: row["subject"]["name"], 26)
    yield _text("park_code", "园区编码", "Park code", lambda row: (row["park"] or {}).get("code"), 13)
    yield _text("park_name", "园区名称", "Park", lambda row: (row["park"] or {}).get("name"), 26)
    yield _text("district", "行政区", "District", lambda row: (row["district"] or {}).get("name"))
    yield _text("town", "镇街", "Town", lambda row: (row["town"] or {}).get("name"))


def _amounts(legend: Json) -> Iterator[Column]:
    """One for each effect that is an amount."""
    for effect in legend["effects"]:
        if effect["code"] in legend["amounts"]:
            yield Column(
                f"amount_{effect['code']}",
                f"金额：{effect['zh']}",
                f"Amount: {effect['en']}",
                _amount_of(effect["code"]),
                unit="万元",
                format="#,##0.00",
                width=16,
            )


def _amount_of(code: str) -> Callable[[Json], Any]:
    def amount(row: Json) -> Any:
        found = next((effect for effect in row["effects"] if effect["code"] == code), None)
        if found is None or found["computable"] is None:
            return None
        return found["amount"] if found["computable"] else "缺少数据，无法计算"

    return amount


def _inputs(legend: Json) -> Iterator[Column]:
    for place, label in enumerate(legend["inputs"]):
        yield Column(
            label["name"],
            label["label_zh"],
            label["label_en"],
            _input_at(place),
            unit=label["unit"],
            format="0.######" if not label["words"] else "",
            width=14,
        )


def _input_at(place: int) -> Callable[[Json], Any]:
    def value(row: Json) -> Any:
        found = row["inputs"][place]
        if isinstance(found["value"], bool):
            return YES_NO[found["value"]]
        return found["value_zh"] or found["value"]

    return value


def _checks(legend: Json) -> Iterator[Column]:
    """Of each check the value, the limit where there is one, and the answer."""
    for place, check in enumerate(legend["checks"]):
        label, compares = check["input"], check["operator"] in (">=", "<")
        if compares:
            value, limit = _check_at(place, "value"), _check_at(place, "limit")
            key, zh, en = f"check_{check['code']}", label["label_zh"], label["label_en"]
            yield Column(key, f"{zh}（判定值）", en, value, unit=label["unit"], format="0.######", width=14)
            yield Column(
                f"{key}_limit", f"{zh}（限值）", f"{en}: limit", limit, unit=label["unit"], format="0.######"
            )
        met = _check_at(place, "met")
        yield _text(f"met_{check['code']}", check["zh"], check["en"], lambda row, met=met: MET[met(row)], 14)


def _check_at(place: int, key: str) -> Callable[[Json], Any]:
    return lambda row: row["checks"][place][key]


def _objected(objections: Objections) -> Iterator[Column]:
    """A decision and its reason stay beside what they are about, whatever is exported later."""

    def said(row: Json) -> Said:
        return said_of(objections.get(row["subject"]["id"]))

    yield _text("objection", "异议", "Objection", lambda row: STATUS_WORDS.get(said(row).status or ""), 12)
    yield _text(
        "objection_outcome", "异议结果及理由", "Outcome and reason", lambda row: said(row).outcome, 40
    )


def _stated(run: ListRun, legend: Json, day: str) -> Iterator[Column]:
    """What a row says of itself when it is cut out of the file."""
    basis = legend["sources"][legend["basis"]]["short_zh"]
    yield _text("basis", "适用依据", "Basis", lambda row: (row["by_reference"] or {}).get("zh") or basis, 20)
    yield Column("appraisal", "评估编号", "Appraisal", lambda row: run.id, format="0")
    yield _text("policy_edition", "政策版本", "Policy edition", lambda row: run.policy_edition, 20)
    yield Column("year", "评价年份", "Evaluation year", lambda row: run.year, format="0")
    yield _text("day", "导出日期", "Exported on", lambda row: day, 12)
    yield _text(
        "is_synthetic", "演示数据", "Synthetic", lambda row: SYNTHETIC if row["is_synthetic"] else None, 20
    )


def _text(key: str, zh: str, en: str, value: Callable[..., Any], width: int = 10) -> Column:
    return Column(key, zh, en, value, width=width)


def _grounded(words: list[Json]) -> str:
    """Each with the document and article it rests on, marked where that binds another district only."""
    return "；".join(_one(word) for word in words)


def _one(word: Json) -> str:
    source = (word["by_reference"] or {}).get("zh") or word["source_zh"]
    ground = " ".join(filter(None, (source, word["article"])))
    return f"{word['zh']}（{ground}）" if word["article"] else word["zh"]


def _joined(items: list[Json], key: str) -> str | None:
    return "、".join(item[key] for item in items) or None
