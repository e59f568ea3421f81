"""Calls to a supervised device: well, ill or leased, none waits for ever."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from hardware.drivers import sdt
from hardware.model import DeviceState, Fault
from hardware.supervisor import Supervisor
from tests.hardware.devices import ONLINE, SPOILED, STARTING, Reader, becomes, statuses
from tests.hardware.lines import FakePort
from tests.hardware.reference import answer
from tests.stand.stand import until


# ---------------------------------------------------------------- ill
def test_an_idle_device_is_asked_for_its_health_and_being_well_is_no_news(
    device: Supervisor[Any], reader: Reader, told: list[DeviceState], monkeypatch: pytest.MonkeyPatch
) -> None:
    device.start()
    until("five pings", lambda: reader.heard.count("status") >= 5)
    assert statuses(told) == [STARTING, ONLINE]
    reader.says["status"] = answer(0x60)
    becomes(told, "hardware_error", "id.sam_failed")
    reader.says["status"] = answer(0x90)
    becomes(told, "online")


def test_three_bad_answers_reopen_the_link_and_two_do_not(
    device: Supervisor[Any], port: FakePort, reader: Reader, told: list[DeviceState]
) -> None:
    device.start()
    becomes(told, "online")
    good, reader.says["find"] = reader.says["find"], SPOILED
    assert [device.call(sdt.present(False)) for _ in range(2)] == [Fault("link.garbled")] * 2
    reader.says["find"] = good
    assert device.call(sdt.present(False)) is False and len(port.links) == 1 and statuses(told) == [STARTING, ONLINE]
    reader.says["find"] = SPOILED
    assert device.call(sdt.present(False)) == Fault("link.garbled")
    until("the reopening", lambda: len(port.links) == 2)
    becomes(told, "online")
    assert statuses(told) == [STARTING, ONLINE, ("hardware_error", "link.timeout"), ONLINE] and port.links[0].closed


def test_bad_answers_over_a_long_time_are_forgiven(port: FakePort, reader: Reader, told: list[DeviceState]) -> None:
    now = [0.0]
    device = Supervisor("id_reader", sdt.SDT, port, told.append, clock=lambda: now[0])
    device.start()
    becomes(told, "online")
    reader.says["find"] = SPOILED
    for _ in range(8):
        assert device.call(sdt.present(False)) == Fault("link.garbled")
        now[0] += 31
    assert len(port.links) == 1 and statuses(told) == [STARTING, ONLINE]
    device.stop()


def test_a_device_that_does_not_say_who_it_is_is_not_online(
    device: Supervisor[Any], reader: Reader, told: list[DeviceState]
) -> None:
    number = reader.says.pop("sam")
    device.start()
    becomes(told, "hardware_error", "link.timeout")
    reader.says["sam"] = number
    becomes(told, "online")


# ---------------------------------------------------------------- leased
def test_a_claimed_device_serves_its_owner_alone(device: Supervisor[Any], told: list[DeviceState]) -> None:
    device.start()
    becomes(told, "online")
    assert device.claim("visit") and device.claim("visit") and not device.claim("technician")
    assert device.call(sdt.present(False), "visit") is False
    assert device.call(sdt.present(False), "technician") == Fault("device.claimed") == device.call(sdt.present(False))
    device.release("technician")
    device.release("visit")
    assert not device.claim("technician"), "claimed twice, released once"
    device.release("visit")
    device.release("visit")
    assert device.claim("technician") and device.call(sdt.present(False), "technician") is False


# ---------------------------------------------------------------- nobody waits for ever
def test_stopping_answers_every_call_and_later_ones(device: Supervisor[Any], told: list[DeviceState]) -> None:
    device.start()
    becomes(told, "online")

    def keep_calling() -> Any:
        while (result := device.call(sdt.present(False))) is False:
            pass
        return result

    calls = [_soon(keep_calling) for _ in range(8)]
    device.stop()
    assert [call.result(10) for call in calls] == [Fault("link.lost")] * 8
    assert device.call(sdt.present(False)) == Fault("link.lost")


def test_a_call_that_comes_while_the_device_stops_is_answered(
    device: Supervisor[Any], told: list[DeviceState]
) -> None:
    class Late(queue.Queue[Any]):
        def put(self, item: Any, *_: Any, **__: Any) -> None:
            if item:
                device.stop()
            super().put(item)

    device.start()
    becomes(told, "online")
    device._jobs = Late()
    assert _soon(lambda: device.call(sdt.present(False))).result(10) == Fault("link.lost")


def test_a_drivers_own_mistake_reaches_who_called(
    port: FakePort, told: list[DeviceState], monkeypatch: pytest.MonkeyPatch
) -> None:
    fell: list[str | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: fell.append(args.thread and args.thread.name))
    device = Supervisor("id_reader", sdt.SDT, port, told.append)
    device.start()
    becomes(told, "online")

    def wrong() -> Any:
        yield from sdt.present(False)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _soon(lambda: device.call(wrong())).result(10)
    until("the actor's fall", lambda: fell == ["device-id_reader"])
    assert port.links[-1].closed


def _soon(call: Callable[[], Any]) -> Future[Any]:
    """The result of a call that may hang: on a thread that does not hold the tests up."""
    done: Future[Any] = Future()

    def run() -> None:
        try:
            done.set_result(call())
        except BaseException as raised:  # noqa: BLE001 – carried to who waits
            done.set_exception(raised)

    threading.Thread(target=run, daemon=True).start()
    return done
