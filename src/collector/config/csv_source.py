"""CSV files of config/, read strictly: UTF-8, exactly the expected columns, one record a row.

An empty cell is None; the parts of a list are joined by ``|``.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator

from collector.config.fields import Domain, Id, Period, Text, Url
from collector.config.places import Located, Place
from collector.config.yaml_source import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LIST_SEPARATOR = "|"


def read_rows(path: Path, home: Path, columns: tuple[str, ...]) -> Iterator[Located[dict[str, str]]]:
    """Rows by column name with the line each ends on; empty cells are empty text."""
    text, label = read_text(path, home)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(header, columns, Place(label, {}))
        for cells in reader:
            place = Place(label, {(): reader.line_num})
            if len(cells) != len(columns):
                raise place.error(
                    problem=f"{len(cells)} cells, expected {len(columns)}",
                    fix="quote cells that hold a comma",
                )
            yield Located(dict(zip(columns, cells, strict=True)), place)
    except csv.Error as error:
        place = Place(label, {(): reader.line_num})
        raise place.error(problem=f"broken CSV: {error}", fix="mend the quotes") from None


def _check_header(header: list[str], columns: tuple[str, ...], place: Place) -> None:
    if tuple(header) == columns:
        return
    expected = ",".join(columns)
    for name in header:
        if name not in columns:
            raise place.error(name, problem="unknown column", fix=f"the columns are {expected}")
    for name in columns:
        if name not in header:
            raise place.error(name, problem="the column is missing", fix=f"the columns are {expected}")
    raise place.error(problem="columns out of order or twice", fix=f"the columns are {expected}")


def _or_none(cell: object) -> object:
    return None if cell == "" else cell


def _parts(cell: object) -> object:
    return tuple(cell.split(_LIST_SEPARATOR)) if isinstance(cell, str) and cell else ()


OptionalText = Annotated[Text | None, BeforeValidator(_or_none)]
OptionalUrl = Annotated[Url | None, BeforeValidator(_or_none)]
OptionalId = Annotated[Id | None, BeforeValidator(_or_none)]
OptionalPeriod = Annotated[Period | None, BeforeValidator(_or_none)]
TextList = Annotated[tuple[Text, ...], BeforeValidator(_parts)]
DomainList = Annotated[tuple[Domain, ...], BeforeValidator(_parts)]
