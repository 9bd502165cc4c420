"""Checks between an item's terms, its lookalikes and its example sentences.

A sentence "holds" a term where the term stands outside every lookalike: a lookalike is read as one word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.config.places import Place
    from collector.models import Item


def check_sentences(item: Item, place: Place) -> None:
    """Raises ConfigError at the first term, lookalike or sentence that contradicts the others."""
    _check_no_repeats("terms", item.terms, place)
    _check_no_repeats("lookalikes", item.lookalikes, place)
    for index, lookalike in enumerate(item.lookalikes):
        if lookalike in item.terms:
            raise place.error(
                "lookalikes", index, problem=f"{lookalike!r} is a term too", fix="keep it in one list"
            )
        if not any(term in lookalike for term in item.terms):
            raise place.error("lookalikes", index, problem=f"{lookalike!r} holds no term", fix="remove it")
    for index, sentence in enumerate(item.positives):
        if not holds_term(sentence, item):
            problem = f"no term of {item.item_id} stands in {sentence!r} outside a lookalike"
            raise place.error("positives", index, problem=problem, fix="add the term or change the sentence")
    for index, sentence in enumerate(item.negatives):
        if not any(term in sentence for term in item.terms):
            problem = (
                f"{sentence!r} is no near miss: it holds neither a term nor a lookalike of {item.item_id}"
            )
            raise place.error(
                "negatives", index, problem=problem, fix="write a sentence that could be mistaken"
            )


def holds_term(sentence: str, item: Item) -> bool:
    """Whether a term of the item stands in the sentence outside every lookalike."""
    for lookalike in sorted(item.lookalikes, key=len, reverse=True):
        sentence = sentence.replace(lookalike, "\n")
    return any(term in sentence for term in item.terms)


def _check_no_repeats(key: str, words: Sequence[str], place: Place) -> None:
    for index, word in enumerate(words):
        if word in words[:index]:
            raise place.error(key, index, problem=f"{word!r} stands twice", fix="remove one")
