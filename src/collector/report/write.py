"""Writes the report of one wave: pages, figures and CSV, from the published warehouse and nothing else.

What enters: ``paths.warehouse(...)``, opened read-only. What leaves: ``paths.report(wave)``, swapped in as a
whole folder, so that a reader never meets half a report; until then the folder itself is the temporary name
of its files. Refuses to draw figures without a font that has their characters; pages and CSV are written all
the same, and the pages say so.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.errors import RefusedError
from collector.folders import replacing
from collector.report.csv_files import write_csv_files
from collector.report.draw import draw_figures
from collector.report.figure_activity import activity_figures
from collector.report.figure_coverage import coverage_figure
from collector.report.figure_devices import devices_figures
from collector.report.fonts import installed_fonts
from collector.report.pages import TEMPLATES, Drawn, environment, render_bank, render_index
from collector.report.read import open_wave, read_answers, read_products, read_survey
from collector.report.shares import main_segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import duckdb

    from collector.models import Wave
    from collector.paths import Paths
    from collector.report.figure import Figure
    from collector.report.records import Survey


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What was written where. ``refusal`` is why no figure was drawn, None when none was refused."""

    folder: Path
    n_pages: int
    n_figures: int
    n_csv: int
    refusal: str | None

    @property
    def summary(self) -> str:
        """The result in one line."""
        counts = f"{self.n_pages} pages, {self.n_figures} figures, {self.n_csv} CSV files"
        return f"{counts}: {self.folder / 'index.html'}"


def write_report(
    paths: Paths, wave: Wave, *, say: Callable[[str], None], font_files: Sequence[Path] | None = None
) -> ReportResult:
    """Write the wave's report; ``font_files`` are the fonts to choose from (None: those installed).

    Raises UsageError when the warehouse or the wave in it is missing, RefusedError when sample and real mix,
    IncompleteError when another run writes the same report. A report that cannot be finished leaves the
    previous one as it was.
    """
    folder = paths.report(wave.wave)
    fonts = installed_fonts() if font_files is None else font_files
    with replacing(folder) as fresh, open_wave(paths, wave) as connection:
        survey = read_survey(connection, wave.wave)
        drawn = _draw(survey, fresh / "figures", fonts)
        n_csv = write_csv_files(connection, wave.wave, fresh / "csv")
        n_pages = _write_pages(connection, survey, drawn, fresh)
    if drawn.refusal is not None:
        say(f"no figures: {drawn.refusal}")
    return ReportResult(folder, n_pages, len(drawn.figures), n_csv, drawn.refusal)


def _draw(survey: Survey, folder: Path, fonts: Sequence[Path]) -> Drawn:
    figures: list[Figure] = []
    segment = main_segment(survey)
    coverage = None
    if segment is not None and survey.wave.has_answers:
        coverage = coverage_figure(survey, segment)
    if coverage is not None:
        figures.append(coverage)
    figures += activity_figures(survey)
    figures += devices_figures(survey)
    try:
        draw_figures(figures, folder, fonts)
    except RefusedError as error:
        return Drawn((), str(error))
    return Drawn(tuple(figures), None)


def _write_pages(connection: duckdb.DuckDBPyConnection, survey: Survey, drawn: Drawn, folder: Path) -> int:
    templates = environment()
    wave = survey.wave.wave
    (folder / "index.html").write_bytes(render_index(templates, survey, drawn).encode())
    shutil.copyfile(TEMPLATES / "style.css", folder / "style.css")
    (folder / "banks").mkdir()
    for bank in survey.banks:
        answers = read_answers(connection, wave, bank.bank_id)
        found = read_products(connection, wave, bank.bank_id)
        page = render_bank(templates, survey, bank, answers, found)
        (folder / "banks" / f"{bank.bank_id}.html").write_bytes(page.encode())
    return 1 + len(survey.banks)
