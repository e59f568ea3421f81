"""Prompts of the samples: a county's home screen, a bill, a record, with the longest words that occur."""

from __future__ import annotations

from pathlib import Path

from kiosk import prompts as p

W = p.Words
CODE = (Path(__file__).parent / "code.png").read_bytes()
DEPARTMENTS = tuple(p.Department(key, W(zh, en), icon) for key, zh, en, icon in (
    ("HR", "社保就业", "Pensions", "social"), ("MI", "医疗保险", "Medical care", "med"),
    ("HF", "公积金", "Housing fund", "fund"), ("PS", "户口证件", "ID & family", "hukou"),
    ("TP", "车和驾照", "Driving", "car"), ("NR", "房产登记", "Property", "house"),
    ("CA", "婚姻救助", "Marriage, aid", "heart"), ("TX", "税费发票", "Taxes", "tax"),
    ("HE", "卫生健康", "Health", "health"), ("ED", "教育考试", "Schools", "book"),
    ("UT", "水电燃气", "Utilities", "water"), ("AG", "农业农村", "Farming", "doc")))
ITEMS = (
    ("HR-001", "社保参保证明", "Insurance proof", "social", "打印，免费", "Print, free", "she bao can bao zheng ming"),
    ("UT-001", "交水费", "Water bill", "water", "扫码支付", "Pay by phone", "jiao shui fei"),
    ("HR-004", "养老金资格认证", "Pension check", "social", "约 1 分钟", "About 1 minute",
     "yang lao jin zi ge ren zheng"),
    ("TX-002", "个税纳税记录", "Income tax record", "tax", "打印，免费", "Print, free", "ge shui na shui ji lu"),
    ("HR-010", "查社保卡状态", "Social security card status", "card", "当场看到，免费", "Seen at once, free",
     "cha she bao ka zhuang tai"),
    ("HR-011", "社保卡挂失", "Report a lost social security card", "lock", "约 1 分钟，免费", "About 1 minute, free",
     "she bao ka gua shi"),
    ("HR-012", "补办社保卡", "New social security card", "card", "约 3 分钟", "About 3 minutes", "bu ban she bao ka"),
    ("HR-013", "灵活就业人员参保登记证明", "Enrolment of the self-employed, certificate", "doc", "打印，免费",
     "Print, free", "ling huo jiu ye ren yuan can bao deng ji zheng ming"),
    ("HR-014", "失业登记", "Register as unemployed", "edit", "约 5 分钟", "About 5 minutes", "shi ye deng ji"),
    ("HR-015", "社保缴费明细", "Contributions, month by month", "doc", "打印，免费", "Print, free",
     "she bao jiao fei ming xi"),
    ("HR-016", "养老金领取明细", "Pension paid, month by month", "doc", "打印，免费", "Print, free",
     "yang lao jin ling qu ming xi"),
)


def home(closed: tuple[str, ...] = (), every: bool = True) -> p.ChooseItem:
    """The items above and one for each other department."""
    tiles = [p.Tile(key, W(zh, en), icon, W(note, noted), "printer.paper_out" if key in closed else None, minutes=2,
                    department=key[:2], words=(spoken,)) for key, zh, en, icon, note, noted, spoken in ITEMS]
    have = {tile.department for tile in tiles}
    if every:
        tiles += [p.Tile(f"{one.key}-001", one.name, one.icon, W("打印", "Print"), department=one.key)
                  for one in DEPARTMENTS if one.key not in have]
    return p.ChooseItem(tuple(tiles), W("松林镇便民服务中心，1.2 公里，24 小时开",
                                        "Songlin Town Service Centre, 1.2 km, open 24 hours"), DEPARTMENTS)


def fact(zh: str, en: str, value: str | p.Words) -> p.Fact:
    return p.Fact(W(zh, en), value)


