"""Indices of use in the sample: iResearch's finance class by month, TalkingData's list of a month.

Months that store_use.csv does not have are not out: an empty list. Throttled: 429.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collector.sample.store_tables import StoreUse, read_store_use
from collector.sample.stores.forms import SHORT_ROWS, TOO_MANY, asked_for, json_reply, number_in, renamed
from collector.store_words import StoreForm

if TYPE_CHECKING:
    from datetime import date

    from collector.sample.page import Asked, Reply

IRESEARCH_HOST, TALKINGDATA_HOST = "index.iresearch.com.cn", "mi.talkingdata.com"
DEPTH = 30
"""Rows of a month, whatever is asked for."""

_IRESEARCH, _TALKINGDATA = "/app/GetDataList1", "/rank/active.json"
_FINANCE = "5"
_NULLS = (
    "DayUseNum MachineODayNum MachineODayTime MachineOTimeTime DmGrowth Company UseTime TimeGrowth"
    " DayMachineNum Domain"
)
_ZEROS = "Id TimeRank DmRank Fclassid Kclassid TimeType AppType IsChanged CRank"
_NEW_KEYS = {"Appid": "AppKey", "UseNum": "Devices", "appId": "id", "appName": "name"}


def iresearch_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The finance class of one month, None for another address."""
    values = asked_for(asked.query)
    page, month = number_in(values, "pageIndex", 1), values.get("timeId", "")
    if asked.path != _IRESEARCH or asked.body is not None or not page:
        return None
    if form is StoreForm.THROTTLED:
        return TOO_MANY
    apps = _cut_to(use_of("iresearch", f"{month[:4]}-{month[4:]}"), form)
    rows = [_month_row(app) for app in apps] if page == 1 and values.get("classId") == _FINANCE else []
    said = {"Status": "success", "List": rows}
    return json_reply(renamed(said, _NEW_KEYS) if form is StoreForm.CHANGED else said)


def talkingdata_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The list of one month by active devices, None for another address."""
    if asked.path != _TALKINGDATA or asked.body is not None:
        return None
    if form is StoreForm.THROTTLED:
        return TOO_MANY
    apps = _cut_to(use_of("talkingdata", asked_for(asked.query).get("date", "")[:7]), form)
    said = [_active_row(rank, app) for rank, app in enumerate(apps, start=1)]
    return json_reply(renamed(said, _NEW_KEYS) if form is StoreForm.CHANGED else said)


def _cut_to(apps: tuple[StoreUse, ...], form: StoreForm) -> tuple[StoreUse, ...]:
    if form is StoreForm.EMPTY:
        return ()
    return apps[:SHORT_ROWS] if form is StoreForm.SHORT else apps


def use_of(store: str, month: str) -> tuple[StoreUse, ...]:
    """DEPTH rows of a month (YYYY-MM) in the list's order: one invented app leads, others fill it up.

    Empty where the month is not out.
    """
    known = tuple(use for use in read_store_use() if use.store == store and f"{use.month:%Y-%m}" == month)
    if not known:
        return ()
    last = known[-1]
    fill = (
        _invented(store, known[0].month, last.rank + 9 * number, last, number)
        for number in range(1, DEPTH - len(known))
    )
    return (_invented(store, known[0].month, 1, known[0], 0), *known, *fill)


def _invented(store: str, month: date, rank: int, beside: StoreUse, number: int) -> StoreUse:
    """An app with more (number 0) or fewer devices than the one beside it."""
    share = 2.0 if number == 0 else 1 - number / 40
    is_index = beside.devices_wan is not None
    return StoreUse(
        store=store,
        month=month,
        code=str(990_000 + number),
        app_name=f"示例应用{number:03d}",
        rank=rank,
        devices_wan=round((beside.devices_wan or 0) * share) if is_index else None,
        growth="0.50" if is_index else None,
        active_share=None if is_index else round((beside.active_share or 0) * share, 7),
        coverage_share=None if is_index else round((beside.coverage_share or 0) * share, 7),
    )


def _month_row(app: StoreUse) -> dict[str, Any]:
    return {
        "Rank": app.rank, "UseNum": app.devices_wan, "TimeId": int(f"{app.month:%Y%m}"),
        "TimeName": f"{app.month:%Y}年{app.month:%m}月", "Appid": int(app.code), "AppName": app.app_name,
        "AppLogo": f"logo/{app.code}.png", "FclassName": "金融理财", "KclassName": "银行",
        "Growth": float(app.growth) if app.growth is not None else None, "IsService": False, "IsMark": False,
    } | dict.fromkeys(_NULLS.split()) | dict.fromkeys(_ZEROS.split(), 0)  # fmt: skip


def _active_row(rank: int, app: StoreUse) -> dict[str, Any]:
    return {
        "activeRate": app.active_share, "appIconUrl": f"icon/{app.code}.png", "appId": int(app.code),
        "appName": app.app_name, "coverageChangeRate": 0.01, "coverageRate": app.coverage_share,
        "newApp": False, "ranking": rank, "rankingChange": 0,
    }  # fmt: skip
