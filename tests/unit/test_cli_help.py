"""The command line explains itself, and the documents name only commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from collector.cli import app

HOME = Path(__file__).resolve().parents[2]
STAGES = ("refresh", "crawl", "extract", "build", "report")
COMMANDS = (*STAGES, "status", "explain", "query", "export", "freeze", "diff", "evaluate", "doctor")
BANKS_COMMANDS = ("list", "show", "check", "resolve", "import")
IMPORT_COMMANDS = ("rankings",)
GROUPED = [*(f"banks {name}" for name in BANKS_COMMANDS), *(f"import {name}" for name in IMPORT_COMMANDS)]
DOCUMENTS = sorted([*HOME.glob("README*.md"), *HOME.glob("docs/**/*.md")])


def test_the_commands_are_the_documented_ones() -> None:
    assert set(get_command(app).commands) == {*COMMANDS, "banks", "import"}  # type: ignore[attr-defined]  # a click group


def test_the_commands_of_banks_are_the_documented_ones() -> None:
    assert set(get_command(app).commands["banks"].commands) == set(BANKS_COMMANDS)  # type: ignore[attr-defined]  # click groups


def test_the_commands_of_import_are_the_documented_ones() -> None:
    assert set(get_command(app).commands["import"].commands) == set(IMPORT_COMMANDS)  # type: ignore[attr-defined]  # click groups


@pytest.mark.parametrize("command", [*COMMANDS, *GROUPED])
def test_help_is_one_sentence_and_one_example(command: str) -> None:
    text = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "200"}).output
    body = text.partition("\n\n")[2].partition("Options")[0]
    sentence, example = (" ".join(part.split()) for part in body.partition("Example:")[::2])
    assert sentence.endswith(".")
    assert re.search(r"\.\s", sentence) is None, sentence
    assert example.startswith(f"collector {command}")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOME)))
def test_documents_name_only_commands_and_options_that_exist(path: Path) -> None:
    for command, rest in re.findall(
        r"(?:^|[`/ ])collector ([a-z]+)([^`\n#|]*)", path.read_text("utf-8"), re.M
    ):
        if command not in COMMANDS:
            continue
        known = {
            opt for p in get_command(app).commands[command].params for opt in (*p.opts, *p.secondary_opts)
        }  # type: ignore[attr-defined]  # a click group
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in known | {"--help"}, f"collector {command} {option}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOME)))
def test_links_between_documents_resolve(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOME)))
def test_make_targets_in_documents_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (HOME / "Makefile").read_text("utf-8"), re.M))
    for target in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.M):
        assert target in targets, target


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = ((HOME / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
    pattern = r"make [a-z]+|collector [a-z]+"
    assert set(re.findall(pattern, english)) == set(re.findall(pattern, chinese))
