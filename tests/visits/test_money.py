"""Money by conversation robot: paid, not wanted, unknown, late, and what goes back."""

from __future__ import annotations

import pytest

from kiosk import paying
from kiosk.backstage import OpenEffect
from kiosk.effects import Outcome
from kiosk.paying import Debt, owed
from kiosk.prompts import Leave, No, Pay, Pick, Scan, Sorry, Statement, Yes
from kiosk.visit import money
from kiosk.visit.conversation import Stopped
from services.models import Failure, Refund
from tests.visits.robot import Robot, World, chooses, hold


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paying, "ASK_S", 0.5)


def states(world: World) -> list[tuple[str, str]]:
    return [(one.kind, one.state) for one in world.effects]


def test_a_bill_is_paid_by_phone_and_its_receipt_comes() -> None:
    robot = Robot(chooses("FI-001"))
    ended, world = hold(robot)
    assert states(world) == [("pay", "done"), ("slip", "done")] and ended.reason == "finished"
    assert "33010126" in str(world.slips[0]) and "86.40" in str(world.slips[0])
    assert not world.refunds


def test_who_does_not_want_to_pay_leaves_a_closed_order_and_no_money() -> None:
    robot = Robot({**chooses("FI-001"), Pay: No()})
    ended, world = hold(robot, lambda world: setattr(world, "pays", False))
    assert world.orders["V1-1"].state == "closed" and states(world) == [("pay", "not_done")]
    assert robot.sorry().money == "money.nothing_charged" and ended.reason == "stopped"


def test_not_now_can_be_thought_over_and_opens_a_new_order() -> None:
    robot = Robot({**chooses("FI-001"), Pay: [No(), None], Sorry: Pick("again")})

    async def later(world: World) -> None:
        await robot.until(lambda: len([one for one in robot.shown if isinstance(one, Pay)]) == 2)
        world.pays = True

    _, world = hold(robot, lambda world: setattr(world, "pays", False), later)
    assert states(world) == [("pay", "not_done"), ("pay", "done"), ("slip", "done")]


def test_who_walks_away_while_the_offer_stands_leaves_it_closed() -> None:
    robot = Robot({**chooses("FI-001"), Pay: Leave()})
    ended, world = hold(robot, lambda world: setattr(world, "pays", False))
    assert world.orders["V1-1"].state == "closed" and ended.reason == "left"


def test_money_that_was_faster_than_the_withdrawal_counts() -> None:
    robot = Robot({**chooses("FI-001"), Pay: No()})

    def close(world: World) -> None:
        world.pays = False
        world.close = lambda key: (world.pay(key), world.orders[key])[1]  # type: ignore[method-assign]

    _, world = hold(robot, close)
    assert states(world)[0] == ("pay", "done") and len(world.slips) == 1


def test_a_bill_that_somebody_else_has_paid_meanwhile_gives_the_money_back() -> None:
    robot = Robot(chooses("FI-001"))
    _, world = hold(robot, lambda world: setattr(world, "pay", lambda key: World.pay(world, key, posted=False)))
    assert states(world) == [("pay", "done"), ("refund", "done")]
    assert [refund.order for refund in world.refunds.values()] == ["V1-1"]
    assert robot.sorry().fault == "bill.paid" and robot.sorry().money == "money.refunded"


def test_a_platform_without_a_word_leaves_the_payment_unknown_and_gives_a_pending_slip() -> None:
    robot = Robot({**chooses("FI-001"), Pay: No()})

    async def lose(world: World) -> None:
        await robot.until_prompt(Pay)

    def change(world: World) -> None:
        world.pays = False
        world.close = lambda key: Failure("platform.slow")  # type: ignore[method-assign]

    _, world = hold(robot, change, lose)
    assert states(world)[0] == ("pay", "unknown") and states(world)[1] == ("slip", "done")
    assert robot.sorry().money == "money.unknown" and not world.refunds


def test_a_fee_is_paid_before_the_page_and_the_page_knows_its_payment() -> None:
    robot = Robot(chooses("NR-001"))
    ended, world = hold(robot)
    assert states(world) == [("pay", "done"), ("print", "done"), ("slip", "done")] and ended.document
    assert world.effects[1].facts["order"] == "V1-1" and not world.refunds


def test_a_paid_page_that_cannot_come_is_given_back_before_anybody_leaves() -> None:
    robot = Robot({**chooses("NR-001"), Sorry: Yes()})
    _, world = hold(robot, lambda world: setattr(world, "outcome", Outcome("not_done", fault="printer.jam")))
    assert states(world) == [("pay", "done"), ("print", "not_done"), ("refund", "done")]
    first, last = [one for one in robot.shown if isinstance(one, Sorry)]
    assert first.money == "money.fee_paid"  # not "paid for good": it is about to go back
    assert (last.fault, last.money, last.fen) == ("pay.given_back", "money.refunded", 500)


def test_a_paid_page_whose_fate_nobody_knows_is_given_back() -> None:
    robot = Robot(chooses("NR-001"))
    _, world = hold(robot, lambda world: setattr(world, "outcome", Outcome("unknown", fault="printer.unknown")))
    assert states(world)[-1] == ("refund", "done") and robot.sorry().money == "money.refunded"


