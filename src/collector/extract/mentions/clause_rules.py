"""Rules that see one clause with the hit between 【 and 】, and what follows it. Data only; see judge.py."""

from __future__ import annotations

from collector.extract.mentions.rule import (
    CHANNELS,
    LINES,
    SCENARIOS,
    SERVICE_CHANNELS,
    SERVICES,
    TECHNOLOGIES,
    rule,
)

_DOCUMENT = (
    "缴费单|缴款单|缴存单|通知单|通知书|凭证|证明|发票|单据|收据|票据|复印件|原件|完税|合同|存根|申报表|"
    "工资单|流水"
)
_STATEMENT = "账单|帐单|清单|明细表|资料|材料|回单|记录"
_PAPERWORK = "提供|提交|出具|携带|出示|上传|审核|核验|查验|作为|包括|例如|如|须|需|凭|持"
_MORE = r"(?:[、和与及或][^，。；、和与及或为作将]{1,10}){0,6}?"  # the rest of a list
_SERVICE_AFTER = "查询|推送|打印服务|下载|代开|通知服务|服务|提醒|缴费|缴纳|自助"

CLAUSE_RULES = (
    rule(
        "document",
        "a document to be shown, not a service",
        SERVICES,
        rf"^(?!.*(?:查询|打印|为您提供)[^，。]*【).*】[^，。；：]{{0,14}}?(?:{_DOCUMENT})",
        rf"】[^，。；：、]{{0,14}}?(?:{_DOCUMENT})",
        r"^(?!.*(?:查询|打印|管理|为您提供)[^，。]*【).*】[^，。；：]{0,14}?"
        rf"(?<!查询)(?:{_STATEMENT})(?![^，。；]{{0,3}}(?:{_SERVICE_AFTER}))",
        rf"(?:{_PAPERWORK})[^。]{{0,30}}【[^】]*(?:单|证明|凭证|发票)】",
        r"(?:作为|充当|用作|可为)[^，。]{0,10}(?:证明|依据|材料)",
    ),
    rule(
        "eligibility",
        "a condition the customer must meet",
        SCENARIOS,
        r"(?:连续|正常|按时|足额|依法|已|稳定|累计|须|必须|应)(?:[^，。]{0,6}(?:缴纳|缴存|参加|参保|投保|购买|办理))[^，。]{0,8}【",
        r"(?:借款人|申请人|须|需|应|必须|已)[^，。]{0,6}【投保】|【投保】[^，。]{0,4}(?:险种|的|须|人)",
        r"(?:需要?|应|须)(?:缴|交)纳?[^，。；]{0,24}【[^】]*】[^，。；]{0,16}的[^，。；]{0,8}(?:企业|法人|客户|单位|个人|人员)",
        r"】[^，。]{0,10}(?:满|达|超过|以上)[^，。]{0,4}(?:年|个?月)|】的?(?:缴存人|缴存单位|职工|缴存职工)",
    ),
    rule(
        "charge",
        "a cost somebody else charges",
        SCENARIOS,
        r"】的?\s*\d+(?:\.\d+)?[%％]",
        r"(?:产生|发生|收取|承担|支付的)[^，。]{0,16}【|】[^。]{0,16}由[^。]{0,16}(?:收取|承担|负担)|(?:减免|免收|免除)[^，。]{0,6}【",
    ),
    rule(
        "perk",
        "a discount or gift of a card or partner",
        SCENARIOS,
        r"(?:赠送|送|免费获赠|获赠|获得|赢|兑换|奖励|返还?)[^，。：]{0,16}【|】[^，。：]{0,20}(?:\d(?:\.\d)?折|折扣|优惠|回馈|立减|满减|返现|红包)",
        r"(?:优惠|折扣|折|立减)[^，。：]{0,10}【|】[^，。：]{0,12}(?:专属积分|积分奖励)",
        spares_channels=True,
    ),
    rule(
        "third_party",
        "a service of somebody else",
        SCENARIOS,
        r"(?:携程|途牛|去哪儿|同程|艺龙|支付宝|京东|淘宝|天猫|美团|滴滴|12306|微信支付|第三方(?:合作)?机构|合作商户|特约商户|联名商户)[^。]{0,30}【",
        r"(?:在|向|由)[^，。；]{0,6}(?:人保|人寿|财险|太保|保险公司)[^，。；]{0,14}【",
        r"请(?:到|至|前往|登录|联系)[^，。]{0,20}(?:公司|营业厅|学校|税务局|医院|公众号|官网|网站)[^，。]{0,8}【",
        spares_channels=True,
    ),
    rule(
        "card_spending",
        "spending with the bank's card in somebody's shop",
        SCENARIOS,
        r"^(?!.*提供[^，。]*【)(?!.*、【)[^【]*【(?:网上购物|在线购物|购物消费)】(?!、)",
        r"】(?:商品)?(?:在线)?(?:支付|付款|下单|货款)",
        item_ids=frozenset({"shopping_mall"}),
    ),
    rule(
        "insurance_named",
        "insurance as a subject, without a verb of selling or paying",
        SCENARIOS,
        r"^(?!【[^】]*】$)(?!.*(?:购买|代理|代销|销售|缴|代收|办理|提供|投资|理财|支持|可)).*"
        r"【(?:、保险、|、保险等|保险产品|投保|保险服务|保险保障)】",
        item_ids=frozenset({"commercial_insurance"}),
    ),
    rule(
        "calculator", "a calculator or a rate table", SERVICES, r"】[^，。]{0,4}(?:计算器|试算|利率表|测算)"
    ),
    rule(
        "custody",
        "assets kept for others, not sold",
        LINES,
        r"】[^，。]{0,10}托管|托管[^，。]{0,30}【",
    ),
    rule(
        "invested_in",
        "what a fund or wealth product invests in or is compared with",
        LINES,
        r"(?:高于|低于|相当于|优于|不等于|区别于|代替|替代)[^，。；]{0,12}【|】[^，。；]{0,2}市场",
        r"投资(?:于|范围|标的|对象|方向|品种)[^。；]{0,60}【|^[^。]*投资于[^。]*【|】[^，。；]{0,20}(?:为投资标的|等投资品)",
    ),
    rule(
        "record",
        "data about it, not the thing",
        SCENARIOS,
        r"】(?:的)?(?:信息|数据|情况)(?!查询|服务|推送)",
    ),
    rule(
        "institution",
        "the name of a trade or of firms",
        SERVICES,
        r"(?<!代[理销])】(?:[、和与][^，。；、]{1,6}){0,3}等?(?:管理人|机构(?!业务|客户|存款|网点|理财)|同业|行业)",
    ),
    rule(
        "reward",
        "what earns rewards",
        LINES,
        r"】与?[^，。]{0,6}(?:奖励|优惠)$",
    ),
    rule(
        "beside",
        "named as what this is beside, or is not",
        SERVICES,
        r"在[^，。；]{0,24}【[^】]*】[^，。；]{0,16}(?:之外|以外)|非【",
    ),
    rule(
        "discounted",
        "a draft that is bought or lent upon, which is a loan",
        LINES,
        r"】[^，。；]{0,12}(?:贴现|买断|质押|押汇|代付)|(?:贴现|福费廷)[^，。；]{0,24}【",
        item_ids=frozenset({"settlement"}),
    ),
    rule(
        "means",
        "how something else is paid",
        LINES,
        r"(?:现金|现钞)(?:或|、|和)【转账",
        item_ids=frozenset({"settlement"}),
    ),
    rule(
        "third_party_machine",
        "somebody else's machine",
        CHANNELS,
        r"(?:VISA|MASTERCARD|银联|标识|境内外|外卡)[^，。；]{0,20}【",
        r"(?:国内银行|他行|其他银行|任意一家银行|任一银行|境外银行)的?[^，。；]{0,6}【",
        item_ids=frozenset({"self_service"}),
    ),
    rule("machine", "the name of a machine", SERVICES, r"】机(?!构|会|票|制|场)"),
    rule(
        "field",
        "a field of a form",
        SERVICES,
        r"】[^，。：]{0,6}(?:额|日期|账号|户名|号码|余额|密码|姓名|卡号)[：:]?\s*$",
    ),
    rule(
        "industry",
        "a trade, firm, fund or event of that name, or the technology of the day, not its use by the bank",
        TECHNOLOGIES,
        rf"】{_MORE}(?:等)?(?:相关|前沿|新兴|技术|领域|服务|应用|行业|创新)*(?:产业|行业|企业|公司|厂商|园区|论坛|峰会|大会|大赛|竞赛|"
        r"培训|讲座|沙龙|课程|专业|专家|人才|概念|板块|主题|指数|股票|时代|浪潮|趋势|知识)",
        rf"】{_MORE}(?:等)?(?:为代表|(?:[^，。；、]{{0,8}}技术)?(?:的)?(?:不断|快速|加速|迅速|持续|蓬勃|深入|日益|逐步)*"
        r"(?:发展|兴起|普及|进步|成熟|到来|崛起|演进|日新月异|改变|重塑|进入))",
        r"(?:投向|支持|走访|调研|参观|授信)[^，。；]{0,12}【[^】]*】[^，。；]{0,12}(?:产业|企业|公司|项目|领域)",
        r"(?:第三方|运营商|外部机构|通信公司)[^，。；]{0,10}【",
        r"】(?:技术|平台|模式)?(?:[（(][^（()）]*[）)])?是(?:一种|指|由|银行|以|在)",
    ),
    rule(
        "explored",
        "studied or planned, not in use",
        TECHNOLOGIES,
        r"(?:探索|研究|研讨|关注|学习|了解|浅谈|展望|什么是|何为)(?:和|与|、)?(?:应用|运用|发展|推进|推动)?[^，。；、的与]{0,5}【",
        r"】[^，。；]{0,10}(?:课题|可行性|应用前景)",
    ),
    rule(
        "third_party_line",
        "somebody else's service line",
        SERVICE_CHANNELS,
        r"(?:(?<![本我])(?<!银行股份有限)(?<!银行有限责任)公司|集团|税务|社保局|医保局|公积金(?:管理)?中心|交警|铁路|运营商|中国移动|中国联通|"
        r"中国电信|工会|政务|交易中心|交易所|12345|12315|12306)[^，。；]{0,6}【",
    ),
)
