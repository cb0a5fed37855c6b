"""An invented guideline table (示例, 假定值): no published one is in the sources, so that none is passed off as such."""

import datetime as dt

import pandas as pd

NAME = "示例产业用地指南（演示假定值，非公布标准） / example guideline table, invented"
VALID_FROM = dt.date(2018, 1, 1)
WAN_YUAN = 1e4

ROWS = {
    "C14": ("食品", 420, 320, 22), "C17": ("纺织", 300, 260, 14), "C18": ("服装", 330, 220, 16), "C19": ("皮革制鞋", 310, 210, 15),
    "C20": ("木材加工", 260, 220, 12), "C21": ("家具", 300, 230, 14), "C22": ("造纸", 340, 330, 18), "C23": ("印刷", 330, 280, 18),
    "C24": ("文教工美", 310, 220, 15), "C26": ("化学原料及制品", 480, 400, 30), "C2682": ("化妆品", 560, 360, 38),
    "C29": ("橡胶塑料", 350, 290, 19), "C33": ("金属制品", 340, 300, 18), "C35": ("专用设备", 450, 360, 26),
    "C36": ("汽车", 620, 450, 36), "C38": ("电气机械", 480, 340, 27), "C39": ("电子设备", 650, 460, 38),
    "C43": ("设备修理", 300, 240, 16), "G59": ("仓储", 180, 260, 9),
}  # fmt: skip
"""GB/T 4754 code → name, output, investment and tax in 万元/亩."""


def table() -> pd.DataFrame:
    rows = [
        (code, f"{name}（示例）", output * WAN_YUAN, investment * WAN_YUAN, tax * WAN_YUAN)
        for code, (name, output, investment, tax) in ROWS.items()
    ]
    columns = ["industry", "name", "output_yuan_per_mu", "investment_yuan_per_mu", "tax_yuan_per_mu"]
    return pd.DataFrame(rows, columns=columns)
