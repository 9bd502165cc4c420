"""One page → its mentions: every taxonomy term read in a block, judged, with the channel it is offered
through.

Enters: a page, its URL, the lexicon. Leaves: :class:`Mention` records in reading order. A mention says
which sentence made it; nothing is added up here.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from collector.extract.blocks import JOINT, Block, Page
from collector.extract.channels import PageChannels, declares_channels, find_channels
from collector.extract.confidence import confidence_of, rule_version
from collector.extract.finding import Mention
from collector.extract.generic import drop_generic
from collector.extract.judge import Verdict, judge
from collector.extract.page_kind import find_page_kind
from collector.extract.regions import CONTENT
from collector.extract.sentence import Sentence, split_sentences
from collector.extract.terms import GENERIC_ID, Hit, Lexicon, find_hits
from collector.personal import mask
from collector.words import OBSERVED_KINDS, ItemKind, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator

_Judged = tuple[Block, Sentence, dict[Hit, Verdict]]
_STANDING_ALONE = frozenset({"menu", "link", "heading", "title", "button", "form_label"})
_POINT = 4  # room for the number of a point before its first word
_SNIPPET = 40
_MAX_SENTENCE = 400
CHATS = {"web_chat": {"mobile_bank": "app_service", "wechat_bank": "wechat_service"}}
"""A chat that is reached through another channel is that channel's: 登录手机银行，点击“在线客服”."""


def read_mentions(lexicon: Lexicon, page: Page, url: str, place: PageChannels) -> tuple[Mention, ...]:
    """All mentions of a page in reading order; the same item, channel and place never twice."""
    judged = list(_judged(lexicon, page, find_page_kind(page, url)))
    place = replace(place, declared=_declared(judged), tied=_tied(judged))
    found: dict[tuple[int, int, ItemKind, str, str], Mention] = {}
    beside = _beside(judged)
    for block, sentence, verdicts in judged:
        for mention in _mentions(lexicon, block, sentence, verdicts, place, beside):
            key = (block.position, mention.offset, mention.item_kind, mention.item_id, mention.channel_id)
            found.setdefault(key, mention)
    return drop_generic(tuple(found[key] for key in sorted(found)), lexicon.bills, page.crumb)


def mention_id(capture_id: str, mention: Mention) -> str:
    """16 hex digits over capture, place, item and channel."""
    item = f"{mention.item_kind}|{mention.item_id}|{mention.channel_id}"
    place = f"{capture_id}|{mention.position}|{mention.offset}|{item}"
    return hashlib.sha256(place.encode()).hexdigest()[:16]


def _judged(lexicon: Lexicon, page: Page, page_kind: str | None) -> Iterator[_Judged]:
    for block in page.blocks:
        for sentence in split_sentences(block.text):
            if hits := find_hits(lexicon, sentence.text):
                yield block, sentence, judge(block, sentence, hits, page_kind)


def _declared(judged: list[_Judged]) -> tuple[str, ...]:
    """Channels of the sentences that say through which channels the page's service is to be had.

    A list may follow such a sentence: 自助缴费：1、网上银行2、手机银行.
    """
    found: dict[str, None] = {}
    last: tuple[int, bool] = (-1, False)
    for block, sentence, verdicts in judged:
        is_next = last == (block.position, True) and _opens_with_channel(verdicts)
        is_declared = (is_next or declares_channels(block, sentence)) and not _names_bills(verdicts)
        last = (block.position, is_declared)
        if is_declared:
            found |= dict.fromkeys(hit.item_id for hit in _channels_offered(verdicts))
    return tuple(found)


def _opens_with_channel(verdicts: dict[Hit, Verdict]) -> bool:
    return any(hit.kind is ItemKind.CHANNEL and hit.start <= _POINT for hit in verdicts)


def _channels_offered(verdicts: dict[Hit, Verdict]) -> Iterator[Hit]:
    for hit, verdict in verdicts.items():
        if hit.kind is ItemKind.CHANNEL and verdict.polarity is Polarity.OFFERED:
            yield hit


def _tied(judged: list[_Judged]) -> frozenset[str]:
    """Scenarios that a running sentence of the page ties to channels of its own."""
    return frozenset(
        hit.item_id
        for block, _, verdicts in judged
        if block.region == CONTENT and block.kind not in _STANDING_ALONE and any(_channels_offered(verdicts))
        for hit, verdict in verdicts.items()
        if hit.kind is ItemKind.SCENARIO and verdict.polarity is Polarity.OFFERED
    )


def _beside(judged: list[_Judged]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Channels by block and point of its list: what a point says of itself holds for the whole point."""
    found: dict[tuple[int, int], dict[str, None]] = {}
    for block, sentence, verdicts in judged:
        if sentence.item:
            channels = found.setdefault((block.position, sentence.item), {})
            channels |= dict.fromkeys(hit.item_id for hit in _channels_offered(verdicts))
    return {place: tuple(channels) for place, channels in found.items() if channels}


def _names_bills(verdicts: dict[Hit, Verdict]) -> bool:
    """True where the sentence names scenarios: its channels are theirs, not the page's."""
    return any(hit.kind is ItemKind.SCENARIO and hit.item_id != GENERIC_ID for hit in verdicts)


def _mentions(
    lexicon: Lexicon,
    block: Block,
    sentence: Sentence,
    verdicts: dict[Hit, Verdict],
    place: PageChannels,
    beside: dict[tuple[int, int], tuple[str, ...]],
) -> Iterator[Mention]:
    hits = tuple(hit for hit in verdicts if hit.kind in OBSERVED_KINDS)
    ignored = frozenset(
        hit for hit, verdict in verdicts.items() if verdict.polarity is Polarity.NOT_ABOUT_OFFER
    )
    shown = mask(block.text)[sentence.offset : sentence.offset + len(sentence.text)]  # as long as before
    for hit, verdict in verdicts.items():
        channels: tuple[str, ...] = (hit.item_id,)
        if hit.kind is not ItemKind.CHANNEL:
            channels = find_channels(
                lexicon,
                hit,
                hits=hits,
                ignored=ignored,
                block=block,
                sentence=sentence,
                place=place,
                beside=beside.get((block.position, sentence.item), ()),
            )
        for channel_id in channels:
            yield Mention(
                item_kind=hit.kind,
                item_id=CHATS.get(hit.item_id, {}).get(channel_id, hit.item_id),
                channel_id=channel_id,
                polarity=verdict.polarity,
                reason=verdict.reason,
                rule=verdict.rule,
                term=hit.term,
                sentence=shown.strip()[:_MAX_SENTENCE],
                snippet=shown[max(0, hit.start - _SNIPPET) : hit.end + _SNIPPET].strip(),
                block_kind=block.kind,
                block_path=mask(JOINT.join(block.path)),
                position=block.position,
                offset=sentence.offset + hit.start,
                rule_version=rule_version(verdict.rule),
                confidence=confidence_of(verdict, block),
                is_hidden=block.is_hidden,
            )
