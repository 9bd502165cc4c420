"""One page → its mentions: every taxonomy term read in a block, judged, with the channel it is offered
through.

Enters: a page, its URL, the lexicon. Leaves: :class:`Mention` records in reading order. A mention says
which sentence made it; nothing is added up here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from collector.extract.blocks import JOINT, Block, Page
from collector.extract.channels import PageChannels, declares_channels, find_channels
from collector.extract.confidence import confidence_of, rule_version
from collector.extract.finding import Mention
from collector.extract.generic import drop_generic
from collector.extract.implied import add_lines
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
_BOUGHT = frozenset({"commercial_insurance", "flight_hotel", "shopping_mall"})
_PAY = re.compile(r"缴|交费|费用|充值|挂号|代扣")
_COLLECTED = re.compile(r"代收|代付|代缴|代扣|缴费|收付")
_OFTEN = 3
_POINT = 4  # room for the number of a point before its first word
_SNIPPET = 40
_MAX_SENTENCE = 400
CHATS = {"web_chat": {"mobile_bank": "app_service", "wechat_bank": "wechat_service"}}
"""A chat that is reached through another channel is that channel's: 登录手机银行，点击“在线客服”."""


def read_mentions(lexicon: Lexicon, page: Page, url: str, place: PageChannels) -> tuple[Mention, ...]:
    """All mentions of a page in reading order; the same item, channel and place never twice."""
    judged = list(_judged(lexicon, page, find_page_kind(page, url)))
    place = replace(
        place, declared=_declared(page, judged) or _sole(judged), tied=_tied(judged), sold=_sold(judged)
    )
    found: dict[tuple[int, int, ItemKind, str, str], Mention] = {}
    beside = _beside(judged)
    for block, sentence, verdicts in judged:
        for mention in _mentions(lexicon, block, sentence, verdicts, place, beside):
            key = (block.position, mention.offset, mention.item_kind, mention.item_id, mention.channel_id)
            found.setdefault(key, mention)
    mentions = drop_generic(tuple(found[key] for key in sorted(found)), lexicon.bills, page.crumb)
    return add_lines(mentions, lexicon.lines)


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


def _declared(page: Page, judged: list[_Judged]) -> tuple[str, ...]:
    """Channels of the sentences that say through which channels the page's service is to be had.

    A list may follow such a sentence: 自助缴费：1、网上银行2、手机银行.
    """
    found: dict[str, None] = {}
    last: tuple[int, bool] = (-1, False)
    is_about_bills = bool(_headed(judged)) or any(
        block.kind in {"title", "heading"} and _COLLECTED.search(block.text) for block in page.blocks
    )
    for block, sentence, verdicts in judged:
        is_next = last == (block.position, True) and _opens_with_channel(verdicts)
        is_meant = is_about_bills or _PAY.search(sentence.text)
        is_declared = is_next or (is_meant and declares_channels(block, sentence))
        is_declared = bool(is_declared) and not _names_bills(verdicts)
        last = (block.position, is_declared)
        if is_declared:
            found |= dict.fromkeys(hit.item_id for hit in _channels_offered(verdicts))
    return tuple(found)


def _sole(judged: list[_Judged]) -> tuple[str, ...]:
    """The channel that a page is about: all of its first line, or the only one, named in three blocks."""
    offers = [
        (block, sentence, hit)
        for block, sentence, verdicts in judged
        if block.region == CONTENT and block.kind not in {"menu", "title"}
        for hit in _channels_offered(verdicts)
    ]
    if not offers:
        return ()
    block, sentence, hit = offers[0]
    if block.position <= 1 and len(sentence.text.strip()) == hit.end - hit.start:
        return (hit.item_id,)
    is_often = len({block.position for block, _, _ in offers}) >= _OFTEN
    return (hit.item_id,) if is_often and len({one.item_id for _, _, one in offers}) == 1 else ()


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


def _sold(judged: list[_Judged]) -> frozenset[str]:
    """Scenarios that are bought, where no title or heading of the page is about them."""
    return _BOUGHT - _headed(judged)


def _headed(judged: list[_Judged]) -> frozenset[str]:
    """Scenarios that the title, a heading or a label of the page names."""
    return frozenset(
        hit.item_id
        for block, _, verdicts in judged
        if block.kind in _STANDING_ALONE and block.kind != "menu"
        for hit in verdicts
        if hit.kind is ItemKind.SCENARIO
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
