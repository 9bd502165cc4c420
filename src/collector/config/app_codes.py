"""config/app_codes.csv: further codes by which lists name an app of apps.csv, such as Apple's bundle ids.

Apart from apps.csv because such a code asks for no page: it only says whose place in a list it is. Refused:
codes that stand twice in a store, here or in apps.csv, and apps that are not in apps.csv or in another store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from collector.config.csv_source import OptionalText, TextList, read_rows
from collector.config.fields import Entry, Id, Text
from collector.config.schema import checked, near
from collector.errors import ConfigError, raise_all
from collector.models import App, AppCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from collector.config.places import Located, Place


class _AppCodeRow(Entry):
    store: Id
    code: Annotated[Text, Field(pattern=r"^[A-Za-z0-9._:-]+$")]
    app_id: Text
    sources: Annotated[TextList, Field(min_length=1)]
    note: OptionalText


def load_app_codes(home: Path, apps: Sequence[Located[App]]) -> tuple[AppCode, ...]:
    """All further codes in the order of the file, none where there is no file. Raises ConfigError."""
    path = home / "config" / "app_codes.csv"
    if not path.exists():
        return ()
    known = {app.record.app_id: app.record for app in apps}
    taken = {(app.store, app.store_app_code) for app in known.values()}
    codes: list[AppCode] = []
    errors: list[ConfigError] = []
    for row in read_rows(path, home, tuple(_AppCodeRow.model_fields)):
        try:
            code = AppCode(**dict(checked(_AppCodeRow, row.record, row.place)))
            _check(code, row.place, known, taken)
        except ConfigError as error:
            errors.append(error)
            continue
        taken.add((code.store, code.code))
        codes.append(code)
    raise_all(errors)
    return tuple(codes)


def _check(code: AppCode, place: Place, known: dict[str, App], taken: set[tuple[str, str]]) -> None:
    app = known.get(code.app_id)
    if app is None:
        problem = f"no app {code.app_id!r} in apps.csv{near(code.app_id, known)}"
        raise place.error("app_id", problem=problem, fix="use an app_id of config/apps.csv")
    if app.store != code.store:
        problem = f"{code.app_id!r} is an app of store {app.store}"
        raise place.error("store", problem=problem, fix=f"write {app.store}, or name the app of {code.store}")
    if (code.store, code.code) in taken:
        problem = f"{code.code!r} stands twice in store {code.store}"
        raise place.error("code", problem=problem, fix="one app per code, in apps.csv or here")
