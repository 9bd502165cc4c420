"""Every rule that can stand in the ``rule`` column is explained in docs/reference/extraction.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.extract.mentions.clause_rules import CLAUSE_RULES
from collector.extract.mentions.polarity import CUES
from collector.extract.mentions.rules import (
    HEADING_RULES,
    MENU_RULES,
    PAGE_RULES,
    SENTENCE_RULES,
    SUBJECT_RULES,
)

TABLES = (PAGE_RULES, SENTENCE_RULES, HEADING_RULES, MENU_RULES, SUBJECT_RULES, CLAUSE_RULES)
NAMES = [rule.name for table in TABLES for rule in table] + [name for name, _ in CUES]
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "extraction.md"


@pytest.mark.parametrize("name", NAMES)
def test_rule_is_documented(name):
    assert f"`{name}`" in REFERENCE.read_text(encoding="utf-8")


def test_rule_names_are_not_used_twice():
    assert len(NAMES) == len(set(NAMES))
