"""Words and marks by which a page is known that stands in place of the one asked for.

Enters: nothing. Leaves: patterns. Both stages that meet such pages know them by these: the fetch names the
outcome, reading names the page. Refuses to judge: how short a page must be for its words to count is theirs.
"""

from __future__ import annotations

import re

# ruishu and its kin: a page of scripts that reloads itself; markers as seen 2025-2026
CHALLENGE_CODE = re.compile(
    r"\$_ts\b|_\$[a-z]{2}\(\)|__jsl_clearance|acw_sc__v\d|/_guard/|cf-chl-|challenge-platform|WAF_?Challenge"
    r"|_Incapsula_Resource|aliyun_waf|TencentCaptcha|initGeetest",
)
WALL = re.compile(
    r"访问被拒绝|拒绝访问|访问(?:请求|行为)?(?:已)?被(?:拦截|阻断|限制|禁止)|访问(?:过于|太)频繁"
    r"|请求(?:已)?被(?:拦截|阻断)|请求存在(?:威胁|风险)|可能对网站造成(?:威胁|安全)|疑似(?:黑客)?攻击"
    r"|(?:访问|请求)(?:行为)?(?:存在)?异常|(?:网站|应用)防火墙|云防护|创宇盾|加速乐"
    r"|access denied|just a moment|checking your browser|attention required|ddos protection"
    r"|are you (?:a )?human|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|request (?:has been )?blocked|web application firewall",
    re.IGNORECASE,
)
SOFT_404 = re.compile(
    r"(?:您|你)?(?:所|要|想)?(?:请求|访问|查找|浏览)的?(?:页面|网页|内容|资源)"
    r"(?:不存在|已(?:经)?(?:被)?删除|已失效|找不到|未找到|丢失)"
    r"|^(?:404|页面不存在|找不到页面)\b|\b404 not found\b|(?:页面|网页)(?:不存在|找不到了?|走丢了)[!!。]?$",
    re.IGNORECASE,
)
