"""Where each table of the warehouse comes from: its file in the dbt project, and what that reads.

Enters: the dbt project and the names of the published tables. Leaves: for each, its file and the tables and
sources (``landing.mentions``, ``config.banks``) that its rows are computed from; views in between are
followed. What a macro reads is not seen: it restores frozen rows, it computes none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_REF = re.compile(r"\bref\('(\w+)'\)")
_SOURCE = re.compile(r"\bsource\('(\w+)',\s*'(\w+)'\)")


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that makes a table, relative to the project, and what it reads: tables, then sources."""

    file: str
    tables: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def is_seed(self) -> bool:
        """Whether the file is the table itself."""
        return self.file.startswith("seeds/")


def read_origins(project: Path, published: Iterable[str]) -> dict[str, Origin]:
    """Table → origin, of every published table that has a file in the project."""
    files = {path.stem: path for path in (*project.glob("models/**/*.sql"), *project.glob("seeds/*.csv"))}
    texts = {name: path.read_text("utf-8") for name, path in files.items() if path.suffix == ".sql"}
    ends = set(published)
    return {
        name: Origin(
            files[name].relative_to(project).as_posix(),
            tuple(sorted({one for one in _read(name, texts, ends) if "." not in one})),
            tuple(sorted({one for one in _read(name, texts, ends) if "." in one})),
        )
        for name in sorted(ends & files.keys())
    }


def _read(name: str, texts: Mapping[str, str], ends: set[str]) -> Iterator[str]:
    text = texts.get(name, "")
    for schema, table in _SOURCE.findall(text):
        yield f"{schema}.{table}"
    for other in _REF.findall(text):
        if other in ends:
            yield other
        else:
            yield from _read(other, texts, ends)
