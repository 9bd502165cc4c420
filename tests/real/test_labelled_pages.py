"""Extraction over real pages: measured against labels made by hand, and never misread."""

from __future__ import annotations

import pytest

from collector.config.taxonomy import load_taxonomy
from collector.evaluate.run import evaluate_folder
from collector.extract.pages.read import read_page
from tests.real.labelled import HOME, LABELLED, MORE_LABELS, needs_pages

pytestmark = needs_pages

WANTED = {
    "scenarios": (0.93, 0.95),
    "channels": (0.95, 0.97),
    "business_lines": (0.90, 0.92),
    "scenario_channels": (0.90, 0.90),
    "products": (0.75, 0.80),
}
"""Precision and F1 that the project wants of itself on the shared labels."""

FLOORS = {
    "scenarios": (0.90, 0.88),
    "channels": (0.97, 0.97),
    "business_lines": (0.88, 0.86),
    "scenario_channels": (0.87, 0.84),
    "products": (0.70, 0.60),
}
"""Precision and F1 on the further labels, measured on 2026-11-28 less about 0.03."""


@pytest.fixture(scope="module")
def shared():
    return evaluate_folder(LABELLED, load_taxonomy(HOME))


@pytest.fixture(scope="module")
def further():
    return evaluate_folder(MORE_LABELS, load_taxonomy(HOME), pages=LABELLED / "pages")


@pytest.mark.parametrize("field", WANTED)
def test_the_shared_labels_are_met_as_wanted(field, shared):
    score = shared.overall(field)
    assert (score.precision >= WANTED[field][0], score.f1 >= WANTED[field][1]) == (True, True), score


@pytest.mark.parametrize("field", FLOORS)
def test_the_further_labels_are_met_as_measured(field, further):
    score = further.overall(field)
    assert (score.precision >= FLOORS[field][0], score.f1 >= FLOORS[field][1]) == (True, True), score


def test_pages_are_of_the_kind_a_person_gave_them(shared, further):
    assert shared.kind_accuracy >= 0.88
    assert further.kind_accuracy >= 0.84


def test_no_page_is_misread():
    misread = []
    for path in sorted((LABELLED / "pages").rglob("*.html")):
        page = read_page(path.read_bytes(), None)
        if page.is_mojibake:
            misread.append(path.name)
    assert misread == []


def test_pages_that_declare_gb2312_over_gbk_bytes_are_read_as_gb18030():
    body = (LABELLED / "pages" / "icbc_branch" / "内蒙古分行_040.html").read_bytes()
    page = read_page(body, "text/html; charset=gb2312")
    assert page.encoding == "gb18030"
    assert page.blocks[-1].text.count("\ufffd") == 0
