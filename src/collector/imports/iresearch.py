"""A reply of iResearch's GetDataList1, ``{Status, List}`` or the list alone → places and devices.

The place in the list is the rank; ``Rank`` of the reply is the rank among all apps. ``UseNum`` is devices a
month in 万, ``Growth`` the change against the month before in percent, as published. Refuses an
empty list (the month is not out yet), several months or classes in one file, apps that stand twice, and
values of another kind.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from collector.errors import UsageError
from collector.imports.places import elements
from collector.imports.rows import Devices, ListDate, Placed, Saved

if TYPE_CHECKING:
    from collector.imports.places import Element

FORM = "iresearch_json"
_USED = frozenset({"Rank", "UseNum", "TimeId", "TimeName", "Appid", "AppName", "Growth"})
_IGNORED = (
    "Id TimeRank DmRank DayUseNum AppLogo MachineODayNum MachineODayTime MachineOTimeTime Fclassid Kclassid"
    " FclassName KclassName TimeType DmGrowth Company UseTime TimeGrowth DayMachineNum IsService AppType"
    " Domain IsChanged CRank IsMark"
)
_KNOWN = _USED.union(_IGNORED.split())
_AGAIN = "save the reply again, or tell us that its form has changed"


def read_iresearch(text: str, document: Any, label: str) -> Saved:
    """The list of one month. Raises UsageError."""
    warnings: list[str] = []
    if isinstance(document, dict):
        if document.get("Status") != "success":
            problem = f"Status is {document.get('Status')!r}, expected 'success'"
            raise UsageError(f"{label} Status", problem, fix="save a reply that succeeded")
        warnings += [f"{label}: unknown key {key}" for key in document if key not in {"Status", "List"}]
    found = list(elements(text, label, "List" if isinstance(document, dict) else None))
    if not found:
        raise UsageError(label, "the list is empty: the month is not out yet", fix="save it again later")
    months = {_month(one) for one in found}
    if len(months) > 1:
        raise UsageError(label, f"{len(months)} months in one reply", fix="one file per month")
    classes = {str(one.values.get("FclassName")) for one in found}
    if len(classes) > 1:
        problem = f"apps of {len(classes)} classes: it is the list of all apps"
        raise UsageError(label, problem, fix="save the reply of one class")
    month = months.pop()
    last = date(month.year, month.month, calendar.monthrange(month.year, month.month)[1])
    unknown = sorted({key for one in found for key in one.values if key not in _KNOWN})
    warnings += [f"{label}: unknown key {key}" for key in unknown]
    devices = tuple(_devices(one, month) for one in found)
    _check_order(found, devices)
    on = ListDate(last, "month")
    placed = tuple(
        Placed(on, rank, len(devices), one.code, one.app_name) for rank, one in enumerate(devices, start=1)
    )
    return Saved(FORM, placed, devices, "month", tuple(warnings))


def _month(element: Element) -> date:
    time_id, name = element.values.get("TimeId"), element.values.get("TimeName")
    matched = re.fullmatch(r"(\d{4})(0[1-9]|1[0-2])", str(time_id))
    if matched is None or not isinstance(time_id, int):
        raise element.error("TimeId", f"{time_id!r} is no month", "expected a number such as 202606")
    if name != f"{matched[1]}年{matched[2]}月":
        raise element.error("TimeName", f"{name!r} is not the month of TimeId {time_id}", _AGAIN)
    return date(int(matched[1]), int(matched[2]), 1)


def _devices(element: Element, month: date) -> Devices:
    growth = element.values.get("Growth")
    if growth is not None and (isinstance(growth, bool) or not isinstance(growth, int | float)):
        raise element.error("Growth", f"{growth!r} is no number", _AGAIN)
    name = element.values.get("AppName")
    if not isinstance(name, str) or not name.strip():
        raise element.error("AppName", f"{name!r} is no name", _AGAIN)
    return Devices(
        month=month,
        code=str(_whole(element, "Appid")),
        app_name=name.strip(),
        n_devices_wan=_whole(element, "UseNum"),
        overall_rank=_whole(element, "Rank"),
        growth=None if growth is None else Decimal(str(growth)).quantize(Decimal("0.01")),
    )


def _whole(element: Element, key: str) -> int:
    value = element.values.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise element.error(key, f"{value!r} is no whole number above 0", _AGAIN)
    return value


def _check_order(found: list[Element], devices: tuple[Devices, ...]) -> None:
    seen: set[str] = set()
    above = 0
    for element, one in zip(found, devices, strict=True):
        if one.code in seen:
            raise element.error("Appid", f"{one.code} stands twice", _AGAIN)
        if (one.overall_rank or 0) <= above:
            raise element.error(
                "Rank", f"{one.overall_rank} does not follow {above}", "keep the reply's order"
            )
        seen.add(one.code)
        above = one.overall_rank or 0