OCTOBER = W("2026 年 10 月", "October 2026")
WATER = W("松林村水费", "Songlin water")
BILL = p.CheckBill(
    W("云溪县城乡供水有限公司", "Yunxi Town and Country Water Company"),
    (fact("户号", "Account", "****3021"), fact("户名", "Name", "欧阳**"), fact("账期", "Month", OCTOBER)),
    (fact("水费 18 吨", "Water, 18 t", "61.20"), fact("污水处理费", "Waste water", "23.40"),
     fact("违约金", "Late payment", "1.80")), 8640)
LONG_BILL = p.CheckBill(
    BILL.unit, (*BILL.rows, fact("地址", "Address", W("松林镇松林村 3 组 18 号", "3-18 Songlin Village, Songlin"))),
    (*BILL.lines, fact("垃圾处理费", "Refuse", "12.00"), fact("水资源税", "Water tax", "36.00")), 123456789)
PAY = p.Pay(8640, WATER, (fact("账期", "Month", OCTOBER), fact("户号", "Account", "****3021"),
                          fact("手续费", "Fee", W("手续费 0 元", "no fee"))), CODE, 180, scan=True, digits="8421")
DEAR = p.Pay(123456789, W("国有建设用地使用权出让金", "Transfer price of a right to use land"), (), CODE, 180,
             digits="0070")
FACTS = (fact("姓名", "Name", "欧阳**"), fact("身份证", "ID number", "**** 002X"),
         fact("险种", "Insurance", W("城乡居民基本养老保险", "Basic pension, residents")),
         fact("缴费状态", "State", W("正常缴费", "Paid up")), fact("累计月数", "Months in all", "128"),
         fact("个人账户余额", "Account balance", "¥ 48,216.35"))
STATEMENT = p.Statement(
    W("您的社保参保情况", "Your social insurance"),
    (p.Section(W("参保人", "Insured"), FACTS[:2]), p.Section(W("城乡居民基本养老保险", "Pension"), FACTS[2:])),
    W("2026 年 11 月的数据。", "As of November 2026."), slip=True, paper=True)
LONG = p.Statement(W("您的缴费明细", "Your contributions"), tuple(
    p.Section(W(f"{year} 年缴费", f"Contributions of {year}"), FACTS[:2 + year % 5]) for year in range(2019, 2027)))
PLAIN = p.Statement(W("社保卡已经挂失", "The card is reported lost"),
                    (p.Section(W("这张卡", "This card"), FACTS[:3]),), W("谁也用不了它。", "Nobody can use it."))
TAGS = {
    "5": tuple(p.Choice(f"5{at}", W(zh, en)) for at, (zh, en) in enumerate((
        ("一窗受理一次办结", "All done in one go"), ("可以先受理后补材料", "Papers could follow later"),
        ("不用提交证明", "No proof was asked for"), ("可以全程网上办理", "All of it works online"),
        ("可以使用手机办理", "Works by phone"), ("可以就近办理", "Near my home"),
        ("无需材料直接办理", "No papers needed"), ("服务热情效率高", "Friendly and quick")))),
    "1": tuple(p.Choice(f"1{at}", W(zh, en)) for at, (zh, en) in enumerate((
        ("没有提供材料样本", "No sample papers"), ("没有提供材料清单", "No list of papers"),
        ("未在承诺时间内办结", "Not done in the time promised"),
        ("同样内容的证明材料被要求多次提交", "Asked twice for the same"),
        ("承诺网办但无法全程网办", "Online was promised, but not so")))),
}
RATE = p.Rate(W("个人社会保险参保证明打印", "Social insurance enrolment certificate"), TAGS)
WAITING = tuple(p.Waiting(key, W(zh, en), "2026-11-22") for key, zh, en in (
    ("a", "个人社会保险参保证明打印", "Social insurance enrolment certificate"),
    ("b", "个税纳税记录", "Income tax record"), ("c", "不动产登记信息查询结果证明", "Property register, search result"),
    ("d", "无房证明", "Proof of no property"), ("e", "户籍证明", "Proof of household")))
