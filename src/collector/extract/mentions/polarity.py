"""Which hits of a sentence are said not to be offered: negation, stop, future, and what they govern.

Enters: a sentence and its hits. Leaves: the name of the rule for each hit that a negation governs. A
negation governs its own comma clause with the 、 list in it; a clause that only has a predicate
("，目前暂未开通") governs what came before; one that announces a list ("暂不支持以下业务：…") governs
what follows. 除A、B外 takes A and B out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from collector.extract.mentions.sentence import Clause, split_clauses
from collector.extract.mentions.sieve import Sieve
from collector.words import ItemKind

if TYPE_CHECKING:
    from collector.extract.mentions.terms import Hit

_PRODUCE = "推出|上线|开通|开办|支持|提供|开放|受理|办理|实现|发布|启用|投产|试点|开展|增加|新增|加入|接入"
CUES: tuple[tuple[str, str], ...] = (
    (
        "future",
        (
            rf"即将|敬请期待|敬请关注后续|拟(?:于|在)?[^，]{{0,6}}(?:{_PRODUCE})|计划(?:于|在)?[^，]{{0,12}}(?:{_PRODUCE})"
            rf"|(?:将|(?<![工协学商社])会(?!员|费|计))(?:于|在|陆续|逐步|适时|尽快|继续|很快|后续|会|择机|进一步)[^，]{{0,20}}?(?:{_PRODUCE})"
            rf"|将(?:推出|上线|开通|开办|开放)|(?:还|也|(?:今年|明年|年内|下半年)[^，]{{0,6}})会(?:{_PRODUCE})|后续(?:将|会|推出|开放)|近期(?:将|推出)|未来(?:还|将|可|会|计划)"
            r"|筹备中|建设中|开发中|规划中|测试中|内测|(?<!自主)(?<!独立)研发(?!的|出|了|成功|完成|能力|中心|资源|团队|力量|人员|实力|投入)|尽快(?:推出|上线|开通)|正在(?:建设|开发|筹备|测试|对接)"
            r"|预计[^，]{0,12}(?:推出|上线|开通)|待[^，]{0,8}(?:上线|开通|推出)后?|有望|下一(?:版本|阶段|步)"
        ),
    ),
    (
        "not_yet",
        (
            r"暂未|暂不|暂无|尚未|还未|尚不|仍未|并未|未能|未开通|未开办|未上线|未支持|未提供|未开放|没有开通|没有开办|还没有"
            r"|不支持|不提供|不受理|不予受理|不办理|未办理|不能(?:办理|使用|缴|支持|通过)|无法(?:办理|使用|缴|支持|通过|提供)"
            r"|不可(?:办理|使用|缴|通过)|不开放|不包括|不包含|不含|不适用于|不接受(?:线上|在线)?(?:办理|申请|缴)"
        ),
    ),
    (
        "stopped",
        (
            r"暂停|暂缓|停办|停用|停发|停售|停止|已停|已终止|终止(?:了)?(?:办理|服务|合作|业务)|于年?[^，]{0,6}终止|下线|下架"
            r"|已(?:关闭|取消|撤销|退出|撤下|不再)|不再(?:支持|提供|办理|受理|代收|代缴|代理|开展)|退出市场"
            r"|(?:将|起|予以|全面)(?:关闭|取消)|(?:关闭|取消)(?:了|该|此|本|上述|以上|原)?[^，]{0,10}(?:业务|服务|功能|渠道|入口)"
            r"|(?:业务|服务|功能|渠道|入口)(?:被|已经?|将)(?:关闭|取消)|已(?:于[^，]{1,12})?(?:终止|结束|关闭|取消|停止)(?!的)|已到期|不再(?:接受|发行|销售|发售)"
        ),
    ),
)
_CUES = tuple((name, re.compile(pattern)) for name, pattern in CUES)
_CUE_SIEVE = Sieve([pattern for _, pattern in _CUES])
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_EXCEPT = re.compile(r"除了?([^，,。]{1,60}?)(?:之?外|以外)([^。]*)")
_ALSO = re.compile(
    r"^[，,]?\s*(?:您|客户|我行|本行|还|也|同时|更|另)[^，]{0,6}(?:还|也|可|支持|提供)|^[，,]?\s*(?:还|也|更)"
)
_CONDITION = re.compile(r"^\s*(?:如|若|倘|凡|对于?|遇|当|在|因未)(?!下)[^，,]*(?:未|停|不|无法|关闭|取消)")
_STATES_FACT = re.compile(r"(?:业务|服务|功能|渠道|缴费)[^，,]{0,6}(?:暂|停|下线|尚未|未开通)")
_ALL_BEFORE = re.compile(r"上述|以上|前述|均|都|这些")
_OBJECT_END = re.compile(r"(?:业务|服务|功能|费)\s*$")
_PREDICATE = re.compile(
    r"可|支持|提供|办理|开通|已|现|请|为|将|能|会|是|有|通过|进行|享|均|都|需|须|应|以|如|若|但"
)
_FORWARD = re.compile(r"以下|如下|下列|[：:]\s*$")
_PLACE = re.compile(r"(?:通过|使用|用|在|到|于|从|登录|登陆)[^，。；]{0,6}$")
_PLACE_END = re.compile(r"上|里|内|中|端|栏目|菜单|办理|自行|自助|可")
_VERBS = re.compile(
    r"支持|提供|受理|办理|开办|开放|开通|上线|推出|使用|服务|业务|功能|渠道|[了的\s。；！）)]"
)
_OBJECT = re.compile(r"^(?![至到直])[^，。；]{2,}")
_UNNEEDED = re.compile(
    r"(?:无需|无须|不必|不用|不需要?|毋须|免|即使不|即便不|即使未|无论是否|不论是否|是否|如未|若未|如果未|没有?|尚?未)"
    r"(?:单独|另行|事先|预先|提前|再)?(?:开通|注册|签约|登录|下载|办理|持有|成为|使用|申请|拥有|到)?[^，,。]{0,6}$"
)
_FOR_THOSE = re.compile(r"^[^，,。]{0,8}(?:的)?(?:客户|用户|持卡人|您|者|人员|即可|也可?|也能|都可)")


@dataclass(frozen=True, slots=True)
class Negation:
    """Why a hit is not said to be offered: the rule's name and the words that made it apply."""

    rule: str
    cue: str


