"""A visit by conversation robot: who asks what, what is said when something fails, and how one goes back."""

from __future__ import annotations

import threading

import msgspec

from hardware.model import DeviceState, DeviceStatus
from kiosk.effects import Outcome
from kiosk.messages import Again, Answered, Drafted, Preferred
from kiosk.prompts import (
    AreYouThere,
    Back,
    ChooseItem,
    Consent,
    EnterCode,
    Fields,
    Form,
    Guide,
    Leave,
    LookAtCamera,
    No,
    Pick,
    Preferences,
    ReadCard,
    Review,
    Sorry,
    TakeDocument,
    Text,
    Wait,
    Yes,
)
from services.models import CodeChecked, Failure
from tests.visits.robot import CARD, Robot, World, hold


def test_a_citizen_prints_a_certificate_by_face() -> None:
    robot = Robot()
    ended, world = hold(robot)
    assert robot.kinds() == [
        "ChooseItem", "Guide", "Consent", "ReadCard", "Consent", "LookAtCamera", "Wait", "Form", "Wait", "Wait", "Wait",
        "Review", "Working", "TakeDocument", "Rate",
    ]
    assert (ended.reason, ended.document, ended.reference, world.printed) == ("finished", True, "YX-1", 1)
    assert world.consents == [("data", True), ("face", True)]
    assert world.proven == ["face"]


def test_the_way_without_a_face_is_the_code_on_the_phone() -> None:
    robot = Robot({Consent: lambda prompt: No() if prompt.purpose == "face" else Yes()})
    ended, world = hold(robot)
    assert "LookAtCamera" not in robot.kinds() and "EnterCode" in robot.kinds()
    assert ended.document and world.proven == []


def test_refusing_the_card_consent_ends_the_visit_with_nothing_read() -> None:
    robot = Robot({Consent: No()})
    ended, _ = hold(robot)
    assert ended.reason == "declined" and "ReadCard" not in robot.kinds()


def test_a_stranger_is_offered_the_code_and_the_code_counts() -> None:
    robot = Robot({Sorry: Pick("other")})
    ended, world = hold(robot, lambda world: setattr(world, "face", ["face.not_same"]))
    said = robot.sorry()
    assert (said.fault, said.money, said.papers, said.other) == (
        "face.not_same", "money.nothing_charged", "papers.card_on_reader", "sorry.use_code")
    assert ended.document and "code.passed" in world.events


def test_after_three_failed_faces_only_the_code_is_left() -> None:
    robot = Robot({Sorry: [Pick("again"), Pick("again"), Pick("other")]})
    _, world = hold(robot, lambda world: setattr(world, "face", ["face.not_same"] * 3))
    offers = [prompt.again for prompt in robot.shown if isinstance(prompt, Sorry)]
    assert offers == [True, True, False] and world.face == []


def test_a_wrong_code_counts_down_and_the_third_locks() -> None:
    robot = Robot({Consent: lambda prompt: No() if prompt.purpose == "face" else Yes()})
    ended, _ = hold(robot, lambda world: setattr(world, "code", [CodeChecked(False, n) for n in (2, 1, 0)]))
    tries = [(prompt.tries_left, prompt.wrong) for prompt in robot.shown if isinstance(prompt, EnterCode)]
    assert tries == [(3, False), (2, True), (1, True)]
    assert robot.sorry().fault == "code.locked" and ended.reason == "stopped" and not ended.document


def test_back_from_the_form_goes_to_the_guide_and_the_card_is_not_read_again() -> None:
    robot = Robot({Form: [Back(), Fields({"from": "2026-01", "kind": "all"})]})
    ended, _ = hold(robot)
    kinds = robot.kinds()
    assert kinds.count("Form") == 2 and kinds.count("Guide") == 2 and kinds.count("ReadCard") == 1
    assert ended.document


def test_back_from_the_review_brings_the_form_with_what_was_chosen() -> None:
    drafts = []
    robot = Robot({Review: [Back(), Yes()]})
    send = robot.send

    def spy(message):  # type: ignore[no-untyped-def]
        if isinstance(getattr(message, "prompt", None), Form):
            drafts.append(message.draft)
        send(message)

    robot.send = spy  # type: ignore[method-assign]
    hold(robot)
    assert drafts == [{}, {"from": "2025-12", "kind": "all"}]


