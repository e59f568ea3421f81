"""A sample of every prompt, state, scene and dialog, with the longest words that occur."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk import messages as m
from kiosk import prompts as p

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
    ("姓名", "Name", "欧阳**"), ("身份证", "ID number", "**** 002X"), ("险种", "Insurance", "养老 (4)"),
    ("截至", "Until", "2026-11")))
JOBS = (p.Job("working.checked", "done"), p.Job("working.sealed", "done"), p.Job("working.printing", "now"),
        p.Job("working.take", "next"))
GUIDE = p.Guide(NAME, p.Words("人力资源和社会保障局", "Human Resources and Social Security"), CARD, 2, 0, 1)
REVIEW = p.Review((Path(__file__).parent / "page.png").read_bytes(), FACTS, 1, 0)
TAKE = p.TakeDocument(1, card=True)
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
        Sample("attract-three", m.Attract((SHORT, WATER, PENSION), 129)),
        Sample("home", home), Sample("home-day", home, hour=14, once=True),
        Sample("home-closed", p.ChooseItem((SHUT,), NEAREST)),
        Sample("home-three", p.ChooseItem((TILE, OTHER, THIRD), NEAREST)),
        Sample("guide", GUIDE), Sample("consent-data", p.Consent("data", "1"), 1),
        Sample("card-waiting", card, 1), Sample("card-reading", card, 1, state("reading")),
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
        Sample("wait-fetching", p.Wait("wait.fetching"), 2), Sample("review", REVIEW, 3),
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
        Sample("sorry-face", p.Sorry("face.not_same", CHARGED, "papers.card_on_reader", again=True,
                                     other="sorry.use_code"), 1),
        Sample("there", p.AreYouThere(30), 2, before=FORM),
        Sample("goodbye", END), Sample("goodbye-day", END, hour=14, once=True),
        Sample("goodbye-left", m.Goodbye(("cleared.typed",), False, 10)),
        Sample("notice", m.Notice(("notice.visit_ended", "notice.page_unknown"), 60, "V1124-35696b6c")),
        Sample("moment", m.OneMoment()), Sample("closed", m.OutOfService("journal.full", NEAREST)),
        Sample("ease", home, dialog="ease"), Sample("help", GUIDE, dialog="help"),
    ]
