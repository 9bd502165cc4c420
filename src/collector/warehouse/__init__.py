"""The warehouse: landed findings and config in, a tested DuckDB file out, and questions put to that file."""