def test_back_at_the_guide_is_the_home_screen_again() -> None:
    robot = Robot({Guide: [Back(), Yes()]})
    hold(robot)
    assert robot.kinds()[:4] == ["ChooseItem", "Guide", "ChooseItem", "Guide"]


def test_starting_over_ends_the_visit_at_once() -> None:
    robot = Robot({Form: Leave()})
    ended, world = hold(robot)
    assert ended.reason == "left" and world.printed == 0 and "cleared.card" in ended.cleared


def test_who_walks_away_is_asked_and_then_everything_goes() -> None:
    robot = Robot({Guide: None})

    def hurry(world: World) -> None:
        world.ask_after_s, world.leave_after_s = 0.01, 0

    ended, _ = hold(robot, hurry)
    assert isinstance(robot.shown[-1], AreYouThere) and ended.reason == "idle"


def test_i_am_here_brings_the_prompt_back_with_its_draft() -> None:
    robot = Robot({Form: [None, Fields({"from": "2026-02", "kind": "all"})], AreYouThere: Yes()})
    seen = []

    async def draft(world: World) -> None:
        shown = await robot.until_prompt(Form)
        robot.say(Drafted("V1", shown.number, {"from": "2026-02"}))

    def hurry(world: World) -> None:
        world.ask_after_s, world.leave_after_s = 0.05, 5
        send = robot.send

        def spy(message):  # type: ignore[no-untyped-def]
            if isinstance(getattr(message, "prompt", None), Form):
                seen.append(message.draft)
            send(message)

        robot.send = spy  # type: ignore[method-assign]

    ended, _ = hold(robot, hurry, draft)
    assert seen == [{}, {"from": "2026-02"}] and ended.document


def test_a_new_shell_gets_the_same_prompt_draft_language_and_state() -> None:
    robot = Robot({EnterCode: None, Consent: lambda prompt: No() if prompt.purpose == "face" else Yes()})

    async def crash(world: World) -> None:
        before = await robot.until_prompt(EnterCode)
        robot.say(Preferred("V1", Preferences("en", "large", True)))
        robot.say(Drafted("V1", before.number, {"code": "407"}))
        robot.say(Again("V1"))
        await robot.until(lambda: robot.last is not before)
        assert robot.last == msgspec.structs.replace(
            before, draft={"code": "407"}, prefs=Preferences("en", "large", True))
        robot.say(Answered("V1", before.number, Text("407123")))

    ended, _ = hold(robot, beside=crash)
    assert ended.document and ended.prefs.lang == "en"


def test_stale_answers_and_other_visits_are_dropped() -> None:
    robot = Robot({Guide: None})

    async def noise(world: World) -> None:
        number = (await robot.until_prompt(Guide)).number
        robot.say(Answered("V0", number, Leave()))
        robot.say(Answered("V1", number - 1, Leave()))
        robot.say(Answered("V1", number, Yes()))

    ended, _ = hold(robot, beside=noise)
    assert ended.reason == "finished"


def test_an_item_without_paper_is_greyed_before_the_start_and_cannot_be_chosen() -> None:
    robot = Robot({ChooseItem: lambda prompt: Pick("HR-001")})
    out = DeviceState("a4_printer", DeviceStatus.USER_ERROR, "printer.paper_out")

    async def refill(world: World) -> None:
        await robot.until(lambda: len(robot.shown) >= 2)
        homes = [prompt for prompt in robot.shown if isinstance(prompt, ChooseItem)]
        assert {home.tiles[0].closed for home in homes} == {"printer.paper_out"}
        world.states = {**world.states, "a4_printer": DeviceState("a4_printer", DeviceStatus.ONLINE)}
        world.changed.set()

    ended, _ = hold(robot, lambda world: world.states.update(a4_printer=out), refill)
    assert ended.document


