"""docs/reference/sample-web.md says of the sites what they are."""

from __future__ import annotations

from typing import get_args

from collector.config.lookup import find_wave
from collector.paths import Paths
from collector.sample.site_table import table_lines
from collector.sample.sites import ArchiveForm, SiteKind, Trait
from tests.sample.walking import config

PAGE = Paths.from_environment().home / "docs" / "reference" / "sample-web.md"


def test_the_table_of_sites_is_the_generated_one() -> None:
    assert "\n".join(table_lines()) in PAGE.read_text(encoding="utf-8")


def test_every_kind_form_and_speciality_is_explained() -> None:
    first_cells = {
        line.split("|")[1].strip() for line in PAGE.read_text("utf-8").splitlines() if line[:1] == "|"
    }
    explained = {word.strip("` ") for cell in first_cells for word in cell.split(",")}
    assert {*get_args(SiteKind), *get_args(ArchiveForm), *get_args(Trait)} <= explained


def test_the_budget_of_the_wave_is_the_one_explained() -> None:
    budget = find_wave(config(), "sample").budget
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"{budget.pages} pages and depth {budget.depth}" in text
    assert f"{budget.rendered_pages} rendered pages" in text
