"""One page → its mentions: every taxonomy term read in a block, judged, with the channel it is offered
through.

Enters: a page, its URL, the lexicon. Leaves: :class:`Mention` records in reading order. A mention says
which sentence made it; nothing is added up here.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from collector.extract.finding import Mention
from collector.extract.kinds.classify import find_page_kind
from collector.extract.mentions.channels import find_channels
from collector.extract.mentions.confidence import confidence_of, rule_version
from collector.extract.mentions.declared_channels import read_page_says
from collector.extract.mentions.generic import drop_generic
from collector.extract.mentions.implied import add_lines
from collector.extract.mentions.judge import Judged, judge
from collector.extract.mentions.sentence import split_sentences
from collector.extract.mentions.terms import Lexicon, find_hits
from collector.extract.pages.blocks import JOINT, Page
from collector.personal import mask
from collector.words import OBSERVED_KINDS, ChannelBasis, ItemKind, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.extract.mentions.page_channels import PageChannels, PageSays
    from collector.extract.mentions.sentence import Sentence
    from collector.extract.mentions.terms import Hit

_SNIPPET = 40
_MAX_SENTENCE = 400
CHATS = {"web_chat": {"mobile_bank": "app_service", "wechat_bank": "wechat_service"}}
"""A chat that is reached through another channel is that channel's: 登录手机银行，点击“在线客服”."""


def read_mentions(lexicon: Lexicon, page: Page, url: str, place: PageChannels) -> tuple[Mention, ...]:
    """All mentions of a page in reading order; the same item, channel and place never twice."""
    judged = tuple(_judged(lexicon, page, find_page_kind(page, url)))
    says = read_page_says(lexicon, page, [one for one in judged if not one.block.is_hidden])
    found: dict[tuple[int, int, ItemKind, str, str], Mention] = {}
    for one in judged:
        for mention in _mentions(lexicon, one, place, says):
            key = (mention.position, mention.offset, mention.item_kind, mention.item_id, mention.channel_id)
            found.setdefault(key, mention)
    mentions = drop_generic(tuple(found[key] for key in sorted(found)), lexicon.bills, page.crumb)
    return add_lines(mentions, lexicon.lines)


def mention_id(capture_id: str, mention: Mention) -> str:
    """16 hex digits over capture, place, item and channel."""
    item = f"{mention.item_kind}|{mention.item_id}|{mention.channel_id}"
    place = f"{capture_id}|{mention.position}|{mention.offset}|{item}"
    return hashlib.sha256(place.encode()).hexdigest()[:16]


def _judged(lexicon: Lexicon, page: Page, page_kind: str | None) -> Iterator[Judged]:
    for block in page.blocks:
        for sentence, hits in _named_in(lexicon, block.text):
            yield Judged(block, sentence, judge(block, sentence, hits, page_kind))


@lru_cache(maxsize=8192)  # half of all blocks, menus above all, say what another block of the site says
def _named_in(lexicon: Lexicon, text: str) -> tuple[tuple[Sentence, tuple[Hit, ...]], ...]:
    """The sentences of a block that name something, with what they name."""
    found = ((sentence, find_hits(lexicon, sentence.text)) for sentence in split_sentences(text))
    return tuple((sentence, hits) for sentence, hits in found if hits)


def _mentions(lexicon: Lexicon, one: Judged, place: PageChannels, says: PageSays) -> Iterator[Mention]:
    block, sentence, verdicts = one.block, one.sentence, one.verdicts
    hits = tuple(hit for hit in verdicts if hit.kind in OBSERVED_KINDS)
    ignored = frozenset(
        hit
        for hit, verdict in verdicts.items()
        if hit.kind is ItemKind.CHANNEL and verdict.polarity is Polarity.NOT_ABOUT_OFFER
    )
    shown = mask(block.text)[sentence.offset : sentence.offset + len(sentence.text)]  # as long as before
    quoted, path = shown.strip()[:_MAX_SENTENCE], mask(JOINT.join(block.path))
    for hit, verdict in verdicts.items():
        channels: tuple[str, ...] = (hit.item_id,)
        basis = ChannelBasis.ITSELF
        if hit.kind is not ItemKind.CHANNEL:
            channels, basis = find_channels(
                lexicon,
                hit,
                hits=hits,
                ignored=ignored,
                block=block,
                sentence=sentence,
                place=place,
                says=says,
            )
        for channel_id in channels:
            yield Mention(
                item_kind=hit.kind,
                item_id=CHATS.get(hit.item_id, {}).get(channel_id, hit.item_id),
                channel_id=channel_id,
                channel_basis=basis,
                polarity=verdict.polarity,
                reason=verdict.reason,
                rule=verdict.rule,
                term=hit.term,
                sentence=quoted,
                snippet=shown[max(0, hit.start - _SNIPPET) : hit.end + _SNIPPET].strip(),
                block_kind=block.kind,
                block_path=path,
                position=block.position,
                offset=sentence.offset + hit.start,
                rule_version=rule_version(verdict.rule),
                confidence=confidence_of(hit.kind, verdict, basis),
                is_hidden=block.is_hidden,
            )
