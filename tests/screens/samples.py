"""A sample of every prompt, state, scene and dialog, with the longest words that occur."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec.structs import replace as changed

from kiosk import messages as m
from kiosk import prompts as p
from tests.screens import data

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = p.Words("个人社会保险参保证明打印", "Social insurance enrolment certificate")
SHORT = p.Words("社保参保证明", "Insurance proof")
NEAREST = p.Words("松林镇便民服务中心，1.2 公里，24 小时开", "Songlin Town Service Centre, 1.2 km, open 24 hours")
CARD = p.Words("身份证", "Your ID card")
TILE = p.Tile("HR-001", SHORT, "social", p.Words("打印，免费", "Print, free"), None, CARD, 2, 0)
SHUT = p.Tile("HR-001", SHORT, "social", p.Words("打印，免费", "Print, free"), "printer.paper_out", CARD, 2)
WATER, PENSION = p.Words("交水费", "Water bill"), p.Words("养老金资格认证", "Pension check")
OTHER = p.Tile("HR-002", PENSION, "social", p.Words("约 1 分钟", "About 1 minute"))
THIRD = p.Tile("WA-001", WATER, "water", p.Words("扫码支付", "Pay by phone"))
FORM = p.Form((
    p.Field("kind", p.Words("哪一种保险", "Which insurance"), "choice",
            (p.Choice("all", p.Words("全部", "All")), p.Choice("a", p.Words("养老", "Pension")),
             p.Choice("b", p.Words("医疗", "Medical"))), initial="all"),
    p.Field("from", p.Words("从哪个月", "From month"), "month", low="2016-11", high="2026-11", initial="2025-12"),
    p.Field("to", p.Words("到哪个月", "To month"), "month", low="2016-11", high="2026-11", initial="2026-11"),
))
ADDRESS = p.Field("address", p.Words("您的新住址", "Your new address"), "text", longest=40,
                  hint=p.Words("写到路名和门牌就够", "Road and house number are enough"))
NUMBER = p.Field("number", p.Words("水表上的户号", "Number on the water meter"), "digits", pattern="[0-9]{10}",
                 longest=10, scan=True,
                 hint=p.Words("在账单右上角，10 位数字", "Ten digits, at the top right of the bill"))
OWNER = p.Field("id", p.Words("孩子的身份证号码", "ID number of the child"), "id")
CITY = p.Field("city", p.Words("您要去哪里看病", "Where will you be treated"), "choice", tuple(
    p.Choice(str(number), p.Words(zh, en)) for number, (zh, en) in enumerate((
        ("杭州市", "Hangzhou"), ("上海市", "Shanghai"), ("南京市", "Nanjing"), ("苏州市", "Suzhou"),
        ("合肥市", "Hefei"), ("武汉市", "Wuhan"), ("呼和浩特市", "Hohhot"), ("北京市", "Beijing"),
        ("广州市", "Guangzhou"), ("成都市", "Chengdu"), ("齐齐哈尔市", "Qiqihar"), ("兰州市", "Lanzhou"),
        ("福州市", "Fuzhou"), ("南昌市", "Nanchang")))))
TYPING = p.Form((ADDRESS,))
SIGN = p.Sign(p.Words("请在声明上签名", "Sign the declaration"), p.Words(
    "本人声明：所填内容属实，同意县里核对。",
    "I declare that what I have stated is true and may be checked by the county."),
    "3f9a01c4" + 56 * "0")
NAME_DRAWN = "88468k4g.9o3s9m6a8u9i.a07i9k8wbi8q.cm3cck9m.ce5sfu5o.ee42eg8s9o9i"
FACTS = tuple(p.Fact(p.Words(zh, en), value) for zh, en, value in (
    ("姓名", "Name", "欧阳**"), ("身份证", "ID number", "**** 002X"), ("险种", "Insurance", "4 种保险"),
    ("截至", "Until", "2026-11")))
JOBS = (p.Job("working.checked", "done"), p.Job("working.sealed", "done"), p.Job("working.printing", "now"),
        p.Job("working.take", "next"))
GUIDE = p.Guide(NAME, p.Words("人力资源和社会保障局", "Human Resources and Social Security"), CARD, 2, 0, 1)
REVIEW = p.Review((Path(__file__).parent / "page.png").read_bytes(), FACTS, 1, 0)
TAKE = p.TakeDocument(1, card=True)
STEPS = ("guide.step1", "guide.step2", "form.title", "guide.step3", "guide.step4")
LONG = changed(GUIDE, steps=STEPS, gives=p.Words("一张带章的证明", "A sealed certificate"), guide=True)
SIX = changed(REVIEW, facts=(*FACTS, p.Fact(p.Words("参保地", "Insured at"), p.Words("云溪县", "Yunxi")),
                             p.Fact(p.Words("累计", "In all"), p.Words("12 个月", "12 months"))))
HOLDS = ("holds.card", "holds.face", "holds.typed", "holds.record")
LOOKED = (p.Lookup(p.Words("县社保局", "County social insurance"), p.Words("参保证明", "Certificate"), "22:39"),
          p.Lookup(p.Words("县公安局", "County police"), p.Words("核对身份", "To check who you are"), "22:38"),
          p.Lookup(p.Words("云溪供水公司", "Yunxi Water Company"), p.Words("水费账单", "Water bill"), "22:41"),
          p.Lookup(p.Words("县医保局", "County health insurance"), p.Words("缴费记录", "What was paid in"), "22:42"),
          p.Lookup(p.Words("县公积金中心", "County housing fund"), p.Words("账户余额", "Balance"), "22:43"))
CHARGED = "money.nothing_charged"
END = m.Goodbye(("cleared.card", "cleared.face", "cleared.typed"), True, 10, "YX-2026-1124-625498")


@dataclass(frozen=True)
class Sample:
    """What is shown, and when.  step: of the step bar, 0 for none; before: what the idle dialog stands over."""

    name: str
    shown: object
    step: int = 0
    status: m.Status | None = None
    draft: dict[str, str] = field(default_factory=dict[str, str])
    hour: int = 22
    dialog: str = ""
    before: p.Prompt | None = None
    preview: bool = False
    lookups: tuple[p.Lookup, ...] = ()
    once: bool = False  # only in the standard size and theme


def state(name: str, fault: str | None = None, step: int = 0, of: int = 0, hint: str = "") -> m.Status:
    return m.Status("V", 1, name, fault, step, of, hint)


def samples() -> list[Sample]:
    """In the order of a visit."""
    attract, home = m.Attract((SHORT,), 1), p.ChooseItem((TILE,), NEAREST)
    card, camera, code = p.ReadCard(), p.LookAtCamera(), p.EnterCode("138****6625")
    both = Sample("take", TAKE, 4)
    return [
        Sample("attract", attract), Sample("attract-day", attract, hour=14, once=True),
        Sample("attract-dawn", attract, hour=6, once=True),
        Sample("attract-some", m.Attract((SHORT, WATER, PENSION), 9, closed=6)),
        Sample("attract-three", m.Attract((SHORT, WATER, PENSION), 129)),
        Sample("home", home), Sample("home-day", home, hour=14, once=True),
        Sample("home-closed", p.ChooseItem((SHUT,), NEAREST)),
        Sample("home-three", p.ChooseItem((TILE, OTHER, THIRD), NEAREST)),
        Sample("guide", GUIDE), Sample("guide-long", LONG), Sample("consent-data", p.Consent("data", "1"), 1),
        Sample("consent-whose", p.Consent("data", "1", p.Words("另一方", "Partner")), 1),
        Sample("card-waiting", card, 1), Sample("card-whose", p.ReadCard(p.Words("欧阳*", "OUYANG *")), 1),
        Sample("card-other", p.ReadCard(other=True), 1), Sample("card-reading", card, 1, state("reading")),
        Sample("card-checked", card, 1, state("checked")),
        Sample("card-refused", card, 1, state("refused", "id.read_failed")),
        Sample("card-wrong", card, 1, state("refused", "id.wrong_card")),
        Sample("consent-face", p.Consent("face", "1"), 1), Sample("camera-start", camera, 1),
        Sample("camera-left", camera, 1, state("left", step=2, of=3), preview=True),
        Sample("camera-hint", camera, 1, state("centre", step=1, of=3, hint="no_face")),
        Sample("code", code, 1), Sample("code-typed", code, 1, draft={"code": "4071"}),
        Sample("code-whole", code, 1, draft={"code": "407162"}),
        Sample("code-wrong", p.EnterCode("138****6625", tries_left=1, wrong=True), 1),
        Sample("wait-code", p.Wait("wait.sending_code"), 1), Sample("form", FORM, 2),
        Sample("form-order", FORM, 2, draft={"from": "2026-11", "to": "2025-12"}),
        Sample("form-choice", p.Form((CITY,)), 2, draft={"city": "6"}),
        Sample("form-choice-last", p.Form((CITY,)), 2, draft={"@page": "1"}, once=True),
        Sample("form-digits", p.Form((NUMBER,)), 2, draft={"number": "330100"}),
        Sample("form-wrong", p.Form((NUMBER,), "form.wrong.check"), 2, draft={"number": "3301004582"}),
        Sample("form-id", p.Form((OWNER,)), 2, draft={"id": "11010519491231002"}),
        Sample("form-text", TYPING, 2, draft={"@mode": "pinyin"}),
        Sample("form-words", TYPING, 2, draft={"address": "云溪县松林镇", "@letters:address": "songlinlu",
                                               "@mode": "pinyin"}),
        Sample("form-latin", TYPING, 2, draft={"address": "云溪县松林镇松林路 12 号 3 单元 508 室", "@mode": "capitals",
                                               "@symbols": "1"}),
        Sample("sign", SIGN, 3), Sample("sign-written", SIGN, 3, draft={"@lines": NAME_DRAWN}),
        Sample("wait-fetching", p.Wait("wait.fetching"), 2), Sample("review", REVIEW, 3), Sample("review-six", SIX, 3),
        Sample("enlarge", REVIEW, 3, dialog="enlarge"), Sample("wrong", REVIEW, 3, dialog="review.wrong"),
        Sample("working", p.Working("working.print.title", JOBS, 600), 4),
        Sample("working-paper", p.Working("working.print.title", JOBS), 4,
               state("printing", "printer.paper_out", 600, 1000)), both,
        replace(both, name="take-card-gone", status=state("card_gone")),
        replace(both, name="take-missing", dialog="take.missing"),
        Sample("sorry-platform", p.Sorry("platform.unsigned", CHARGED, "papers.card_on_reader", again=True,
                                         nearest=NEAREST), 2),
        Sample("sorry-printer", p.Sorry("printer.unknown", CHARGED, "papers.unknown_page", "YX-2026-1124-625498",
                                        nearest=NEAREST), 4),
        Sample("take-card", p.TakeDocument(0, card=True), 4), Sample("take-guide", p.TakeDocument(1, card=False), 4),
        Sample("sorry-face", p.Sorry("face.not_same", CHARGED, "papers.card_on_reader", again=True,
                                     other="sorry.use_code"), 1),
        Sample("sorry-paid", p.Sorry("receipt.paper_out", "money.bill_paid", "papers.no_slip", "YX-2026-1124-625498",
                                     nearest=NEAREST, fen=123456789), 4),
        Sample("sorry-refund", p.Sorry("dispenser.jam", "money.refund_pending", "papers.card_unknown",
                                       "YX-2026-1124-625498", fen=3500), 4),
        *_choosing(), *_paying(), *_told(),
        Sample("there", p.AreYouThere(30), 2, before=FORM),
        Sample("goodbye", END), Sample("goodbye-day", END, hour=14, once=True),
        Sample("goodbye-card", changed(END, card=True)),
        Sample("goodbye-left", m.Goodbye(("cleared.typed",), False, 10)),
        Sample("notice", m.Notice(("notice.visit_ended", "notice.print_unknown"), 60, "V1124-35696b6c")),
        Sample("moment", m.OneMoment()), Sample("closed", m.OutOfService("journal.full", NEAREST)),
        Sample("ease", home, dialog="ease"), Sample("help", GUIDE, dialog="help"),
        Sample("holds", REVIEW, 3, dialog="holds", lookups=LOOKED), Sample("holds-none", attract, dialog="holds"),
        Sample("notice-slip", m.Notice(("notice.visit_ended", "notice.nothing_open"), 60, "V1124-35696b6c", slip=True)),
    ]


def _choosing() -> list[Sample]:
    """Home with departments, what is behind it, and the search."""
    many, shut = data.home(), data.home(("HR-001", "HR-004", "HR-012"))
    return [
        Sample("home-all", many), Sample("home-all-day", many, hour=14, once=True), Sample("home-all-closed", shut),
        Sample("home-some", data.home(every=False)), Sample("home-department", shut, draft={"open": "HR"}),
        Sample("home-department-next", shut, draft={"open": "HR", "page": "1"}),
        Sample("home-departments", many, draft={"open": "*"}),
        Sample("search", many, draft={"find": ""}), Sample("search-initials", shut, draft={"find": "sbk"}),
        Sample("search-many", many, draft={"find": "s"}), Sample("search-words", many, draft={"find": "card"}),
        Sample("search-nothing", many, draft={"find": "xyz"}),
    ]


def _paying() -> list[Sample]:
    shown = changed(data.PAY, code=b"")
    return [
        Sample("scan-bill", p.Scan("bill"), 1), Sample("scan-seen", p.Scan("bill"), 1, state("seen")),
        Sample("scan-refused", p.Scan("case"), 1, state("refused", "code.locked")),
        Sample("scan-pay", p.Scan("pay", typing=False), 3),
        Sample("bill", data.BILL, 2), Sample("bill-long", data.LONG_BILL, 2),
        Sample("pay", data.PAY, 3), Sample("pay-late", data.PAY, 3, state("waiting", step=37, of=180)),
        Sample("pay-dear", data.DEAR, 3), Sample("pay-shown", shown, 3),
        Sample("pay-asking", data.PAY, 3, state("asking")), Sample("pay-closing", data.PAY, 3, state("closing")),
        Sample("pay-paid", data.PAY, 3, state("paid")),
    ]


def _told() -> list[Sample]:
    """What was found or made, how it is taken along, how it was."""
    slip, card = p.TakeSlip(final=True), p.TakeCard(p.Words("新社保卡", "your new card"))
    return [
        Sample("statement", data.STATEMENT, 2), Sample("statement-long", data.LONG, 2),
        Sample("statement-next", data.LONG, 2, draft={"page": "1"}),
        Sample("statement-last", data.LONG, 2, draft={"page": "9"}), Sample("statement-plain", data.PLAIN, 4),
        Sample("slip", slip, 4), Sample("slip-pending", p.TakeSlip(final=False), 4),
        Sample("slip-missing", slip, 4, dialog="take_slip.missing"),
        Sample("card-feeding", card, 4, state("feeding")), Sample("card-made", card, 4, state("checking")),
        Sample("card-presented", card, 4, state("presented")),
        Sample("resume", p.Resume(data.WAITING[:1])), Sample("resume-five", p.Resume(data.WAITING)),
        Sample("rate", data.RATE), Sample("rate-good", data.RATE, draft={"stars": "5", "tags": "50,53"}),
        Sample("rate-bad", data.RATE, draft={"stars": "1"}),
    ]