def is_unneeded(sentence: str, hit: Hit) -> bool:
    """True for "无需开通网上银行，即可…" and "未开通手机银行的客户…": the thing is named as not needed."""
    if hit.kind is not ItemKind.CHANNEL:
        return False
    before, after = sentence[max(0, hit.start - 16) : hit.start], sentence[hit.end : hit.end + 16]
    match = _UNNEEDED.search(re.split(r"[，,。；：:]", before)[-1])
    if match is None:
        return False
    return bool(re.match(r"无|不|毋|免|即|是否", match[0])) or bool(_FOR_THOSE.match(after))


def find_negations(sentence: str, hits: tuple[Hit, ...]) -> dict[Hit, Negation]:
    """The hits of ``sentence`` that a negation, stop or future governs."""
    negated: dict[Hit, Negation] = _exceptions(sentence, hits) if "除" in sentence else {}
    if not _CUE_SIEVE.passing(sentence):
        return negated
    negated |= _bracketed(sentence, hits)
    sentence = _BRACKETS.sub(_blank_where_negated, sentence)
    clauses = split_clauses(sentence)
    for number, clause in enumerate(clauses):
        found = _cue(clause.text, sentence, hits, clause)
        if found is None:
            continue
        for hit in _governed(clauses, number, hits):
            if not _is_place(clause, hit, hits, found):
                negated.setdefault(hit, found)
    return negated


@lru_cache(maxsize=4096)  # labels are asked for each hit below them, clauses by mentions and products
def find_cue(text: str) -> Negation | None:
    """The first negation of a label or lead-in line, None where there is none."""
    for number in _CUE_SIEVE.passing(text):
        rule, pattern = _CUES[number]
        if match := pattern.search(text):
            return Negation(rule, match[0])
    return None


