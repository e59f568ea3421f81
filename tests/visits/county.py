"""A county in memory, for conversation robots: items of every journey, bills, cases, cards, and how they change."""

from __future__ import annotations

from services.models import (
    Bill,
    BillLine,
    Case,
    CaseStep,
    Catalog,
    CodeChecked,
    CodeSent,
    EBill,
    Failure,
    Filed,
    FinishedCard,
    IssuedDocument,
    Item,
    Named,
    Option,
    Order,
    Party,
    Question,
    Record,
    Refund,
    Row,
    Section,
    Slot,
)


def named(text: str) -> Named:
    return Named(text, text)


def item(key: str, journey: str, auth: str, hardware: tuple[str, ...], **more: object) -> Item:
    return Item(
        key, "992014001000", named("证明"), named(key), named("打印"), named("人社"), "doc", journey, auth,
        named("身份证"), 2, int(str(more.pop("fee_fen", 0))), 1, hardware, **more,  # type: ignore[arg-type]
    )


MONTHS = (
    Question("from", named("从"), "month", low="now-60m", high="now", initial="now-11m"),
    Question("kind", named("险种"), "choice", (Option("all", named("全部")),), initial="all"),
)
ITEMS = (
    item("HR-001", "certificate", "L2", ("id_reader", "a4_printer"), fields=MONTHS),
    item("NR-001", "certificate", "L2", ("id_reader", "a4_printer"), fee_fen=500, rank=1),
    item("HR-003", "query", "L2", ("id_reader",), rank=2),
    item("GS-002", "query", "L1", ("id_reader",), source="cases", rank=3),
    item("GS-001", "query", "L0", (), source="guide", rank=4,
         fields=(Question("item", named("哪一件"), "choice", source="items"),)),
    item("FI-001", "pay", "BILL", ("receipt_printer",), rank=5,
         fields=(Question("code", named("识别码"), "digits", pattern="[0-9]{20}", longest=20, scan=True),)),
    item("CA-002", "apply", "L1", ("id_reader", "receipt_printer"), rank=6,
         roles=(Option("applicant", named("申请人")), Option("partner", named("另一方"))),
         fields=(Question("slot", named("时间"), "choice", source="slots"),)),
    item("HR-022", "apply", "L3", ("id_reader", "receipt_printer"), rank=7, statement=named("我承诺"),
         settle="promised", fields=(Question("tier", named("档次"), "choice", (Option("500", named("500 元")),)),)),
    item("GS-013", "collect", "L2", ("id_reader", "dispenser"), rank=8),
)
CATALOG = Catalog(
    1, "2026-11-01T00:00:00Z", ITEMS, named("松林镇便民中心"),
    tags={"5": (Option("510", named("一窗受理一次办结")),), "1": (Option("108", named("不满意")),)},
)
BILL = Bill("33010226000000000017", named("云溪县财政局"), "李**", "2026-11",
            (BillLine(named("水费"), 8640, 0, 0),), 8640, "2026-12-01")
EBILL = EBill("33010126", "0000000001", "a1b2c3")
CODE = "33010226000000000017"


class Platform:
    """kiosk.visit.ports.PlatformPort; tests set what it answers.  `pays`: whether the phone pays at once."""

    def __init__(self) -> None:
        self.code: list[CodeChecked | Failure] = [CodeChecked(True, 3)]
        self.issued: list[IssuedDocument | Failure] = []
        self.proven: list[str] = []
        self.pays = True
        self.orders: dict[str, Order] = {}
        self.refunds: dict[str, Refund] = {}
        self.filings: dict[str, tuple[list[Party], dict[str, str], dict[str, str]]] = {}
        self.bills: list[Bill | Failure] = []
        self.silent: list[str] = []  # calls that bring no word
        self.waiting_cards: list[FinishedCard] = [FinishedCard("C1", named("社保卡"), "04A1", "李**")]

    def send_code(self, number: str) -> CodeSent | Failure:
        return CodeSent("138****6625", 3, 60)

    def check_code(self, code: str) -> CodeChecked | Failure:
        return self.code.pop(0)

    def report_face(self, number: str) -> None:
        self.proven.append("face")

    def issue(self, item: str, number: str, name: str, fields: dict[str, str]) -> IssuedDocument | Failure:
        if self.issued:
            return self.issued.pop(0)
        return IssuedDocument("YX-1", b"%PDF", "seal", 1, ((named("姓名"), "样*"),))

    def document(self, serial: str, number: str) -> IssuedDocument | Failure:
        return IssuedDocument(serial, b"%PDF", "seal", 1, ())

    def record(self, item: str, number: str, fields: dict[str, str]) -> Record | Failure:
        return Record(named("缴费记录"), named("人社局"), "2026-11-01",
                      (Section(named("养老"), (Row(named("2026"), "12 个月"),)),))

    def slots(self, item: str) -> list[Slot] | Failure:
        return [Slot("2026-12-01T09:00", named("12 月 1 日 9 点"), 3)]

    def file(
        self, key: str, item: str, people: list[Party], fields: dict[str, str], signature: dict[str, str]
    ) -> Filed | Failure:
        if "file" in self.silent:
            self.silent.remove("file")
            return Failure("platform.slow")
        self.filings[key] = (people, fields, signature)
        return Filed("99-0001", "2026-11-24", "2026-12-08" if item == "HR-022" else "", ())

    def filed(self, key: str) -> Filed | None | Failure:
        return Filed("99-0001", "2026-11-24", "", ()) if key in self.filings else None

    def cases(self, number: str, case: str = "") -> list[Case] | Failure:
        return [Case("99-0001", named("养老"), "doing", (CaseStep("2026-11-20", named("受理")),), "2026-12-08")]

    def cards(self, item: str, number: str) -> list[FinishedCard] | Failure:
        return self.waiting_cards

    def hand_over(self, key: str, item: str, number: str, case: str) -> None | Failure:
        return None

    def bill(self, item: str, fields: dict[str, str]) -> Bill | Failure:
        return self.bills.pop(0) if self.bills else BILL

    def fee(self, item: str, serial: str) -> Bill | Failure:
        return Bill("33010226000000000025", named("不动产登记中心"), "", "", (BillLine(named("工本费"), 500),), 500, "")

    def order(self, key: str, bill: str, fen: int) -> Order | Failure:
        if "order" in self.silent:
            return Failure("platform.slow")
        return self.orders.setdefault(key, Order(key, bill, fen, "pending", f"http://phone/{key}", 180))

    def order_of(self, key: str) -> Order | None | Failure:
        if "order_of" in self.silent:
            return Failure("platform.slow")
        order = self.orders.get(key)
        if order and order.state == "pending" and self.pays:
            self.pay(key)
        return self.orders.get(key)

    def pay(self, key: str, posted: bool = True) -> None:
        order = self.orders[key]
        self.orders[key] = Order(key, order.bill, order.fen, "paid", order.link, 0, posted, EBILL if posted else None)

    def charge(self, key: str, code: str) -> Order | Failure:
        if not code.startswith("13"):
            return Failure("pay.bad_code")
        self.pay(key)
        return self.orders[key]

    def close(self, key: str) -> Order | Failure:
        order = self.orders.get(key) or Order(key, "", 0, "closed", "", 0)
        if order.state == "pending":
            self.orders[key] = Order(key, order.bill, order.fen, "closed", order.link, 0)
        return self.orders.setdefault(key, order)

    def refund(self, key: str, order: str, fen: int) -> Refund | Failure:
        return self.refunds.setdefault(key, Refund(key, order, fen, "refunded"))
