"""The table of docs/reference/universe.md: counts by type and how complete each column is.

`python -m collector.universe.table` writes the file anew from config/; a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.config.load import load_config
from collector.files import write_atomically
from collector.paths import Paths
from collector.universe.check import check_universe, completeness

if TYPE_CHECKING:
    from collector.models import Config

_HEAD = """# The universe in numbers

Written by `python -m collector.universe.table` from `config/banks.csv` and `config/apps.csv`, not by hand.
Banks that ended are left out. An empty cell of the files is "not known", never "none".

"""
_FIRST_NAMES = 3


def universe_markdown(config: Config) -> str:
    """The whole page as Markdown."""
    rows = list(completeness(config))
    columns = list(rows[0][2])
    lines = [f"| type | rows | {' | '.join(columns)} |", "|---" * (len(columns) + 2) + "|"]
    lines += [f"| {kind} | {n} | {' | '.join(str(filled[c]) for c in columns)} |" for kind, n, filled in rows]
    ended = sum(bank.valid_until is not None for bank in config.banks)
    lines += ["", f"Ended banks kept for earlier waves: {ended}. Apps: {len(config.apps)}.", ""]
    lines += ["## Warnings by cause", "", "| cause | rows | meaning | such as |", "|---|---|---|---|"]
    for one in check_universe(config):
        few = ", ".join(one.subjects[:_FIRST_NAMES])
        lines.append(f"| {one.cause} | {len(one.subjects)} | {one.meaning} | {few} |")
    return _HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Write docs/reference/universe.md of the project folder."""
    home = Paths.from_environment().home
    write_atomically(home / "docs" / "reference" / "universe.md", universe_markdown(load_config(home)))


if __name__ == "__main__":
    main()