def _cue(text: str, sentence: str, hits: tuple[Hit, ...], clause: Clause) -> Negation | None:
    """A negation in the clause, unless it states a condition or something merely not needed."""
    found = find_cue(text)
    if found is None or (_CONDITION.search(text) and not _STATES_FACT.search(text)):
        return None
    for hit in hits:
        if clause.start <= hit.start < clause.end and is_unneeded(sentence, hit):
            return None
    return found


def _governed(clauses: tuple[Clause, ...], number: int, hits: tuple[Hit, ...]) -> list[Hit]:
    clause = clauses[number]
    own = _inside(hits, clause.start, clause.end)
    if _FORWARD.search(clause.text) and number + 1 < len(clauses):
        return own + _inside(hits, clause.end, clauses[-1].end)
    if _ALL_BEFORE.search(clause.text) and _only_channels(own):
        return own + _inside(hits, 0, clause.start)
    if own:
        return own + _continued(clauses, number, hits)
    for earlier in reversed(clauses[:number]):
        if before := _inside(hits, earlier.start, earlier.end):
            return before
    return []


def _continued(clauses: tuple[Clause, ...], number: int, hits: tuple[Hit, ...]) -> list[Hit]:
    """Hits of the clauses that go on with the object of a negated verb: 会开展A业务，B业务，C业务."""
    if not _OBJECT_END.search(clauses[number].text):
        return []
    found: list[Hit] = []
    for clause in clauses[number + 1 :]:
        if _PREDICATE.search(clause.text):
            break
        found += _inside(hits, clause.start, clause.end)
    return found


def _is_place(clause: Clause, hit: Hit, hits: tuple[Hit, ...], found: Negation) -> bool:
    """True for a channel in which something else is denied: 手机银行暂不支持信托 denies no channel."""
    if hit.kind is not ItemKind.CHANNEL or not clause.start <= hit.start < clause.end:
        return False
    cue = clause.start + clause.text.find(found.cue)
    end = cue + len(found.cue)
    if hit.start >= end:
        return bool(_PLACE.search(clause.text[end - clause.start : hit.start - clause.start]))
    inside = _inside(hits, hit.end, clause.end)
    if any(one.kind is not ItemKind.CHANNEL for one in inside):
        return True
    is_verb = _PLACE_END.search(clause.text[hit.end - clause.start : max(cue - clause.start, 0)])
    return bool(is_verb or _OBJECT.search(_VERBS.sub("", clause.text[end - clause.start :])))


def _only_channels(hits: list[Hit]) -> bool:
    return all(hit.kind is ItemKind.CHANNEL for hit in hits)


def _inside(hits: tuple[Hit, ...], start: int, end: int) -> list[Hit]:
    return [hit for hit in hits if start <= hit.start < end]


def _bracketed(sentence: str, hits: tuple[Hit, ...]) -> dict[Hit, Negation]:
    """水费（暂未开通）: a negation in brackets governs what is inside, else the last thing before them."""
    negated: dict[Hit, Negation] = {}
    for match in _BRACKETS.finditer(sentence):
        found = find_cue(match[0])
        if found is None:
            continue
        before = [hit for hit in hits if hit.end <= match.start()]
        last = [hit for hit in before if hit.end == max(one.end for one in before)]
        for hit in _inside(hits, match.start(), match.end()) or last:
            negated[hit] = found
    return negated


def _blank_where_negated(match: re.Match[str]) -> str:
    return " " * len(match[0]) if find_cue(match[0]) else match[0]


def _exceptions(sentence: str, hits: tuple[Hit, ...]) -> dict[Hit, Negation]:
    """除A、B外，其他均可: A and B are out; 除A外，还可B: A is in."""
    negated: dict[Hit, Negation] = {}
    for match in _EXCEPT.finditer(sentence):
        if _ALSO.match(match[2]) or find_cue(match[2]):
            continue
        for hit in _inside(hits, match.start(1), match.end(1)):
            negated[hit] = Negation("exception", match[0][:20])
    return negated
