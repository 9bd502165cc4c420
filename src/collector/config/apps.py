"""config/apps.csv: one row per app per store; a union's app belongs to all its members.

Refused: an app id that is not ``<store>:<store_app_code>``, codes that stand twice in a store, unknown
owners, and codes made for the sample web that do not say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from collector.config.csv_source import OptionalPeriod, OptionalText, TextList, read_rows
from collector.config.fields import Entry, Id, Text
from collector.config.places import Located
from collector.config.schema import checked, near
from collector.errors import ConfigError, raise_all
from collector.models import App, Bank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from collector.config.places import Place


SAMPLE_CODE_PREFIX = "sample-"
SAMPLE_CODE_NOTE = "stands in the sample web only; real id not known"


class _AppRow(Entry):
    app_id: Text
    owner_id: Id
    store: Id
    store_app_code: Annotated[Text, Field(pattern=r"^[A-Za-z0-9._:-]+$")]
    name_zh: Text
    kind: Literal["mobile_bank", "credit_card", "life", "corporate", "direct_bank"]
    valid_from: OptionalPeriod
    valid_until: OptionalPeriod
    sources: Annotated[TextList, Field(min_length=1)]
    note: OptionalText


def load_apps(home: Path, banks: Sequence[Located[Bank]]) -> tuple[Located[App], ...]:
    """All apps in the order of the file. Raises ConfigError with all that is wrong in it."""
    path = home / "config" / "apps.csv"
    bank_ids = {bank.record.bank_id for bank in banks}
    apps: dict[str, Located[App]] = {}
    errors: list[ConfigError] = []
    for row in read_rows(path, home, tuple(_AppRow.model_fields)):
        try:
            app = App(**dict(checked(_AppRow, row.record, row.place)))
        except ConfigError as error:
            errors.append(error)
            continue
        errors += _amiss(app, row.place, bank_ids)
        if app.app_id in apps:
            problem = f"{app.store_app_code!r} stands twice in store {app.store}"
            errors.append(row.place.error("store_app_code", problem=problem, fix="one row per app per store"))
        apps[app.app_id] = Located(app, row.place)
    raise_all(errors)
    return tuple(apps.values())


def _amiss(app: App, place: Place, bank_ids: set[str]) -> Iterator[ConfigError]:
    expected = f"{app.store}:{app.store_app_code}"
    if app.app_id != expected:
        yield place.error("app_id", problem=f"{app.app_id!r} is not store:code", fix=f"write {expected}")
    if app.owner_id not in bank_ids:
        problem = f"no bank {app.owner_id!r} in banks.csv{near(app.owner_id, bank_ids)}"
        yield place.error("owner_id", problem=problem, fix="use a bank_id of config/banks.csv")
    if app.store_app_code.startswith(SAMPLE_CODE_PREFIX) and not (app.note or "").startswith(
        SAMPLE_CODE_NOTE
    ):
        yield place.error(
            "note", problem="a sample- code must say that it is none", fix=f"write: {SAMPLE_CODE_NOTE}"
        )
