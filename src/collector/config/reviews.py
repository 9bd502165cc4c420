"""config/reviews/<wave>.csv: answers that a person decided, each with its evidence.

One row says what the answer is, what it is without the row, where that can be seen, and who looked when.
Refused: files of no wave, rows of another wave, banks outside its universe, items and channels that no answer
is given for, a decision that changes nothing, two decisions on one answer, and reviewers named by more than
initials.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from collector.config.csv_source import read_rows
from collector.config.fields import Day, Entry, Id, Text, Url
from collector.config.schema import checked, near
from collector.errors import ConfigError, raise_all
from collector.models import Review
from collector.words import ANY_CHANNEL, ASKED_CHANNELS, OBSERVED_KINDS, Answer, ItemKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from collector.config.places import Place
    from collector.models import Taxonomy, Wave

Key = tuple[str, str, str, str]


class _ReviewRow(Entry):
    wave: Id
    bank_id: Id
    item_kind: Annotated[ItemKind, Field(strict=False)]
    item_id: Id
    channel_id: Id
    answer: Annotated[Answer, Field(strict=False)]
    expected_answer: Annotated[Answer, Field(strict=False)]
    evidence_url: Url
    reason: Text
    reviewer: Annotated[Text, Field(pattern=r"^[A-Z]{2,4}$")]
    reviewed_on: Day


def load_reviews(home: Path, waves: Sequence[Wave], taxonomy: Taxonomy) -> tuple[Review, ...]:
    """All decisions by wave, in the order of its file; none where there is no file. Raises ConfigError."""
    known = {wave.wave: wave for wave in waves}
    items = {(item.kind, item.item_id) for item in taxonomy.items if item.kind in OBSERVED_KINDS}
    reviews: list[Review] = []
    errors: list[ConfigError] = []
    for path in sorted((home / "config" / "reviews").glob("*.csv")):
        taken: set[Key] = set()
        for row in read_rows(path, home, tuple(_ReviewRow.model_fields)):
            try:
                review = Review(**dict(checked(_ReviewRow, row.record, row.place)))
                wave = _find_wave(review, path.stem, known, row.place)
                _check(review, wave, items, row.place)
                _check_once(review, taken, row.place)
            except ConfigError as error:
                errors.append(error)
                continue
            reviews.append(review)
    raise_all(errors)
    return tuple(reviews)


def _find_wave(review: Review, stem: str, known: dict[str, Wave], place: Place) -> Wave:
    if stem not in known:
        problem = f"no wave {stem!r} in config/waves{near(stem, known)}"
        raise place.error("wave", problem=problem, fix="name the file after the wave that it decides")
    if review.wave != stem:
        problem = f"{review.wave!r} is not the file's name"
        raise place.error("wave", problem=problem, fix=f"write {stem} or move the row")
    return known[stem]


def _check(review: Review, wave: Wave, items: set[tuple[ItemKind, str]], place: Place) -> None:
    if review.bank_id not in wave.universe:
        problem = f"no bank {review.bank_id!r} in this wave's universe{near(review.bank_id, wave.universe)}"
        raise place.error("bank_id", problem=problem, fix="use the id of a bank that the wave counts")
    if review.item_kind not in OBSERVED_KINDS:
        kinds = ", ".join(sorted(OBSERVED_KINDS))
        problem = f"{review.item_kind} is not decided for itself"
        raise place.error("item_kind", problem=problem, fix=f"decide its parts: one of {kinds}")
    if (review.item_kind, review.item_id) not in items:
        close = near(review.item_id, [item for kind, item in items if kind is review.item_kind])
        problem = f"no {review.item_kind} {review.item_id!r} in config/taxonomy{close}"
        raise place.error("item_id", problem=problem, fix="use the id of an item of that kind")
    asked = (ANY_CHANNEL,) if review.item_kind is ItemKind.CHANNEL else (ANY_CHANNEL, *ASKED_CHANNELS)
    if review.channel_id not in asked:
        problem = f"no answer is given for channel {review.channel_id!r}"
        raise place.error("channel_id", problem=problem, fix=f"use one of {', '.join(asked)}")
    if review.answer is review.expected_answer:
        problem = f"the answer is {review.answer} without the row"
        raise place.error("answer", problem=problem, fix="remove the row, it changes nothing")


def _check_once(review: Review, taken: set[Key], place: Place) -> None:
    key = (review.bank_id, review.item_kind, review.item_id, review.channel_id)
    if key in taken:
        problem = f"{' / '.join(key)} is decided twice"
        raise place.error("item_id", problem=problem, fix="keep the row that holds")
    taken.add(key)
