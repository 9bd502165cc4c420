"""docs/reference/site-files.md: its examples load, and its table lists what is declared."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from collector.config.load import load_config
from collector.declared.records import ATTRIBUTES, FORMS

HOME = Path(__file__).parents[2]
PAGE = (HOME / "docs" / "reference" / "site-files.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documented")
    shutil.copytree(HOME / "config", folder / "config")
    shutil.rmtree(folder / "config" / "sites")
    return folder


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_loads(home: Path, text: str) -> None:
    bank_id = YAML(typ="safe").load(text)["bank_id"]
    folder = home / "config" / "sites"
    folder.mkdir()
    try:
        (folder / f"{bank_id}.yml").write_text(text, "utf-8")
        assert [site.bank_id for site in load_config(home).sites] == [bank_id]
    finally:
        shutil.rmtree(folder)


def test_there_is_an_example_per_form_and_a_row_per_attribute() -> None:
    for form in FORMS:
        assert any(f'form: "{form}"' in text for text in EXAMPLES), form
    for attribute in ATTRIBUTES:
        assert f"`{attribute}`" in PAGE, attribute


def test_the_table_lists_every_declared_source() -> None:
    expected = [
        f"| `{site.bank_id}` | `{one.source_id}` | {one.request.method} {one.reply.form} "
        f"| {'on' if one.is_on else 'off'} | {one.year} |"
        for site in load_config(HOME).sites
        for one in site.sources
    ]
    assert [
        line for line in PAGE.splitlines() if re.match(r"\| `\w+` \| `\w+` \| (GET|POST) ", line)
    ] == expected
