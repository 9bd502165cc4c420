"""Sentences that name what the survey counts without offering it, chosen so that a misreading shows.

A near miss is used only where the bank offers none of the things it names (on that channel), so whoever
counts it answers "present" where the truth says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample import phrases
from collector.sample.page import Block
from collector.sample.tables import facts_of, is_offered, offered_anywhere, read_words
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.sample.phrases import NearMiss


def choose(bank_id: str, misses: Sequence[NearMiss], voice: int, year: int) -> tuple[Block, ...]:
    """The first near miss, counted from ``voice``, of which the bank offers nothing; () when none."""
    offered = offered_anywhere(bank_id)
    for place in range(len(misses)):
        miss = misses[(voice + place) % len(misses)]
        if not offered.intersection(miss.items):
            return (Block("text", miss.text.format(year=year)),)
    return ()


def deny(bank_id: str, channel_id: str, kind: ItemKind, voice: int) -> tuple[Block, ...]:
    """One sentence about an item of ``kind`` that this channel does not offer; () if there is none."""
    words = read_words()
    item_id = denied_item(bank_id, channel_id, kind, voice)
    if item_id is None:
        return ()
    channel, thing = words[ItemKind.CHANNEL, channel_id].noun, words[kind, item_id].noun
    return (Block("text", _pattern(voice).format(channel=channel, thing=thing)),)


def denied_item(bank_id: str, channel_id: str, kind: ItemKind, voice: int) -> str | None:
    """The item that :func:`deny` names; None if the channel offers all there is."""
    candidates = [
        item_id for word_kind, item_id in read_words()
        if word_kind is kind and not is_offered(bank_id, item_id, channel_id)
    ]  # fmt: skip
    return candidates[voice % len(candidates)] if candidates else None


def is_announced(voice: int) -> bool:
    """Whether :func:`deny` says that the thing is coming, and not that it is not there."""
    return _pattern(voice) == phrases.COMING_SOON


def _pattern(voice: int) -> str:
    return phrases.NOT_YET[voice % len(phrases.NOT_YET)]


def loan_purpose(bank_id: str, channel_id: str) -> tuple[Block, ...]:
    """What a loan may be spent on, where the channel offers loans and nobody can pay tuition."""
    has_loans = "loan" in facts_of(bank_id, ItemKind.BUSINESS_LINE).get(channel_id, ())
    if has_loans and not offered_anywhere(bank_id).intersection(phrases.LOAN_PURPOSE.items):
        return (Block("text", phrases.LOAN_PURPOSE.text),)
    return ()
