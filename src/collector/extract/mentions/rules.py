"""Rules that see a whole sentence, what stands above it, or the page. Data only; judge.py applies them.

The rules that see one clause are in clause_rules.py. Within a table the first rule that applies decides.
"""

from __future__ import annotations

import re

from collector.extract.mentions.rule import (
    EVERYTHING,
    LINES,
    NOT_CHANNELS,
    SCENARIOS,
    SERVICES,
    TECHNOLOGIES,
    rule,
)

_ANYTHING = r"(?s)."
LAUNCH = re.compile(
    r"(?:正式|成功|全新|新增|同步|率先|全面|现已|已|又)?(?:上线|推出|开通|开办|新增|启用|投产)(?!仪式|典礼|[^，。]{0,4}(?:活动|竞赛))"
)

PAGE_RULES = (
    rule("news", "a news page reports, it does not offer", SERVICES, _ANYTHING),
    rule("recruitment", "the page recruits staff", NOT_CHANNELS, _ANYTHING),
    rule("regulation", "the page quotes a regulation", NOT_CHANNELS, _ANYTHING),
)

SENTENCE_RULES = (
    rule(
        "fraud_warning",
        "the sentence warns of fraud",
        EVERYTHING - TECHNOLOGIES,
        "诈骗|谨防|警惕|冒充|不法分子|犯罪分子|钓鱼|骗取|骗局|骗子|受骗|上当|被骗|套取|假冒|仿冒|虚假|盗刷|盗取|伪基站|木马|黄牛|"
        "陌生(?:链接|短信|来电|电话)|可疑|非法集资|洗钱|电信网络新型违法",
    ),
    rule(
        "maintenance",
        "service is interrupted for a while",
        EVERYTHING,
        "(?:系统|网络|机房|例行|设备)[^，。]{0,10}(?:升级|维护|切换|演练|检修|割接)[^。]*(?:暂停|停止|中断|无法|不可用|影响)",
        "(?:暂停|停止|中断)[^。]*(?:系统|网络)[^，。]{0,8}(?:升级|维护|切换)",
    ),
    rule(
        "requirement_sentence",
        "the sentence lists documents to bring",
        SERVICES,
        "(?:准备|提供|提交|携带|出具)(?:以下|下列|如下)[^。；]{0,6}(?:单据|材料|资料|文件|证件)",
    ),
    rule(
        "expense",
        "an expense of an office or firm, not a bill of a customer",
        SCENARIOS,
        "报销|差旅费|招待费|会议费|办公费|劳务费",
    ),
    rule(
        "misuse",
        "the sentence warns of people who misuse the technology",
        TECHNOLOGIES,
        "谨防|警惕|提防|切勿|请勿|不法分子|诈骗分子|犯罪分子|骗取|骗局|骗子|受骗|上当|被骗|冒充|假冒|仿冒|噱头|非法集资|骚扰",
    ),
    rule(
        "trade_at_large",
        "the sentence is about banks at large, not this one",
        TECHNOLOGIES,
        r"^(?!.*(?:我行|本行|该行|我社|全行|[^业商小各]银行)).*(?:银行业|商业银行(?!股份)|中小银行|金融业|金融行业|金融机构|各家银行|"
        r"传统银行|监管部门|金融科技企业)",
    ),
    rule("question", "a question offers nothing", NOT_CHANNELS, "(?:是否|能否|可否)[^。]*[？?]|吗[？?]"),
    rule(
        "recruitment_sentence",
        "the sentence is about staff to be hired",
        NOT_CHANNELS,
        "招聘|应聘|报名人员|考生|笔试|面试|录用|招录|简历|拟聘|聘用|入职|岗位职责|任职",
    ),
    rule(
        "campaign",
        "a campaign with prizes or dates",
        SERVICES,
        "获奖|中奖|抽奖|奖品|大奖|一等奖|二等奖|三等奖|幸运奖|参与奖|奖\\d|名单公布|活动(?:已|现已|将)?(?:于[^，。]{0,8})?结束",
        "活动(?:时间|日期|期间|期限|规则|对象|细则)|截止(?:到|至|日期|时间)|活动期|\\d日期间|有礼活动|活动[（(]\\d{4}年|前[一二三四五六七八九十百千万\\d]+名|兑奖|赠品|送完即止|赢取",
    ),
    rule(
        "own_affairs",
        "the bank's or a client's own affairs, not a service to customers",
        SCENARIOS,
        "志愿者|志愿服务|捐赠|捐款|慰问|走访|调研|参观|莅临|获评|荣获|荣誉|竞赛|演讲|党支部|党委|党建|党员大会|座谈|签约仪式|"
        "保费[^，。]{0,8}亿|居同业|位居|首位|揭牌|表彰|采访|员工(?:体检|培训)|本行员工|授信(?:额度)?[^，。]{0,8}(?:亿|万)",
        "(?:为|向|对)某?[^，。]{1,20}(?:公司|集团|项目)[^，。]{0,6}(?:发放|提供)[^，。]{0,8}(?:贷款|融资|授信)",
        spares_channels=True,
    ),
    rule(
        "loan_purpose",
        "the money of a loan or draft may be spent on it",
        SCENARIOS,
        "(?:贷款|借款|融资|资金|消费贷|额度|汇票|信用卡分期|授信)[^。]{0,40}(?:用于|用途|用以|用来|使用范围|满足|解决)",
        "(?:用于|用途|用以|用来)[^。]{0,60}(?:贷款|借款|融资|分期|汇票)",
        "汇[^。]{0,40}适用于",
        "(?:可|可以|即可)?申请[^，。]{0,12}(?:助学贷款|教育贷款|贷款)",
        "(?:助学|教育|留学|装修|购车|消费|旅游)贷款[^，。]{0,8}(?:可|用|支付)",
        "(?:发放|申请|提供|审批|支持)[^，。]{0,30}(?:贷款|融资|授信)[^。]*(?:项目|建设|企业)",
        "质押|作为还款来源|收费权",
    ),
)

