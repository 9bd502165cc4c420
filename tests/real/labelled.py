"""Where the labelled pages stand, and the labels that were made beside the shared ones."""

from __future__ import annotations

from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
LABELLED = HOME.parent / "shared" / "captures" / "dev"
"""101 pages labelled by hand, by the rules of their guide."""
MORE_LABELS = HOME / "tests" / "real" / "more_labels"
"""257 further pages of the same folders, labelled by us by the same rules, each by one reader who had not
seen the program; ``part`` says in which round (docs/extraction.md)."""

needs_pages = pytest.mark.skipif(
    not (LABELLED / "labels.jsonl").is_file(),
    reason="the shared labelled pages (../shared/captures/dev) are not on this machine",
)
