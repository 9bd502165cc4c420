"""The command line: one command a stage, plus refresh (all stages), status, explain, query, export, freeze,
diff, evaluate, doctor, banks and import.

Exit codes: 0 fine, 1 our bug, 2 usage or config, 3 checks failed, 4 incomplete (run again), 5 refused.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from collector import build_view, cli_access, cli_banks, cli_import, cli_waves, stages, status_view, views
from collector.config.taxonomy import load_taxonomy
from collector.doctor import Verdict, run_checks
from collector.errors import CollectorError, ConfigError, ExitCode, UsageError
from collector.evaluate.run import evaluate_folder, write_evaluation
from collector.fetch.status import read_crawl_status
from collector.files import write_atomically
from collector.freeze.restated import restated_id
from collector.kept_pages import write_kept_pages
from collector.paths import Paths
from collector.refresh import run_refresh
from collector.warehouse.explain import explain as explain_statistic
from collector.warehouse.kept import list_kept
from collector.warehouse.propose import propose_expectations

app = typer.Typer(
    help="Counts what China's banks offer online: crawl, keep, read, count, report.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    epilog="Exit codes: 0 fine, 1 our bug, 2 usage or config, 3 checks failed, 4 incomplete (run again), "
    "5 refused by policy.",
)
app.add_typer(cli_banks.app, name="banks")
app.add_typer(cli_import.app, name="import")
cli_waves.register(app)
LAST_ATTEMPTS = 30
_console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)

WaveOption = Annotated[
    str, typer.Option("--wave", "-w", help="Edition of the survey: a file in config/waves/.")
]
WebRootOption = Annotated[
    Path | None,
    typer.Option(
        "--web-root", help="Folder of saved pages, or WARC, for waves served from one.", exists=True
    ),
]
OfflineOption = Annotated[bool, typer.Option("--offline", help="Replay what is kept; open no connection.")]


@app.command(short_help="Run all stages of a wave.")
def refresh(
    wave: WaveOption = "sample", web_root: WebRootOption = None, *, offline: OfflineOption = False
) -> None:
    """Run all stages of a wave in order: crawl, extract, build, report.

    Example: collector refresh --wave sample
    """
    run_refresh(Paths.from_environment(), wave, web_root=web_root, is_offline=offline, console=_console)


@app.command(short_help="Fetch sites and stores into the archive.")
def crawl(
    wave: WaveOption = "sample",
    bank: Annotated[list[str] | None, typer.Option(help="Only this bank (repeatable).")] = None,
    web_root: WebRootOption = None,
    *,
    offline: OfflineOption = False,
) -> None:
    """Fetch bank sites and store lists into the wave's archive; run it again to resume.

    Example: collector crawl --wave 2026 --bank spdb
    """
    stages.crawl(wave, banks=tuple(bank or ()), web_root=web_root, is_offline=offline)


@app.command(short_help="Read the archive into findings.")
def extract(
    wave: WaveOption = "sample",
    jobs: Annotated[int | None, typer.Option(help="Processes (default: one a core).", min=1)] = None,
) -> None:
    """Read the archive into findings: mentions, products and app ranks as Parquet; needs no network.

    Example: collector extract --wave 2026 --jobs 2
    """
    stages.extract(wave, jobs=jobs)


@app.command(short_help="Build, test and publish the warehouse.")
def build(
    wave: WaveOption = "sample",
    *,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Put the build before the current one in its place.")
    ] = False,
    show_kept: Annotated[
        bool, typer.Option("--list", help="Show the kept builds of the wave's kind, and which is published.")
    ] = False,
    propose: Annotated[
        bool,
        typer.Option(
            "--propose-expectations", help="Write ranges around the published wave to a file for review."
        ),
    ] = False,
    overrule: Annotated[
        bool,
        typer.Option("--overrule", help="Publish also what was rolled back, or has a wave or run fewer."),
    ] = False,
) -> None:
    """Build the warehouse beside the published one, test it, and swap it in only if every test passes.

    Example: collector build --wave 2026
    """
    chosen = [
        name
        for name, is_on in (
            ("--rollback", rollback),
            ("--list", show_kept),
            ("--propose-expectations", propose),
            ("--overrule", overrule),
        )
        if is_on
    ]
    if len(chosen) > 1:
        raise UsageError(" ".join(chosen), "each is a command of its own", fix=f"give {chosen[0]} alone")
    if show_kept:
        paths, _, edition = stages.load(wave)
        build_view.show_kept(_console, list_kept(paths, edition))
    elif propose:
        paths, _, edition = stages.load(wave)
        build_view.show_proposal(_console, propose_expectations(paths, edition))
    elif rollback:
        stages.roll_back(wave)
    else:
        stages.build(wave, is_overruled=overrule)


@app.command(short_help="Write pages, figures and CSV.")
def report(wave: WaveOption = "sample") -> None:
    """Write the wave's pages, figures and CSV from the published warehouse.

    Example: collector report --wave 2026
    """
    stages.report(wave)


@app.command(short_help="Show how far a crawl has come.")
def status(
    edition: Annotated[
        str | None, typer.Argument(metavar="[WAVE]", help="The wave; the same as --wave.")
    ] = None,
    wave: WaveOption = "sample",
    bank: Annotated[str | None, typer.Option(help="Show one bank's last attempts.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="Write a CSV: a row per bank, outcome and depth.", dir_okay=False)
    ] = None,
    *,
    full: Annotated[bool, typer.Option("--full", help="All banks, or all attempts of the bank.")] = False,
) -> None:
    """Show how far the crawl of a wave has come, how its fetches ended, and what to do about it.

    Example: collector status 2026 --bank spdb
    """
    paths, config, survey = stages.load(edition or wave)
    found = read_crawl_status(paths, config, survey, bank=bank, n_attempts=None if full else LAST_ATTEMPTS)
    if output:
        write_atomically(output, status_view.as_csv(found))
        _console.print(f"status: {output}", markup=False)
    elif bank:
        status_view.show_bank(_console, found)
    else:
        status_view.show_status(_console, found, is_full=full)


@app.command(short_help="List the banks behind a number.")
def explain(
    statistic: Annotated[str, typer.Argument(help="A statistic, such as scenario_coverage.")],
    wave: WaveOption = "sample",
    item: Annotated[str | None, typer.Option(help="Item, such as healthcare or loan.")] = None,
    segment: Annotated[str, typer.Option(help="Segment of banks.")] = "all",
    channel: Annotated[str, typer.Option(help="Channel, or any.")] = "any",
    bank: Annotated[str | None, typer.Option(help="Only this bank.")] = None,
    *,
    open_pages: Annotated[
        bool, typer.Option("--open", help="Write the archived pages to data/explained/ and name the files.")
    ] = False,
) -> None:
    """List the banks behind a number, each with its best evidence or the reason why it is unknown.

    Example: collector explain scenario_coverage --item healthcare --segment city
    """
    paths, edition = stages.load_edition(wave)
    explanation = explain_statistic(
        paths, edition, statistic, item=item, segment=segment, channel=channel, bank=bank
    )
    archived = restated_id(edition.wave) or edition.wave
    pages = write_kept_pages(paths, archived, explanation) if open_pages else {}
    views.show_explanation(_console, explanation, pages)


app.command(short_help="Ask the warehouse in SQL.")(cli_access.query)
app.command(short_help="Write all tables as CSV and Parquet.")(cli_access.export)


@app.command(short_help="Score reading against labels made by hand.")
def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="Folder with labels.jsonl and pages/.", exists=True, file_okay=False)
    ],
    output: Annotated[
        Path | None,
        typer.Option(help="Folder for the CSV files (default: data/evaluation/).", file_okay=False),
    ] = None,
    pages: Annotated[
        Path | None,
        typer.Option(help="Folder of the pages, where it is not FOLDER/pages.", exists=True, file_okay=False),
    ] = None,
    *,
    codes: Annotated[bool, typer.Option("--codes", help="Show every code, not only the fields.")] = False,
) -> None:
    """Score our reading of a folder of pages against labels made by hand, and list every disagreement.

    Example: collector evaluate labelled/ --codes
    """
    paths = Paths.from_environment()
    found = evaluate_folder(folder, load_taxonomy(paths.home), pages=pages)
    written = write_evaluation(found, output or paths.evaluation)
    views.show_evaluation(_console, found, written, has_codes=codes)


@app.command(short_help="Check this machine.")
def doctor() -> None:
    """Check Python, packages, browser, font, disk and config, and say how to mend each.

    Example: collector doctor
    """
    checks = run_checks(Paths.from_environment())
    views.show_checks(_console, checks)
    if any(check.verdict is Verdict.FAILED for check in checks):
        raise typer.Exit(ExitCode.CHECKS_FAILED)


def main() -> None:
    """Run the command line; an error that a person can mend is one line on stderr and its exit code."""
    try:
        app()
    except CollectorError as error:
        for one in (isinstance(error, ConfigError) and error.errors) or (error,):
            print(f"error: {one}", file=sys.stderr)  # noqa: T201 - the command line's own output
        sys.exit(int(error.exit_code))


if __name__ == "__main__":
    main()
