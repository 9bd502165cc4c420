"""Names that only other names of the page make known: the family of its brand, accounts listed among cards.

Enters: blocks and the names found so far. Leaves: further names. Refuses general words even beside names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.mentions.sentence import Sentence, split_sentences
from collector.extract.products.marks import QUOTED
from collector.extract.products.names import BANK_SHORT_WORDS, cut_prose, is_coined, is_generic, left_over
from collector.extract.products.titles import without_tail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.extract.pages.blocks import Block

_SHORT = re.compile(rf"^{BANK_SHORT_WORDS}")
_PLAIN = re.compile(r"^[\u4e00-\u9fff]+$")
_OTHER_KIN = re.compile(r"[支分总]行$|银行$|公司$")
_ACCOUNT = re.compile(r"^[\u4e00-\u9fffA-Za-z]{2,8}账户$")
_LISTED = re.compile(r"[、，；。：:（）()]|和|及|或|与")
_BRAND_LENGTH, _LEAST, _LONGEST, _MOST_COINED = 4, 3, 12, 6


def find_kin(
    block: Block, stems: frozenset[str], known: frozenset[str]
) -> Iterator[tuple[str, str, Sentence]]:
    """Entries that begin with the stem of a brand, and accounts in a list beside a known name."""
    if block.text[:2] in stems or _SHORT.match(block.text):
        name = without_tail(block.text)
        if _is_kin(name, stems, known) or _is_bank_brand(name):
            yield name, "family", Sentence(block.text, 0, None)
    for match in QUOTED.finditer(block.text) if stems else ():
        if len(match[1]) == _BRAND_LENGTH and _is_kin(match[1], stems, known):
            yield match[1], "family", Sentence(block.text, 0, None)
    if known and "账户" in block.text:
        for sentence in split_sentences(block.text):
            items = _LISTED.split(sentence.text)
            for before, text, after in zip(["", *items], items, [*items[1:], ""], strict=False):
                if "账户" not in text or not {before, after} & known:
                    continue
                item = cut_prose(text)
                if _ACCOUNT.search(item) and not is_generic(item):
                    yield item, "listed", sentence


def find_stems(names: frozenset[str]) -> frozenset[str]:
    """Two characters that a brand's names share: 圆鼎 of 圆鼎借记卡, 幸福 of 幸福添利 and 幸福乐存."""
    coined = [name for name in names if _PLAIN.match(name[:2]) and left_over(name)[:2] == name[:2]]
    cards = {name[:2] for name in coined if name[-1] == "卡" and left_over(name) == name[:2]}
    heads = [name[:2] for name in coined if len(name) == _BRAND_LENGTH]
    return frozenset(head for head in heads if heads.count(head) > 1) | cards


def _is_kin(name: str, stems: frozenset[str], known: frozenset[str]) -> bool:
    """True for a new name that begins with a stem: no branch of the bank, and no part of a known name."""
    if name[:2] not in stems or left_over(name)[:2] != name[:2] or not _LEAST <= len(name) <= _LONGEST:
        return False
    is_other = _OTHER_KIN.search(name) or not _PLAIN.match(name)
    return not is_other and not any(one.startswith(name) for one in known)


def _is_bank_brand(name: str) -> bool:
    """True for 杭银直销: the bank's short name and a coined word, alone in their place."""
    own = _SHORT.sub("", name)
    return own != name and 1 < len(own) <= _MOST_COINED and is_coined(own)
