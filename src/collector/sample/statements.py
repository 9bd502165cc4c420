"""Facts → content blocks, in the several ways in which banks say that they offer something.

Enters: item ids of one kind, the channels that offer them (empty: left open) and a voice, an integer that
picks the way of saying it. Leaves: blocks that together state every item once. Same input, same blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample import phrases
from collector.sample.page import Block
from collector.sample.tables import Word, read_words
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Sequence


_UNNAMED_BILLS = "utility_generic"
_LONG_LIST = 4
"""A list longer than this is said in two sentences."""


def channel_names(channels: Sequence[str]) -> str:
    """Nouns of the channels as a Chinese list: ``网上银行、手机银行和微信银行``."""
    words = read_words()
    return join_nouns([words[ItemKind.CHANNEL, channel].noun for channel in channels]) if channels else ""


def join_nouns(nouns: Sequence[str], last: str = "和") -> str:
    """A Chinese list of one or more nouns; ``last`` stands before the final one."""
    head, tail = nouns[:-1], nouns[-1]
    return f"{'、'.join(head)}{last}{tail}" if head else tail


def state_offers(
    kind: ItemKind, items: Sequence[str], channels: Sequence[str], voice: int
) -> tuple[Block, ...]:
    """Blocks that say all of ``items`` are offered through each of ``channels`` (none: channel left open)."""
    if not items:
        return ()
    words = [read_words()[kind, item] for item in items]
    channel = channel_names(channels)
    form = (_sentence, _list, _table, _entries, _acts, _buttons)[voice % 6]
    if form in (_sentence, _acts, _buttons) and items[0] == _UNNAMED_BILLS:
        # beside other bills in one sentence 生活缴费 may be read as their heading, so it gets its own
        return (
            _offer(words[:1], channel, voice),
            *(form(words[1:], channel, voice // 2) if words[1:] else ()),
        )
    return form(words, channel, voice // 2)


def _offer(words: Sequence[Word], channel: str, voice: int) -> Block:
    patterns = phrases.STATED if channel else phrases.OPEN
    text = patterns[voice % len(patterns)].format(channel=channel, things="、".join(w.noun for w in words))
    return Block("text", text)


def _heading(channel: str) -> Block:
    text = phrases.STATED_HEADING.format(channel=channel) if channel else phrases.OPEN_HEADING
    return Block("heading", text)


def _sentence(words: Sequence[Word], channel: str, voice: int) -> tuple[Block, ...]:
    half = (len(words) + 1) // 2 if len(words) > _LONG_LIST else len(words)
    parts = [part for part in (words[:half], words[half:]) if part]
    return tuple(_offer(part, channel, voice + place) for place, part in enumerate(parts))


def _list(words: Sequence[Word], channel: str, _voice: int) -> tuple[Block, ...]:
    return (_heading(channel), Block("items", items=tuple(word.service for word in words)))


def _table(words: Sequence[Word], channel: str, voice: int) -> tuple[Block, ...]:
    hours = phrases.HOURS
    heads = phrases.TABLE_HEADS if channel else phrases.OPEN_TABLE_HEADS
    middle = (channel.replace("和", "、"),) if channel else ()
    rows = [(word.noun, *middle, hours[(voice + place) % len(hours)]) for place, word in enumerate(words)]
    return (Block("table", rows=(heads, *rows)),)


def _entries(words: Sequence[Word], channel: str, _voice: int) -> tuple[Block, ...]:
    pattern = phrases.STATED_ENTRY if channel else phrases.OPEN_ENTRY
    return tuple(Block("text", pattern.format(thing=word.service, channel=channel)) for word in words)


def _acts(words: Sequence[Word], channel: str, _voice: int) -> tuple[Block, ...]:
    pattern = phrases.STATED_ACT if channel else phrases.OPEN_ACT
    return (Block("text", pattern.format(channel=channel, acts=join_nouns([w.act for w in words], "或"))),)


def _buttons(words: Sequence[Word], channel: str, voice: int) -> tuple[Block, ...]:
    half = (len(words) + 1) // 2
    buttons = Block("buttons", items=tuple(word.service for word in words[:half]))
    rest = (_offer(words[half:], channel, voice),) if words[half:] else ()
    return (*rest, _heading(channel), buttons)
