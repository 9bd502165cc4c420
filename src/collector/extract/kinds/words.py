"""Words in a subject or an address that say outright what sort of page it is.

Enters: nothing. Leaves: patterns, in the order in which they are asked.
"""

from __future__ import annotations

import re

from collector.words import PageKind

HOME_PATH = re.compile(r"^/(?:(?:cn|zh|zh-?cn|www|web|portal|site)/)?(?:(?:index|default|home|main)\.\w+)?$")
HELP_HOST = re.compile(r"^(?:help|faq|support)\d*\.")
RESULT = re.compile(r"成功|失败|已(?:提交|受理|完成)|处理中|审核中|完成$|返回$|^确[认定]$")
PAYING = re.compile(r"缴费(?:项目|金额|单位|方式|编号|信息)|(?:确认|立即|学校|生活)缴费|缴款")
CAMPAIGN = re.compile(r"^.{0,4}活动(?:规则|时间|说明|内容|对象|细则)")
TRADE = re.compile(r"业务|产品|服务|理财|贷款|存款|银行卡|金融")

LOADING = re.compile(r"(?:加载|载入)|loading", re.IGNORECASE)
LIST = re.compile(
    r"(?:产品|理财|基金|贷款|净值)(?:信息)?(?:查询|列表|一览表?|大全|超市|体系|中心|展示|推荐)(?:首页)?$"
)

BY_WORDS: tuple[tuple[PageKind, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        PageKind.OTHER,
        re.compile(
            r"(?:网站|站点)(?:地图|导航)|^(?:站内)?(?:搜索|检索)|(?:协议|授权|揭示|告知)书|(?:协议|声明|条款|合同)[》）)]*$|隐私|计算器"
            r"|(?:申请|查询|办理|交易|处理)结果|填写|问卷|测评"
        ),
        re.compile(r"/(?:site-?map|map|search)\b"),
    ),
    (
        PageKind.ABOUT,
        re.compile(
            r"关于(?:我|本|银|公|农|商)|(?:[我本]行|银行|公司|行情)(?:简介|概况|介绍)|企业文化|组织(?:架构|机构)|公司治理"
            r"|投资者(?:关系|服务)|信息披露|年(?:度报告|报)|社会责任|发展历程|荣誉|联系(?:我们|方式)|网点$"
            r"|分支机构|招聘|诚聘|招标|采购|股东"
        ),
        re.compile(
            r"/(?:about|investor|hire)[\w-]*(?:[/.]|$)"
            r"|/(?:ir|contact(?:[-_]?us)?|outlets?|culture|structure|gywm|gywh|gybh|tzzgx)(?:[/.]|$)"
        ),
    ),
    (
        PageKind.HELP,
        re.compile(
            r"常见问题|问答|\bfaq|帮助|指南$|教程|演示|新手|(?:使用|操作|安装)(?:说明|手册|指南)|热点问题|疑难"
            r"|安全(?:提示|须知|知识|常识|专题|中心|工具|防护)|^(?:如何|怎[么样]).*[？?]$"
            r"|^(?:开通|申请|办理|使用|登录|操作|注册|开办)(?:介绍|说明|流程|条件|步骤|方法|指引|方式)$",
            re.IGNORECASE,
        ),
        re.compile(r"/(?:help|faq|guide|question|qa|demo)[\w-]*[/.]|/\w+(?:help|faq)\.\w+$"),
    ),
)
"""Kind, words of a subject, words of an address."""
