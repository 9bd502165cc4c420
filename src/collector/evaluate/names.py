"""Product names as they are compared: two ways to print one name are one."""

from __future__ import annotations

import re
import unicodedata

_ORNAMENT = re.compile(r"[\s“”\"'‘’「」『』《》〈〉【】·•・—－\-_]+")


def normalise_name(name: str) -> str:
    """Full width, case, spaces, quotation marks and dashes folded away.

    >>> normalise_name("“工银Ｅ支付” ") == normalise_name("工银e支付")
    True
    """
    return _ORNAMENT.sub("", unicodedata.normalize("NFKC", name)).casefold()
