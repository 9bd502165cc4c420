"""Saved lists in every form that can be imported, small and of our own making."""

from __future__ import annotations

import json
from typing import Any


def month(
    *apps: tuple[int, str, int, int, float], time_id: int = 202606, **changes: Any
) -> list[dict[str, Any]]:
    """Rows of a GetDataList1 reply: (Appid, AppName, Rank, UseNum, Growth)."""
    year, number = divmod(time_id, 100)
    return [
        {
            "Id": 0,
            "Rank": rank,
            "UseNum": used,
            "TimeId": time_id,
            "TimeName": f"{year}年{number:02}月",
            "Appid": code,
            "AppName": name,
            "FclassName": "金融理财",
            "Growth": growth,
        }
        | changes
        for code, name, rank, used, growth in apps
    ]


TWO = ((3201, "甲银行", 28, 26240, 3.91), (4900, "乙银行", 39, 20676, 1.9))


def reply(rows: list[dict[str, Any]], **more: Any) -> str:
    """A whole reply, one row a line."""
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    keys = "".join(f', "{key}": {json.dumps(value)}' for key, value in more.items())
    return f'{{"Status": "success", "List": [\n{text}\n]{keys}}}'


def entry(code: str, name: str, seller: str | None = None, **more: Any) -> dict[str, Any]:
    """An entry of Apple's old RSS."""
    return {
        "im:name": {"label": name},
        "id": {"attributes": {"im:id": code, "im:bundleId": f"com.{code}"}},
        "im:artist": {"label": seller} if seller else {},
    } | more


SNAPSHOT = "pricing,index,bundle_id,total\nfree,1,com.a,2\nfree,2,com.b,2\npaid,1,com.c,1\n"
TYPED = (
    "date,depth,rank,store_app_code,app_name,seller\n"
    "2018-11-01,200,10,111,招商银行,招商银行股份有限公司\n2018-11-01,200,113,222,,\n2018-12-01,,1,111,招商银行,\n"
)
DEVICES = (
    "month,rank,store_app_code,app_name,devices_wan,growth_percent\n"
    "2026-05,41,3201,甲银行,25253,\n2026-06,28,3201,甲银行,26240,3.91\n"
)
