"""How kept builds and proposed expectations look on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.views import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from collector.warehouse.kept import KeptBuild


def show_kept(console: Console, builds: Sequence[KeptBuild]) -> None:
    """One line a kept build, the newest first."""
    if not builds:
        console.print("no publication is recorded yet", markup=False)
        return
    rows = table(">build", "state", "digest", "waves", ">tables", ">rows", ">MB", "built")
    for build in builds:
        one = build.built
        rows.add_row(
            str(one.number),
            str(build.state),
            one.digest[:16],
            ", ".join(wave for wave, _ in one.waves),
            str(one.n_tables),
            f"{one.n_rows:,}",
            f"{build.n_bytes / 1e6:.1f}",
            one.published_at or "not recorded",
        )
    console.print(rows)


def show_proposal(console: Console, path: Path) -> None:
    """Where the proposed ranges are, and what to do with them."""
    console.print(f"proposed: {path}", markup=False)
    console.print("next: read and mend it, then copy it into config/expectations.yml", markup=False)
