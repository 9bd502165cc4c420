"""Warnings on the use of tables: what goes wrong when their rows are read as they stand.

A caution belongs to every table that has one of its columns, or whose name begins with one of its prefixes.
What is true of one table alone stands in the table's own comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.warehouse.dictionary import Table


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning: its short name, the columns and beginnings of names that it goes with, and what to do."""

    name: str
    text: str
    columns: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()

    def is_of(self, table: Table) -> bool:
        """Whether the table has it."""
        return any(map(table.has, self.columns)) or table.name.startswith(self.prefixes or ("\0",))


CAUTIONS = (
    Caution(
        "unknown is not absent",
        "give `low` and `high` (or the number of unknowns) beside every share or count.",
        columns=("n_unknown", "answer", "n_scenarios_unknown", "n_lines_unknown"),
    ),
    Caution(
        "small cells",
        "where `is_small_cell` is true fewer than ten banks are determined: quote the counts, not the share.",
        columns=("is_small_cell",),
    ),
    Caution(
        "inherited apps",
        "members of a union share its app, so their rows do not stand for separate decisions; "
        "`n_inherited`, `is_inherited` or `is_app_inherited` tells them apart.",
        columns=("is_inherited", "n_inherited", "is_app_inherited"),
    ),
    Caution(
        "end of the list",
        "a rank beyond the list's depth cannot be seen. `not_listed` is no rank; compare lists of one store "
        "and chart and of equal depth.",
        columns=("observed_depth", "app_rank_depth"),
    ),
    Caution(
        "stores count differently",
        "never add or average downloads or ratings of two stores; leave out rounded counts and saturated "
        "counters where numbers are compared.",
        columns=("n_downloads",),
    ),
    Caution(
        "imported",
        "rows with `is_imported` or an `import_id` were published by others: cite the source in "
        "`fct_import`.",
        columns=("is_imported", "import_id"),
    ),
    Caution(
        "numbers of 2018",
        "columns that begin with `published_` hold what the 2018 report printed, found by people with other "
        "means: a difference from it is not a change over time.",
        columns=(
            "published_2018",
            "published_2018_rank",
            "published_2018_listed",
            "published_2018_products_score",
        ),
    ),
    Caution(
        "as printed",
        "the report contradicts itself in places: `published_2018_contradictions` lists them. Its banks are "
        "the report's; some stand in no universe of ours.",
        prefixes=("published_2018",),
    ),
    Caution(
        "attempts",
        "a URL may have several attempts: count the rows where `is_final` is true.",
        columns=("is_final",),
    ),
    Caution(
        "pages read twice",
        "leave out rows where `is_superseded` is true: another capture of the page counts.",
        columns=("is_superseded",),
    ),
    Caution(
        "mentions are no answers",
        "a mention is what one sentence says. Whether a bank offers something stands in `fct_observation`; "
        "the number of mentions tells how much a bank writes.",
        columns=("polarity",),
    ),
    Caution(
        "many tests",
        "`mcnemar_p` is of one cell and not corrected for looking at many.",
        columns=("mcnemar_p",),
    ),
    Caution(
        "first seen is not launched",
        "a date or wave of first sight says when it was read first, not when the bank began with it.",
        columns=("first_seen_at", "first_wave"),
    ),
)


def cautions_of(table: Table) -> Iterator[Caution]:
    """Those that go with the table, in a fixed order."""
    return (one for one in CAUTIONS if one.is_of(table))
