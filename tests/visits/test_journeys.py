"""The five journeys by conversation robot: what each asks, and what it leaves behind."""

from __future__ import annotations

import msgspec

from kiosk.backstage import Interrupted, OpenEffect
from kiosk.effects import Outcome
from kiosk.prompts import (
    Back,
    CheckBill,
    Fields,
    Form,
    Guide,
    Pick,
    Rate,
    Rated,
    ReadCard,
    Resume,
    Scan,
    Sign,
    Sorry,
    Statement,
    TakeDocument,
    Yes,
)
from kiosk.vault import seal
from services import declaration
from services.models import Failure
from tests.visits.county import CODE, ITEMS
from tests.visits.robot import CARD, Robot, chooses, hold

PARTNER = msgspec.structs.replace(CARD, name="周建国", number="330102195206150037")


def test_a_record_is_read_and_taken_along_on_a_slip() -> None:
    robot = Robot({**chooses("HR-003"), Statement: [Pick("slip"), Yes()]})
    ended, world = hold(robot)
    assert robot.kinds()[-5:] == ["Working", "TakeSlip", "Statement", "TakeDocument", "Rate"]
    assert ended.reason == "finished" and len(world.slips) == 1
    assert [(one.kind, one.state) for one in world.effects] == [("slip", "done")]


def test_every_look_up_is_on_the_citizens_list() -> None:
    robot = Robot(chooses("HR-003"))
    hold(robot)
    assert robot.last and [one.source.zh for one in robot.last.lookups] == ["人社"]
    assert robot.last.holds == ("holds.card", "holds.face", "holds.record")


def test_the_guide_of_an_item_needs_nobodys_card_and_comes_on_paper() -> None:
    robot = Robot({**chooses("GS-001"), Statement: [Pick("print"), Yes()]})
    _, world = hold(robot)
    assert "ReadCard" not in robot.kinds() and world.printed == 1


def test_progress_wants_the_card_and_no_face() -> None:
    robot = Robot(chooses("GS-002"))
    hold(robot)
    assert "LookAtCamera" not in robot.kinds() and "EnterCode" not in robot.kinds() and "Statement" in robot.kinds()


def test_two_people_show_their_cards_and_the_same_card_twice_is_not_two_people() -> None:
    robot = Robot(chooses("CA-002"))
    ended, world = hold(robot, lambda world: setattr(world, "cards_shown", [CARD, CARD, PARTNER]))
    (people, fields, _), = world.filings.values()
    assert [(one.role, one.number) for one in people] == [("applicant", CARD.number), ("partner", PARTNER.number)]
    assert fields == {"slot": "2026-12-01T09:00"} and ended.reason == "finished"
    asked = [(prompt.whose.zh if prompt.whose else "", prompt.other)
             for prompt in robot.shown if isinstance(prompt, ReadCard)]
    assert asked == [("申请人", False), ("另一方", False), ("另一方", True), ("另一方", False)]
    assert len(world.slips) == 1


def test_a_signature_is_bound_to_exactly_the_declaration_that_was_shown() -> None:
    robot = Robot(chooses("HR-022"))
    _, world = hold(robot)
    (people, fields, signature), = world.filings.values()
    item = next(one for one in ITEMS if one.key == "HR-022")
    assert item.statement
    assert signature["document"] == declaration.mark("HR-022", item.statement, people, fields)
    (shown,) = [prompt for prompt in robot.shown if isinstance(prompt, Sign)]
    assert shown.digest == signature["document"]


def test_an_application_without_a_word_is_sent_again_under_the_same_key() -> None:
    robot = Robot(chooses("HR-022"))
    _, world = hold(robot, lambda world: world.silent.append("file"))
    assert list(world.filings) == ["V1-1"] and world.effects[0].state == "done"


def test_a_finished_card_is_compared_before_it_is_given() -> None:
    robot = Robot(chooses("GS-013"))
    ended, world = hold(robot)
    assert world.moves == ["feed", "chip", "present", "state", "taken"]
    assert world.effects[0].state == "done" and ended.reason == "finished"


def test_a_foreign_card_goes_to_the_bin_and_is_never_presented() -> None:
    robot = Robot(chooses("GS-013"))
    ended, world = hold(robot, lambda world: setattr(world, "chip", "0BAD"))
    assert world.moves == ["feed", "chip", "state", "capture"]
    assert robot.sorry().fault == "dispenser.foreign_card" and robot.sorry().papers == "papers.card_kept"
    assert world.effects[0].state == "not_done" and ended.reason == "stopped"


def test_the_rating_goes_out_without_a_person() -> None:
    robot = Robot({Rate: Rated(1, ("108", "510"))})
    _, world = hold(robot)
    ((key, body),) = world.reports
    assert key == "rating" and (body["stars"], body["tags"], body["item"]) == (1, "108", "HR-001")
    assert CARD.number not in str(body) and CARD.name not in str(body)


def test_a_jam_prints_the_same_certificate_again_and_issues_no_second_one() -> None:
    robot = Robot({Sorry: Pick("again")})
    jam = Outcome("not_done", fault="printer.jam")
    ended, world = hold(robot, lambda world: world.outcomes.append(jam))
    assert ended.document and world.printed == 1 and robot.kinds().count("Review") == 1
    assert world.effects[1].facts["again"] == "V1-1", "one page, however often it was begun"