def test_the_phones_own_code_is_scanned_and_a_wrong_one_is_said() -> None:
    robot = Robot({**chooses("FI-001"), Pay: [Pick("scan"), None], Scan: None})

    def change(world: World) -> None:
        world.pays = False
        world.scanned = [b"99", b"130000000000000001"]

    _, world = hold(robot, change)
    assert states(world)[0] == ("pay", "done")
    assert ("refused", "pay.bad_code") in {(one.state, one.fault) for one in robot.states}


def test_a_receipt_that_does_not_come_is_printed_again_and_never_refunded() -> None:
    robot = Robot({**chooses("FI-001"), Sorry: Pick("again")})
    _, world = hold(robot, lambda world: world.slip_faults.append("receipt.paper_out"))
    assert states(world) == [("pay", "done"), ("slip", "not_done"), ("slip", "done")] and not world.refunds
    assert robot.sorry().money == "money.bill_paid" and robot.sorry().fen == 8640


def test_without_a_receipt_everything_it_would_say_stands_on_the_screen() -> None:
    robot = Robot({**chooses("FI-001"), Sorry: Yes()})
    _, world = hold(robot, lambda world: world.slip_faults.append("receipt.paper_out"))
    (said,) = [prompt for prompt in robot.shown if isinstance(prompt, Statement)]
    assert "33010126" in str(said.sections)


def effect(number: int, kind: str, state: str, **facts: str | int) -> OpenEffect:
    evidence = {"posted": facts.pop("posted")} if "posted" in facts else {}
    return OpenEffect(f"V1-{number}", "V1", kind, "NR-001", state, facts, b"", "", evidence)


@pytest.mark.parametrize(("effects", "debts"), [
    ([effect(1, "pay", "done", why="fee", fen=500)], [Debt("V1-1", 500)]),
    ([effect(1, "pay", "done", why="fee", fen=500), effect(2, "print", "done", order="V1-1")], []),
    ([effect(1, "pay", "done", why="fee", fen=500), effect(2, "print", "unknown", order="V1-1")], [Debt("V1-1", 500)]),
    ([effect(1, "pay", "done", why="fee", fen=500), effect(2, "refund", "unknown", order="V1-1")], []),
    ([effect(1, "pay", "done", why="fee", fen=500), effect(2, "refund", "not_done")], [Debt("V1-1", 500)]),
    ([effect(1, "pay", "unknown", why="fee", fen=500)], []),
    ([effect(1, "pay", "done", why="bill", fen=99, posted=1)], []),
    ([effect(1, "pay", "done", why="bill", fen=99, posted=0)], [Debt("V1-1", 99)]),
])
def test_what_is_owed_follows_from_the_journal_alone(effects: list[OpenEffect], debts: list[Debt]) -> None:
    assert owed(effects) == debts




def test_a_scanner_that_is_gone_leaves_the_offer_as_it_was() -> None:
    robot = Robot({**chooses("FI-001"), Pay: [Pick("scan"), No()], Sorry: Yes()})

    async def gone(say: object) -> object:
        raise Stopped("scan.gone", again=True)

    def change(world: World) -> None:
        world.pays = False
        world.scan = gone  # type: ignore[method-assign,assignment]

    _, world = hold(robot, change)
    assert [one.fault for one in robot.shown if isinstance(one, Sorry)] == ["scan.gone", "pay.withdrawn"]
    assert world.orders["V1-1"].state == "closed" and states(world) == [("pay", "not_done")]


def test_a_declined_phone_code_is_said() -> None:
    robot = Robot({**chooses("FI-001"), Pay: [Pick("scan"), None], Scan: None})
    said = [Failure("pay.declined")]

    def change(world: World) -> None:
        world.pays = False
        world.scanned = [b"130000000000000001", b"130000000000000002"]
        charge = world.charge
        world.charge = lambda key, code: said.pop() if said else charge(key, code)  # type: ignore[method-assign]

    _, world = hold(robot, change)
    assert states(world)[0] == ("pay", "done")
    assert ("refused", "pay.declined") in {(one.state, one.fault) for one in robot.states}


def test_a_county_that_stays_silent_ends_the_offer_and_leaves_it_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "GRACE_S", -179.5)
    robot = Robot(chooses("NR-001"))

    def change(world: World) -> None:
        world.order_of = world.close = lambda key: Failure("platform.down")  # type: ignore[method-assign,assignment]

    _, world = hold(robot, change)
    assert states(world) == [("pay", "unknown"), ("slip", "done")] and robot.sorry().money == "money.unknown"


def test_a_refund_that_is_on_its_way_is_not_said_to_have_arrived() -> None:
    robot = Robot({**chooses("NR-001"), Sorry: Yes()})

    def change(world: World) -> None:
        world.outcome = Outcome("not_done", fault="printer.jam")
        world.refund = lambda key, order, fen: Refund(key, order, fen, "refunding")  # type: ignore[method-assign]

    _, world = hold(robot, change)
    assert states(world)[-1] == ("refund", "unknown")
    assert [one for one in robot.shown if isinstance(one, Sorry)][-1].money == "money.refund_pending"