HEADING_RULES = (
    rule(
        "requirement",
        "listed under conditions or documents asked for",
        SERVICES,
        "(?:所需|申请|提供|提交|准备|携带|递交|办理|贷款|开户|需要|须|应)[^ ]{0,6}"
        "(?:材料|资料|证件|文件|单据)|申请条件|办理条件|"
        "贷款条件|准入条件|申办条件|开办条件|开通条件|客户条件|借款人条件|申请人条件|适用对象|适用客户|适用范围|"
        "服务对象|贷款对象|具备(?:以下|下列)[^ ]{0,4}条件|申请对象|发卡对象|目标客户|客户群体|材料清单|"
        "资料清单|贷款用途|资金用途|担保方式|费用标准|收费标准|费税标准|资费(?:标准|说明|详情)",
    ),
    rule(
        "instructions",
        "named in steps or advice for another thing",
        LINES,
        "开通流程|操作指南|操作流程|操作步骤|操作方法|操作说明|使用方法|常见问题|热点问题|温馨提示|友情提示|注意事项|登录介绍|安全措施",
    ),
    rule(
        "agreement",
        "a clause of a contract",
        SCENARIOS,
        "第[一二三四五六七八九十\\d]+(?:部分|章|条)|(?:合同|协议|章程)(?:书|》|$| )",
    ),
    rule(
        "custody_section",
        "listed under custody of others' assets",
        LINES,
        "托管",
        item_ids=frozenset({"trust", "wealth", "loan", "settlement"}),
    ),
    rule("rate_table", "listed in a table of rates or prices", SCENARIOS, "利率|费率|价目"),
    rule(
        "perk_section",
        "listed under privileges of a card",
        SCENARIOS,
        "礼宾|礼遇|增值服务|特惠$|专享优惠|贵宾权益|贵宾厅|贵宾服务|尊享权益|特色权益|专属权益",
    ),
    rule("disclaimer", "a disclaimer", SERVICES, "责任声明|免责声明|责任说明"),
    rule("glossary", "a word explained", SERVICES, "名词解释|释义|术语"),
    rule("job", "listed under jobs", NOT_CHANNELS, "招聘|诚聘|招贤|岗位|任职"),
    rule(
        "prize",
        "listed under a campaign's rules",
        SCENARIOS,
        "活动(?:时间|规则|奖品|内容|细则)|奖品|奖项|获奖",
    ),
    rule(
        "fraud_section",
        "listed under safety advice",
        SERVICES | TECHNOLOGIES,
        "防诈骗|反诈|防骗|诈骗|风险提示|安全提示",
    ),
)

SUBJECT_RULES = (
    rule(
        "annuity",
        "about enterprise annuities, which are no line and no scenario",
        SERVICES,
        "企业年金|年金计划",
    ),
)

MENU_RULES = (
    rule(
        "wealth_category",
        "a class of wealth products",
        LINES,
        "理财",
        item_ids=frozenset({"cash_management"}),
    ),
)
