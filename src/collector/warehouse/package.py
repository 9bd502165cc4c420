"""``datapackage.json`` of an export: a Frictionless Data Package (v1) that describes every file.

Enters: exported tables and what the warehouse holds. Leaves: JSON text without a time of ours. Each table is
a CSV resource with its schema, and a Parquet file, which carries its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collector.errors import ChecksFailedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from collector.warehouse.dictionary import Column
    from collector.warehouse.export_table import ExportedFile, ExportedTable

NAME = "collector"
"""What the name of every export begins with."""

_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "TINYINT": "integer",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "FLOAT": "number",
    "DOUBLE": "number",
    "DECIMAL": "number",
}

_FORMS = (
    "Each table is a CSV (UTF-8 with a byte order mark, an empty cell is NULL, times in UTC) and a Parquet "
    "file. In CSV, text that begins with = + - @ (full-width too), a tab, a line break or an apostrophe, and "
    "the empty text, have an apostrophe before them so that no spreadsheet runs them; take one off to have "
    "the text. Parquet has text as it is. "
)
_RIGHTS = (
    "Sentences and the names of products and apps are quoted from the pages whose addresses stand in the "
    "rows; rights in them stay with who published them. Imported lists are cited by the source that "
    "fct_import names."
)
_SAMPLE = (
    "SAMPLE DATA: read from pages that this project wrote or saved and serves itself. Nothing here may be "
    "quoted about a bank. "
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an export is of: kind, waves (those of the export), the warehouse's digest, and sources."""

    is_sample: bool
    waves: tuple[str, ...]
    digest: str
    sources: tuple[str, ...]


def read_contents(connection: duckdb.DuckDBPyConnection, wave: str | None) -> Contents:
    """What the warehouse says about itself, of one wave or of all."""
    parameters = {"wave": wave}
    waves = connection.execute(
        "select wave, is_sample from dim_wave where $wave is null or wave = $wave order by wave", parameters
    ).fetchall()
    digest = connection.execute("select digest from meta.build").fetchone()
    stores = connection.execute(
        "select distinct store from fct_app_rank where not is_imported and ($wave is null or wave = $wave) "
        "order by store",
        parameters,
    ).fetchall()
    imported = connection.execute(
        "select distinct source || ' (' || file_name || ', SHA-256 ' || sha256 || ')' from fct_import "
        "where $wave is null or wave = $wave order by 1",
        parameters,
    ).fetchall()
    is_sample = any(sample for _, sample in waves)
    sources = (
        "Pages served by this project: its sample web, written from facts of the 2018 report, and saved pages"
        if is_sample
        else "Websites of the banks: the address of every page stands in fct_fetch",
        *(f"List of the app store or index {store}, read by this project" for (store,) in stores),
        *(f"Imported list: {text}" for (text,) in imported),
        "The regulator's list of banking institutions and the banks' own pages: config/banks.csv",
        "2018 Fintech Innovation Report for Small and Medium-sized Banks: tables published_2018*, by line",
    )
    return Contents(is_sample, tuple(str(one) for one, _ in waves), str((digest or ("",))[0]), sources)


def describe_export(contents: Contents, tables: Sequence[ExportedTable], left_out: Sequence[str]) -> str:
    """The text of ``datapackage.json``."""
    kind = "sample" if contents.is_sample else "real"
    package = {
        "profile": "data-package",
        "name": f"{NAME}-{kind}",
        "title": f"{'SAMPLE DATA: ' if contents.is_sample else ''}What China's banks offer online",
        "description": (_SAMPLE if contents.is_sample else "")
        + f"Waves: {', '.join(contents.waves)}. "
        + _FORMS
        + _RIGHTS
        + "".join(f" Left out: {one}." for one in left_out),
        "isSample": contents.is_sample,
        "waves": list(contents.waves),
        "warehouseDigest": contents.digest,
        "sources": [{"title": source} for source in contents.sources],
        "resources": [resource for one in tables for resource in (_csv(one), _parquet(one))],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _csv(one: ExportedTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(one, column) for column in one.table.columns],
        "missingValues": [""],
    }
    if one.key:
        schema["primaryKey"] = list(one.key)
    return {
        "name": one.table.name,
        **_about(one, one.csv, "csv", "text/csv"),
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "rows": one.n_rows,
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": schema,
    }


def _parquet(one: ExportedTable) -> dict[str, Any]:
    # "type" keeps frictionless 5 from reading it as a table, whose bytes it does not count (2026-11)
    about = _about(one, one.parquet, "parquet", "application/vnd.apache.parquet")
    return {"name": f"{one.table.name}.parquet", "type": "file", **about, "profile": "data-resource"}


def _about(one: ExportedTable, file: ExportedFile, form: str, mediatype: str) -> dict[str, Any]:
    return {
        "path": file.path,
        "title": one.table.name.replace("_", " ").capitalize(),
        "description": one.table.comment,
        "format": form,
        "mediatype": mediatype,
        "bytes": file.n_bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _field(one: ExportedTable, column: Column) -> dict[str, str]:
    kind = _TYPES.get(column.kind.partition("(")[0])
    if kind is None:
        problem = f"type {column.kind} has no form in a data package"
        fix = "give it another type in the model, or add its form to collector/warehouse/package.py"
        raise ChecksFailedError(f"{one.table.name}.{column.name}", problem, fix=fix)
    return {"name": column.name, "type": kind, "description": column.comment}
