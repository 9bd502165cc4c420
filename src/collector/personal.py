"""Personal numbers in text: mobile phones, identity cards, bank cards and accounts.

Enters: any text. Leaves: text of the same length in which all but the first three digits of such a number are
``*``, so that positions in it stay true. Refuses to touch service numbers of banks (95xxx, 400-, area codes),
which belong to nobody. It decides by shape alone: a made-up example on a page is masked like a real one.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DIGIT = "[0-9０-９]"
_GAP = "[- 　－‐‑–]?"
_N_SHOWN = 3

_MOBILE = rf"[1１][3-9３-９]{_DIGIT}(?:{_GAP}{_DIGIT}{{4}}){{2}}"
_IDENTITY = (
    rf"[1-9１-９]{_DIGIT}{{5}}{_GAP}(?:19|20|１９|２０){_DIGIT}{{2}}(?:[0０]{_DIGIT}|[1１][0-2０-２])"
    rf"(?:[0-2０-２]{_DIGIT}|[3３][01０１]){_GAP}{_DIGIT}{{3}}[0-9０-９XxＸｘ]"
)
_ACCOUNT = rf"{_DIGIT}{{16,19}}|{_DIGIT}{{4}}(?:[- 　]{_DIGIT}{{4}}){{3}}(?:[- 　]{_DIGIT}{{1,3}})?"
_PERSONAL = re.compile(
    rf"(?:(?<![0-9０-９])|(?<=\+86)|(?<=0086))(?<![0-9０-９][.．])(?:{_IDENTITY}|{_ACCOUNT}|{_MOBILE})(?![0-9０-９])"
)
_FOUR_DIGITS = re.compile("[0-9０-９][0-9０-９]{3}")  # every such number has four in a row; most text has not
_MASKED = re.compile("[0-9０-９XxＸｘ]")


@lru_cache(maxsize=1024)  # a block is masked for each of its sentences
def mask(text: str) -> str:
    """``text`` with personal numbers masked, as long as before.

    >>> mask("联系人张三 13857123456，客服95528")
    '联系人张三 138********，客服95528'
    """
    return _PERSONAL.sub(_masked, text) if _FOUR_DIGITS.search(text) else text


def has_personal(text: str) -> bool:
    """True where :func:`mask` would change something."""
    return _PERSONAL.search(text) is not None


def _masked(found: re.Match[str]) -> str:
    number = found[0]
    return number[:_N_SHOWN] + _MASKED.sub("*", number[_N_SHOWN:])
