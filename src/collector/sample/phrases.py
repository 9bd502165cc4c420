"""All running text of the sample sites: sentence patterns, near misses and furniture.

Every sentence is invented. ``{channel}`` is a channel's noun (or several joined), ``{things}`` a list of
nouns, ``{acts}`` a list of verbs with objects. Furniture names nothing that the survey counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from collector.sample.page import Link

STATED = (
    "您可通过{channel}办理{things}等业务。",
    "{channel}支持{things}。",
    "{channel}为客户提供{things}等服务。",
    "目前，{channel}已开通{things}等功能。",
    "{things}均可在{channel}办理。",
    "我行客户使用{channel}，可享受{things}等便捷服务。",
)
"""Offers that name their channel."""

OPEN = (
    "您足不出户即可办理{things}等业务。",
    "我行线上服务支持{things}。",
    "我行为客户在线提供{things}等服务。",
    "目前已开通{things}等线上功能。",
    "{things}均可在线办理。",
    "我行客户可在线享受{things}等便捷服务。",
)
"""Offers that leave the channel open."""

STATED_ACT = "通过{channel}，您可以{acts}。"
OPEN_ACT = "您可以在线{acts}。"
STATED_ENTRY = "{thing}：进入{channel}，按提示操作即可完成。"
OPEN_ENTRY = "{thing}：按页面提示操作，即可在线完成。"
STATED_HEADING = "{channel}服务项目"
OPEN_HEADING = "服务项目"
TABLE_HEADS = ("服务项目", "办理渠道", "服务时间")
OPEN_TABLE_HEADS = ("服务项目", "服务时间")
HOURS = ("7×24小时", "每日8:00-22:00", "工作日9:00-17:00")

COMING_SOON = "{channel}{thing}功能即将上线，敬请期待。"
NOT_YET = (
    "{channel}暂未开通{thing}，请留意后续公告。",
    COMING_SOON,
    "{channel}暂不支持{thing}，请前往营业网点咨询。",
    "因系统升级，{channel}{thing}功能已下线。",
)
"""Near misses on a channel's own page: the thing is named and not offered."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence that names things without offering them, for banks that offer none of ``items``."""

    items: tuple[str, ...]
    text: str


DOCUMENTS = (
    NearMiss(("water", "electricity", "gas"), "开户时请携带身份证件及近三个月水电费单据作为住址证明。"),
    NearMiss(("tax", "provident_fund"), "申请时须提交个人纳税证明或公积金缴存证明之一。"),
    NearMiss(("social_insurance",), "非本地户籍人士另须提交社保缴纳证明。"),
)
WARNINGS = (
    NearMiss(("etc",), "近期出现以ETC停用为名的诈骗短信，请勿点击其中链接。"),
    NearMiss(("flight_hotel",), "警惕冒充航空公司以机票改签为由索要验证码的诈骗行为。"),
    NearMiss(("social_insurance",), "凡自称社保局要求补缴社保的来电均为诈骗，请勿相信。"),
)
CAMPAIGNS = (
    NearMiss(
        ("fuel_card",),
        "{year}年6月1日至{year}年8月31日，客户充值加油卡满500元立减20元。该活动已于{year}年8月31日结束。",
    ),
    NearMiss(
        ("movie_show",),
        "{year}年3月1日至{year}年5月31日，客户购买电影票享五折优惠。该活动已于{year}年5月31日结束。",
    ),
    NearMiss(
        ("train_ticket",),
        "{year}年1月15日至{year}年2月28日，客户购买火车票可参加抽奖。该活动已于{year}年2月28日结束。",
    ),
)
"""``{year}`` is the year of the article, which is dated after the campaign's end."""
OTHERS_NEWS = (
    NearMiss(("water",), "据市自来水公司通知，自2019年1月1日起，居民水费实行阶梯计价。"),
    NearMiss(("transit_card",), "据公共交通集团消息，新版公交卡将于明年面向市民发行。"),
    NearMiss(("heating",), "据市供热办通知，本采暖季供暖费标准与上年保持一致。"),
)
LOAN_PURPOSE = NearMiss(("tuition",), "贷款资金可用于装修、购车以及子女学费等用途。")
"""Stated only on the page of a channel that offers loans: the loan is offered, paying tuition is not."""
NO_DIRECT_BANK = NearMiss(("direct_bank",), "直销银行正在筹备之中，敬请期待。")
JOBS = (
    "岗位要求：理财经理须持有相关从业资格，有理财产品销售经验者优先。",
    "岗位要求：软件工程师须熟悉至少一种编程语言，有团队协作精神。",
)

WELCOME = "欢迎访问{bank}网站，我们始终以客户为中心，用心做好每一项服务。"
CHANNEL_INTRO = "{channel}以安全、便捷为宗旨，全天候陪伴客户。"
MOBILE_OF_UNION = "我行{channel}使用浙江农信统一平台。"
ABOUT = (
    "{bank}坚持稳健经营、合规为本，不断完善公司治理，努力回报客户、员工和社会。",
    "全行员工秉承勤勉务实的作风，持续改进服务流程，积极参与公益事业。",
)
CONTACT = ("客户可在营业时间前往就近网点咨询，或致电全国统一客户服务热线。", "本网站所载信息以网点公示为准。")
ELSEWHERE = Link("监管机构网站", "http://www.cbirc.gov.cn/")
"""A link to another site, which the sample does not hold and a crawl of one bank does not follow."""
HELP = ("首次使用前，请妥善保管本人密码，切勿向他人透露。", "如遇页面无法显示，请刷新浏览器或稍后再试。")
NEWS = (
    ("关于国庆假期营业安排的公告", "2018-09-27", "国庆假期期间，部分网点调整营业时间，请客户提前安排出行。"),
    ("我行组织员工开展植树活动", "2018-03-12", "本次活动共有百余名员工参加，为城市增添了一抹新绿。"),
    ("我行举办金融知识进社区讲座", "2018-06-20", "志愿者王喆、李堃现场解答居民提问，受到社区好评。"),
)
CAMPAIGN_TITLE = "往期活动回顾"
OTHERS_TITLE = "城市资讯"
WARNING_TITLE = "安全提示"
JOB_TITLE = "招聘公告"
JOB_INTRO = "因业务发展需要，现面向社会公开招聘，应聘者请于2018年11月30日前提交简历。"
MAINTENANCE = (
    "系统维护中",
    "尊敬的客户：为了给您提供更好的服务，我行网站正在进行系统维护，暂停访问，请稍后再试。",
)
NOT_FOUND = ("页面不存在", "您访问的页面不存在或已被移除。")
INTERNAL = ("内部通知", "手机银行现已支持ETC办理和彩票购买。")
"""Stands behind a path that robots.txt disallows; whoever counts it has broken the rule."""
PRICE_LIST = ("服务价格目录（2018年版）", "工本费：每份五元", "挂失手续费：每笔十元")
SLOGAN = (
    "欢迎访问{name}网站！本网站请使用1024×768以上分辨率浏览，"
    "如左侧栏目未能显示，请刷新页面，或更换浏览器后重新访问。"
)
COPYRIGHT = "{name} 版权所有"
STORE_TODAY = (
    "今天为你挑选的 App 和游戏都在这里。看看大家最近在玩什么，读一读开发者的故事，"
    "再认识几款能让生活更轻松的小工具，每天都有新的内容等你来发现。"
)
APP_INTRO = "{app}是{bank}为客户打造的移动服务平台。"
APP_CHANNEL = "{app}是{bank}手机银行客户端。"