def test_what_did_not_come_out_last_time_is_brought_when_the_card_is_shown_again() -> None:
    key = b"d" * 32
    body = seal(key, "V0-1", msgspec.json.encode({"serial": "YX-7", "pages": 1}), b"n" * 12)
    effect = OpenEffect("V0-1", "V0", "print", "HR-001", "not_done", {}, body, "2026-11-22T20:00:00Z")
    robot = Robot({**chooses("HR-003"), Resume: [Pick("V0-1")]})
    _, world = hold(robot, lambda world: setattr(world, "waits", (Interrupted(effect, key),)))
    assert world.printed == 1 and world.effects[0].facts == {"again": "V0-1"}
    (offered,) = [prompt for prompt in robot.shown if isinstance(prompt, Resume)]
    assert (offered.documents[0].name.zh, offered.documents[0].day) == ("HR-001", "2026-11-22")
    takes = [(prompt.pages, prompt.card) for prompt in robot.shown if isinstance(prompt, TakeDocument)]
    assert takes == [(1, False), (0, True)]  # the card stays for the visit that goes on, and is asked for at its end


def test_a_number_is_scanned_into_the_form_and_a_foreign_code_is_said() -> None:
    robot = Robot({**chooses("FI-001"), Form: [Pick("scan"), Pick("scan"), lambda _: Fields({"code": CODE})],
                   Scan: None})
    _, world = hold(robot, lambda world: setattr(world, "scanned", [b"https://else.example", CODE.encode()]))
    wrongs = [prompt.wrong for prompt in robot.shown if isinstance(prompt, Form)]
    assert wrongs == ["", "again.scan_wrong", ""]
    assert len(world.slips) == 1


def test_back_from_the_bill_brings_the_number_that_was_typed() -> None:
    robot = Robot({**chooses("FI-001"), CheckBill: [Back(), Yes()]})
    drafts = []
    send = robot.send

    def spy(message):  # type: ignore[no-untyped-def]
        if isinstance(getattr(message, "prompt", None), Form):
            drafts.append(message.draft)
        send(message)

    robot.send = spy  # type: ignore[method-assign]
    hold(robot)
    assert drafts == [{}, {"code": CODE}]


def test_an_unknown_bill_is_said_above_the_form_with_what_was_typed() -> None:
    robot = Robot(chooses("FI-001"))
    hold(robot, lambda world: world.bills.append(Failure("bill.unknown")))
    assert [prompt.wrong for prompt in robot.shown if isinstance(prompt, Form)] == ["", "again.bill_unknown"]


def test_the_guide_lists_the_steps_of_the_step_bar() -> None:
    robot = Robot(chooses("NR-001"))
    steps = set()
    send = robot.send

    def spy(message):  # type: ignore[no-untyped-def]
        if hasattr(message, "steps"):
            steps.add(message.steps)
        send(message)

    robot.send = spy  # type: ignore[method-assign]
    hold(robot)
    (guide,) = [prompt for prompt in robot.shown if isinstance(prompt, Guide)]
    assert guide.steps == ("step.card", "step.proof", "step.check", "step.pay", "step.take")
    assert steps == {0, len(guide.steps)}


def test_a_card_that_somebody_has_left_is_taken_away_before_anybody_is_asked_for_theirs() -> None:
    robot = Robot()
    hold(robot, lambda world: setattr(world, "left", True))
    asked = [prompt.other for prompt in robot.shown if isinstance(prompt, ReadCard)]
    assert asked == [True, False]


def test_a_printed_guide_is_no_trap_on_the_way_back() -> None:
    robot = Robot({**chooses("FI-001"), Guide: [Pick("guide"), Yes(), Yes()], Form: [Back(), Fields({"code": CODE})]})
    ended, world = hold(robot)
    assert ended.reason == "finished" and world.printed == 1
    assert robot.kinds().count("ChooseItem") == 1 and robot.kinds().count("Guide") == 3


def test_a_printed_guide_is_not_printed_again_when_the_county_is_tried_again() -> None:
    robot = Robot({**chooses("HR-001"), Guide: [Pick("guide"), Yes()], Sorry: Pick("again")})
    ended, world = hold(robot, lambda world: world.issued.append(Failure("platform.down")))
    assert ended.reason == "finished" and world.printed == 2, "the guide and the certificate"
    assert robot.kinds().count("Guide") == 2 and robot.kinds().count("ReadCard") == 1


def test_a_guide_that_cannot_come_does_not_end_the_visit() -> None:
    robot = Robot({**chooses("FI-001"), Guide: [Pick("guide"), Yes()], Sorry: Yes()})
    jam = Outcome("not_done", fault="printer.jam")
    ended, world = hold(robot, lambda world: world.outcomes.append(jam))
    assert ended.reason == "finished" and len(world.slips) == 1 and ended.reference == ""


def test_the_card_is_given_back_although_a_guide_was_printed() -> None:
    robot = Robot({**chooses("GS-002"), Guide: [Pick("guide"), Yes()]})
    hold(robot)
    takes = [prompt for prompt in robot.shown if type(prompt).__name__ == "TakeDocument"]
    assert [(take.pages, take.card) for take in takes] == [(1, False), (0, True)]
