"""Reading against labels: counts of right, extra and missed, and every disagreement.

Enters: labels and the readings of their pages. Leaves: scores by field and code (micro: over all pages), the
share of pages whose kind agrees, and a row per disagreement for a person to go through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.evaluate.labels import FIELDS, Label, Value
from collector.extract.finding import Mention, Product

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.evaluate.reading import Reading
    from collector.evaluate.rule_counts import RuleCount

ALL = "all"
"""Code of the score over all values of a field."""
PAGE_KIND = "page_kind"


@dataclass(frozen=True, slots=True)
class Score:
    """Values found that are labelled (right), found beside them (extra), labelled but not found (missed)."""

    field: str
    code: str
    n_right: int
    n_extra: int
    n_missed: int

    @property
    def precision(self) -> float | None:
        """Right ÷ found; None where nothing was found."""
        return _share(self.n_right, self.n_right + self.n_extra)

    @property
    def recall(self) -> float | None:
        """Right ÷ labelled; None where nothing was labelled."""
        return _share(self.n_right, self.n_right + self.n_missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two: 2 right ÷ (found + labelled); None where there is neither."""
        return _share(2 * self.n_right, 2 * self.n_right + self.n_extra + self.n_missed)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One value on which page and label differ; ``verdict``: extra or missed.

    For an extra value the sentence that made it; for a missed one the sentence in which its word was read and
    refused, by which rule, or nothing where its words were not found at all.
    """

    page: str
    field: str
    code: str
    verdict: str
    sentence: str
    rule: str
    reason: str
    block_path: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by field and code, pages whose kind agrees, and all disagreements in order of page and field."""

    n_pages: int
    n_kinds_labelled: int
    n_kinds_right: int
    scores: tuple[Score, ...]
    disagreements: tuple[Disagreement, ...]
    rules: tuple[RuleCount, ...]

    @property
    def kind_accuracy(self) -> float | None:
        """Share of the pages with a labelled kind that were given that kind."""
        return _share(self.n_kinds_right, self.n_kinds_labelled)

    def overall(self, field: str) -> Score:
        """The micro score of one field."""
        return next(score for score in self.scores if (score.field, score.code) == (field, ALL))


def evaluate(pairs: Iterable[tuple[Label, Reading]], rules: tuple[RuleCount, ...]) -> Evaluation:
    """Compare each label with the reading of its page."""
    counts: dict[tuple[str, str], list[int]] = {(field, ALL): [0, 0, 0] for field in FIELDS}
    disagreements: list[Disagreement] = []
    n_pages = n_labelled = n_right = 0
    for label, reading in pairs:
        n_pages += 1
        if label.page_kind is not None:
            n_labelled += 1
            n_right += reading.page_kind is label.page_kind
            if reading.page_kind is not label.page_kind:
                disagreements.append(_kind_differs(label, reading))
        for field in FIELDS:
            wanted, found = label.values[field], reading.found.get(field, {})
            for value in wanted | found.keys():
                place = 0 if value in wanted and value in found else 1 if value in found else 2
                for code in (ALL, *([] if field == "products" else [_code(value)])):
                    counts.setdefault((field, code), [0, 0, 0])[place] += 1
            disagreements += [
                _extra(label, field, value, found[value])
                for value in sorted(found.keys() - wanted, key=_code)
            ]
            disagreements += [
                _missed(label, field, value, reading) for value in sorted(wanted - found.keys(), key=_code)
            ]
    order = {field: number for number, field in enumerate(FIELDS)}
    ordered = sorted(counts, key=lambda key: (order[key[0]], key[1] != ALL, key[1]))
    scores = tuple(Score(*key, *counts[key]) for key in ordered)
    return Evaluation(n_pages, n_labelled, n_right, scores, tuple(disagreements), rules)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _code(value: Value) -> str:
    return value if isinstance(value, str) else " × ".join(value)


def _kind_differs(label: Label, reading: Reading) -> Disagreement:
    kind = label.page_kind or ""
    return Disagreement(label.page, PAGE_KIND, kind, "missed", "", "", f"read as {reading.page_kind}", "")


def _extra(label: Label, field: str, value: Value, finding: Mention | Product) -> Disagreement:
    name, reason = _code(value), ""
    sentence = finding.snippet
    if isinstance(finding, Mention):
        sentence, reason = finding.sentence, finding.reason
    else:
        name = finding.name
    return Disagreement(label.page, field, name, "extra", sentence, finding.rule, reason, finding.block_path)


def _missed(label: Label, field: str, value: Value, reading: Reading) -> Disagreement:
    """A missed value with what came nearest: the refused mention, or the item on another channel."""
    if field == "products":
        return Disagreement(label.page, field, label.printed[str(value)], "missed", "", "", "", "")
    item = value if isinstance(value, str) else value[0]
    near: list[Mention] = [one for one in reading.refused if one.item_id == item]
    if field == "scenario_channels" and (offer := reading.found.get("scenarios", {}).get(item)):
        near = [offer] if isinstance(offer, Mention) else near
    if not near:
        return Disagreement(label.page, field, _code(value), "missed", "", "", "its words were not found", "")
    one = near[0]
    reason = f"read with {one.channel_id}" if field == "scenario_channels" else one.reason
    return Disagreement(
        label.page, field, _code(value), "missed", one.sentence, one.rule, reason, one.block_path
    )
