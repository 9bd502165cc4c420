"""Types of landed columns, and a table's schema from its required and optional columns."""

from __future__ import annotations

import pyarrow as pa

TEXT = pa.string()
COUNT = pa.int64()
FLAG = pa.bool_()
TIME = pa.timestamp("us", tz="UTC")
SHARE = pa.decimal128(3, 2)


def schema(required: dict[str, pa.DataType], optional: dict[str, pa.DataType]) -> pa.Schema:
    """Columns in this order; the required ones are never null."""
    fields = [pa.field(name, kind, nullable=False) for name, kind in required.items()]
    return pa.schema(fields + [pa.field(name, kind) for name, kind in optional.items()])
