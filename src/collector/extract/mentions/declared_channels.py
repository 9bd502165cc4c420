"""What a page says about channels as a whole: through which its service is to be had, and what each is for.

Enters: a page and its judged sentences. Leaves: :class:`PageSays`. Refuses sentences that name bills of their
own: their channels are those bills', not the page's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.mentions.page_channels import PageSays
from collector.extract.mentions.terms import GENERIC_ID
from collector.extract.pages.blocks import STANDING_ALONE
from collector.extract.pages.regions import CONTENT
from collector.words import ItemKind, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from collector.extract.mentions.judge import Judged
    from collector.extract.mentions.sentence import Sentence
    from collector.extract.mentions.terms import Hit, Lexicon
    from collector.extract.pages.blocks import Block, Page

_SERVICE_CHANNELS = re.compile(r"渠道")
_THROUGH = re.compile(r"渠道[^，。]{0,6}(?:办理(?!业务)|缴|查询)|办理(?:该|本|此|上述|以上)(?:项)?业务|缴费")
_STEPS = re.compile(r"操作|流程|步骤|办理方式|缴费方式")
_LOGIN = re.compile(r"\W*(?:\d{1,2}\W)?\s*(?:请)?(?:登录|登陆)")
_PAY = re.compile(r"缴|交费|费用|充值|挂号|代扣")
_COLLECTED = re.compile(r"代收|代付|代缴|代扣|缴费|收付")
_OFTEN = 3
_POINT = 4  # room for the number of a point before its first word


def read_page_says(lexicon: Lexicon, page: Page, judged: Sequence[Judged]) -> PageSays:
    """Channels declared for the page's service, scenarios tied to their own or sold beside, and points."""
    headed = _headed(judged)
    is_about_bills = bool(headed) or any(
        block.kind in {"title", "heading"} and _COLLECTED.search(block.text) for block in page.blocks
    )
    scenarios = {hit.item_id for one in judged for hit in one.verdicts if hit.kind is ItemKind.SCENARIO}
    return PageSays(
        declared=_declared(judged, is_about_bills=is_about_bills) or _sole(judged),
        tied=_tied(judged),
        sold=frozenset(scenarios - headed - lexicon.lines.keys()),
        beside=_beside(judged),
    )


def _declared(judged: Sequence[Judged], *, is_about_bills: bool) -> tuple[str, ...]:
    """Channels of the sentences that say through which channels the page's service is to be had.

    A list may follow such a sentence: 自助缴费：1、网上银行2、手机银行.
    """
    found: dict[str, None] = {}
    last: tuple[int, bool] = (-1, False)
    for one in judged:
        is_next = last == (one.block.position, True) and _opens_with_channel(one)
        is_meant = is_about_bills or _PAY.search(one.sentence.text) is not None
        is_declared = is_next or (is_meant and _declares(one.block, one.sentence))
        is_declared = is_declared and not _names_bills(one)
        last = (one.block.position, is_declared)
        if is_declared:
            found |= dict.fromkeys(hit.item_id for hit in _channels_offered(one))
    return tuple(found)


def _declares(block: Block, sentence: Sentence) -> bool:
    """True for a sentence of the page's own text that says through which channels its service comes."""
    above = " ".join(filter(None, (sentence.lead, block.lead, *block.path[-1:])))
    is_own = block.region == CONTENT and block.kind not in STANDING_ALONE
    is_step = _STEPS.search(above) and _LOGIN.match(sentence.text)
    return is_own and bool(is_step or _SERVICE_CHANNELS.search(above) or _THROUGH.search(sentence.text))


def _sole(judged: Sequence[Judged]) -> tuple[str, ...]:
    """The channel that a page is about: all of its first line, or the only one, named in three blocks."""
    offers = [
        (one, hit)
        for one in judged
        if one.block.region == CONTENT and one.block.kind not in {"menu", "title"}
        for hit in _channels_offered(one)
    ]
    if not offers:
        return ()
    first, hit = offers[0]
    if first.block.position <= 1 and len(first.sentence.text.strip()) == hit.end - hit.start:
        return (hit.item_id,)
    is_often = len({one.block.position for one, _ in offers}) >= _OFTEN
    return (hit.item_id,) if is_often and len({hit.item_id for _, hit in offers}) == 1 else ()


def _tied(judged: Sequence[Judged]) -> frozenset[str]:
    """Scenarios that a running sentence of the page ties to channels of its own."""
    return frozenset(
        hit.item_id
        for one in judged
        if one.block.region == CONTENT and one.block.kind not in STANDING_ALONE
        if any(_channels_offered(one))
        for hit, verdict in one.verdicts.items()
        if hit.kind is ItemKind.SCENARIO and verdict.polarity is Polarity.OFFERED
    )


def _headed(judged: Sequence[Judged]) -> frozenset[str]:
    """Scenarios that the title, a heading or a label of the page names."""
    return frozenset(
        hit.item_id
        for one in judged
        if one.block.kind in STANDING_ALONE and one.block.kind != "menu"
        for hit in one.verdicts
        if hit.kind is ItemKind.SCENARIO
    )


def _beside(judged: Sequence[Judged]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Channels by block and point of its list: what a point says of itself holds for the whole point."""
    found: dict[tuple[int, int], dict[str, None]] = {}
    for one in judged:
        if one.sentence.item:
            channels = found.setdefault((one.block.position, one.sentence.item), {})
            channels |= dict.fromkeys(hit.item_id for hit in _channels_offered(one))
    return {place: tuple(channels) for place, channels in found.items() if channels}


def _opens_with_channel(one: Judged) -> bool:
    return any(hit.kind is ItemKind.CHANNEL and hit.start <= _POINT for hit in one.verdicts)


def _channels_offered(one: Judged) -> Iterator[Hit]:
    for hit, verdict in one.verdicts.items():
        if hit.kind is ItemKind.CHANNEL and verdict.polarity is Polarity.OFFERED:
            yield hit


def _names_bills(one: Judged) -> bool:
    return any(hit.kind is ItemKind.SCENARIO and hit.item_id != GENERIC_ID for hit in one.verdicts)
