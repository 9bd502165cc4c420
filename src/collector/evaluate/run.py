"""``collector evaluate``: score a folder of labelled pages and write what a person goes through.

Enters: the folder and the taxonomy. Leaves: an :class:`Evaluation`, and three CSV files.
"""

from __future__ import annotations

import csv
from dataclasses import astuple, fields
from io import StringIO
from typing import TYPE_CHECKING

from collector.evaluate.labels import read_labels
from collector.evaluate.reading import read_labelled
from collector.evaluate.rule_counts import RuleCount, count_rules
from collector.evaluate.scores import Disagreement, Evaluation, evaluate
from collector.extract.mentions.terms import build_lexicon
from collector.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Taxonomy

SCORES, DISAGREEMENTS, RULES = "scores.csv", "disagreements.csv", "rules.csv"
_SCORE_COLUMNS = ("field", "code", "n_right", "n_extra", "n_missed", "precision", "recall", "f1")


def evaluate_folder(folder: Path, taxonomy: Taxonomy, *, pages: Path | None = None) -> Evaluation:
    """Read every labelled page and compare; ``pages`` holds them where they do not stand with their labels.

    Raises UsageError for labels that are none.
    """
    labels = read_labels(folder, pages)
    lexicon = build_lexicon(taxonomy)
    pairs = [(label, read_labelled(lexicon, label.path.read_bytes(), label.page)) for label in labels]
    return evaluate(pairs, count_rules(pairs))


def write_evaluation(evaluation: Evaluation, folder: Path) -> tuple[Path, ...]:
    """Write scores, disagreements and counts by rule as CSV below ``folder`` and return the files."""
    scores = [
        (one.field, one.code, one.n_right, one.n_extra, one.n_missed, *map(_rounded, _shares(one)))
        for one in evaluation.scores
    ]
    rows = [tuple(" ".join(str(value).split()) for value in astuple(one)) for one in evaluation.disagreements]
    for name, columns, content in (
        (SCORES, _SCORE_COLUMNS, scores),
        (DISAGREEMENTS, tuple(field.name for field in fields(Disagreement)), rows),
        (RULES, tuple(field.name for field in fields(RuleCount)), map(astuple, evaluation.rules)),
    ):
        out = StringIO()
        csv.writer(out, lineterminator="\n").writerows([columns, *content])
        write_atomically(folder / name, out.getvalue())
    return folder / SCORES, folder / DISAGREEMENTS, folder / RULES


def _shares(score: object) -> tuple[float | None, ...]:
    return tuple(getattr(score, name) for name in ("precision", "recall", "f1"))


def _rounded(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"
