"""A printed product name → its series and its issue marks, and back.

Enters: one name. Leaves: series and issue; ``unfold(*fold(name)) == name`` always. Folded are issue
numbers, years, codes, tranche letters and terms (31天, 三个月, （三年）), at either end of the name. A
number with 号 stays: it names a plan; the letter of a share class behind it does not.
"""

from __future__ import annotations

import re

PLACE = "…"
"""Marks in an issue where the series stood, where marks stood before it too."""

_DIGITS = r"[0-9０-９一二三四五六七八九十百零〇]"
_PERIOD = rf"{_DIGITS}{{1,3}}(?:个月|年|天|日|周)(?:期|型)?"
_TERM = rf"[0-9０-９]{{1,4}}[天日](?:期|型)?|{_DIGITS}{{1,3}}(?:个月(?:期|型)?|年(?:期|型))"
_CLASS = r"(?<=[号期式）)])[A-Z]"
_MARK = (
    rf"(?:[0-9]{{4}}年?(?:度)?)?第{_DIGITS}{{1,5}}[期号款](?!\w*[贷存])"
    rf"|[0-9]{{4}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?|[0-9]{{1,5}}期"
    r"|(?:No\.?|NO\.?)\s?[0-9]{1,5}|[0-9]{4}[-－_][0-9]{1,5}期?|[0-9]{6,10}期?"
    rf"|[A-Z]\s?(?:款|类|份额)|{_TERM}|{_CLASS}"
    rf"|[（(\[【](?:第?{_DIGITS}{{1,5}}期|{_PERIOD}|[A-Z](?:款|类|份额)?|[0-9]{{4}}[-－_年]?[0-9]{{0,5}}(?:期|第{_DIGITS}{{1,4}}期)?)[）)\]】]"
)
_SUFFIX = re.compile(rf"[\s\-－—·]*(?:{_MARK})$")
_PREFIX = re.compile(rf"^(?:{_MARK})[\s\-－—·]*")
_SHORTEST = 2


def fold(name: str) -> tuple[str, str | None]:
    """Series and issue of ``name``; issue is None where nothing is folded.

    >>> fold("稳健添利第12期A款"), fold("阳光易贷")
    (('稳健添利', '第12期A款'), ('阳光易贷', None))
    """
    if PLACE in name:
        return name, None
    series, before, after = name, "", ""
    while True:
        if (match := _SUFFIX.search(series)) and match.start() >= _SHORTEST:
            after = series[match.start() :] + after
            series = series[: match.start()]
        elif (match := _PREFIX.match(series)) and len(series) - match.end() >= _SHORTEST:
            before += series[: match.end()]
            series = series[match.end() :]
        else:
            break
    if not before and not after:
        return name, None
    return series, f"{before}{PLACE}{after}" if before else after


def unfold(series: str, issue: str | None) -> str:
    """The printed name that ``fold`` made these of."""
    if issue is None:
        return series
    return issue.replace(PLACE, series) if PLACE in issue else series + issue
