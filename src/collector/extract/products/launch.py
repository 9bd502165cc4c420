"""A sentence about one product → the day it was brought out: 该产品于2014年5月推出.

Enters: a sentence. Leaves: a day, None where none is stated; a month alone is its first day. Refuses plans
(将于…推出).
"""

from __future__ import annotations

import re
from datetime import date

_LAUNCHED = re.compile(
    r"(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})日)?(?P<between>[^，。；\d]{0,12}?)"
    r"(?:推出|上线|发行|创立|成立|首发|面世|问世|推向市场|投产)"
)
_PLANNED = re.compile(r"(?:将|拟|计划|预计|即将)[^，。；]{0,6}$")
_OTHER_SUBJECT = re.compile(r"公司|银行(?!推出|创立)|中心|协会|基金会|支行|分行")


def find_launch(sentence: str) -> date | None:
    """The first day of which the sentence says that something was brought out then."""
    for match in _LAUNCHED.finditer(sentence):
        is_planned = _PLANNED.search(sentence[: match.start()]) or _PLANNED.search(match["between"])
        if is_planned or _OTHER_SUBJECT.search(match["between"]):
            continue
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
        except ValueError:
            continue
    return None
