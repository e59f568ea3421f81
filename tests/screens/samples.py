"""A sample of every prompt and scene, with the longest words that occur."""

from __future__ import annotations

from pathlib import Path

from kiosk import messages as m
from kiosk import prompts as p

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = p.Words("个人社会保险参保证明打印", "Social insurance enrolment certificate")
SHORT = p.Words("社保参保证明", "Insurance proof")
NEAREST = p.Words("松林镇便民服务中心，1.2 公里，24 小时开", "Songlin Town Service Centre, 1.2 km, open 24 hours")
TILE = p.Tile("HR-001", SHORT, "social", p.Words("打印，免费", "Print, free"))
FORM = p.Form((
    p.Field("kind", p.Words("哪一种保险", "Which insurance"), "choice",
            (p.Choice("all", p.Words("全部", "All")), p.Choice("a", p.Words("养老", "Pension")),
             p.Choice("b", p.Words("医疗", "Medical"))), initial="all"),
    p.Field("from", p.Words("从哪个月", "From month"), "month", low="2016-11", high="2026-11", initial="2025-12"),
    p.Field("to", p.Words("到哪个月", "To month"), "month", low="2016-11", high="2026-11", initial="2026-11"),
))
FACTS = tuple(p.Fact(p.Words(zh, en), value) for zh, en, value in (
    ("姓名", "Name", "欧阳**"), ("身份证", "ID number", "**** 002X"), ("险种", "Insurance", "养老 (4)"),
    ("截至", "Until", "2026-11")))
JOBS = (p.Job("working.checked", "done"), p.Job("working.sealed", "done"), p.Job("working.printing", "now"),
        p.Job("working.take", "next"))


def page() -> bytes:
    return (ROOT / "build" / "art" / "mark.png").read_bytes()


def prompts() -> list[p.Prompt]:
    return [
        p.ChooseItem((TILE,), NEAREST),
        p.ChooseItem((p.Tile("HR-001", SHORT, "social", SHORT, "printer.paper_out"),), NEAREST),
        p.Guide(NAME, p.Words("人力资源和社会保障局", "Human Resources and Social Security"),
                p.Words("身份证", "Your ID card"), 2, 0, 1),
        p.Consent("data", "1"), p.Consent("face", "1"), p.ReadCard(), p.LookAtCamera(), p.EnterCode("138****6625"),
        p.EnterCode("138****6625", tries_left=1, wrong=True), FORM, p.Review(page(), FACTS, 1, 0),
        p.Wait("wait.fetching"),
        p.Working("working.print.title", JOBS, 600), p.TakeDocument(1, card=True),
        p.Sorry("platform.unsigned", "money.nothing_charged", "papers.card_on_reader", again=True, nearest=NEAREST),
        p.Sorry("printer.unknown", "money.nothing_charged", "papers.unknown_page", "YX-2026-1124-625498",
                nearest=NEAREST),
        p.AreYouThere(30),
    ]


def scenes() -> list[object]:
    return [
        m.Attract((SHORT, NAME, SHORT), 129), m.OneMoment(),
        m.Notice(("notice.visit_ended", "notice.page_unknown"), 60, "V1124-35696b6c"),
        m.Goodbye(("cleared.card", "cleared.face", "cleared.typed"), True, 10, "YX-2026-1124-625498"),
        m.OutOfService("journal.full", NEAREST),
    ]