def test_paper_that_runs_out_between_is_said_before_anything_is_begun() -> None:
    robot = Robot({Sorry: Yes()})

    def empty(prompt: Review) -> Yes:
        worlds[0].states["a4_printer"] = DeviceState("a4_printer", DeviceStatus.USER_ERROR, "printer.paper_out")
        return Yes()

    worlds: list[World] = []
    robot = Robot({Review: empty})
    ended, world = hold(robot, worlds.append)
    assert robot.sorry().fault == "printer.paper_out" and world.printed == 0 and "Working" not in robot.kinds()
    assert ended.reason == "stopped"


def test_a_page_that_may_have_come_out_is_said_to_be_unknown_with_its_number() -> None:
    robot = Robot()
    ended, _ = hold(robot, lambda world: setattr(world, "outcome", Outcome("unknown", fault="printer.unknown")))
    said = robot.sorry()
    assert (said.papers, said.reference, said.again) == ("papers.unknown_page", "YX-1", False)
    assert not ended.document


def test_a_platform_that_is_down_can_be_tried_again_without_losing_the_way() -> None:
    robot = Robot({Sorry: Pick("again")})
    ended, _ = hold(robot, lambda world: setattr(world, "issued", [Failure("platform.down")]))
    assert robot.sorry().again and ended.document
    assert robot.kinds().count("ReadCard") == 1 and robot.kinds().count("Form") == 1


def test_an_expired_card_stops_with_its_own_sentence() -> None:
    robot = Robot()
    ended, _ = hold(robot, lambda world: setattr(world, "card", msgspec.structs.replace(CARD, valid_to="20261123")))
    assert robot.sorry().fault == "id.expired" and ended.reason == "stopped"


def test_nothing_can_be_left_while_the_page_is_printed() -> None:
    robot = Robot()
    flags = {}
    send = robot.send

    def spy(message):  # type: ignore[no-untyped-def]
        if hasattr(message, "leave"):
            flags[type(message.prompt).__name__] = message.leave
        send(message)

    robot.send = spy  # type: ignore[method-assign]
    hold(robot)
    assert flags["Working"] is False and flags["Review"] is True and flags["TakeDocument"] is True


def test_the_prompts_that_a_device_answers_need_no_answer_from_the_screen() -> None:
    robot = Robot({ReadCard: None, LookAtCamera: None, TakeDocument: Yes()})
    ended, _ = hold(robot)
    assert ended.document


def test_a_consent_is_asked_and_recorded_once_however_often_the_way_is_tried_again() -> None:
    robot = Robot({Sorry: [Pick("again"), Pick("again"), Yes()]})
    down = Failure("platform.down")
    ended, world = hold(robot, lambda world: (setattr(world, "face", []), setattr(world, "code", [down] * 3),
                                              world.states.pop("camera")))
    assert ended.reason == "stopped" and world.consents == [("data", True)]
    assert world.events.count("identified") == 1 and robot.kinds().count("ReadCard") == 1


def test_a_failure_behind_the_card_says_where_the_card_is_and_the_goodbye_what_was_seen() -> None:
    robot = Robot()
    ended, _ = hold(robot, lambda world: (setattr(world, "code", [CodeChecked(False, 0)]), world.states.pop("camera")))
    assert robot.sorry().fault == "code.locked" and robot.sorry().papers == "papers.card_on_reader"
    assert ended.cleared == ("cleared.card", "cleared.typed")


def test_an_expired_card_is_cleared_like_any_other() -> None:
    robot = Robot()
    ended, world = hold(robot, lambda world: setattr(world, "card", msgspec.structs.replace(CARD, valid_to="20200101")))
    assert robot.sorry().papers == "papers.card_on_reader" and "identified" in world.events
    assert ended.cleared == ("cleared.card", "cleared.typed")


def test_the_code_is_checked_behind_a_screen_that_can_be_left() -> None:
    robot = Robot({Wait: lambda prompt: Leave() if prompt.what == "wait.checking_code" else None})
    ended, _ = hold(robot, lambda world: (world.states.pop("camera"), setattr(world, "check_code", slow)))
    assert ended.reason == "left"


def slow(_: str) -> CodeChecked:
    threading.Event().wait(0.3)
    return CodeChecked(True, 3)
