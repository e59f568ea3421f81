"""One device's life under its supervisor: found, lost, back, exchanged – and told on change only."""

from __future__ import annotations

import threading
from itertools import count
from typing import Any

import pytest

from hardware import supervisor as module
from hardware.drivers import sdt
from hardware.faults import FaultCode
from hardware.model import DeviceState, Fault
from hardware.supervisor import Supervisor
from tests.hardware.devices import ONLINE, STARTING, Reader, becomes, sam, statuses
from tests.hardware.lines import FakePort
from tests.stand.stand import until


# ---------------------------------------------------------------- found, lost, back
def test_a_device_that_is_there_is_online_with_its_number(device: Supervisor[Any], told: list[DeviceState]) -> None:
    device.start()
    becomes(told, "online")
    assert statuses(told) == [STARTING, ONLINE] and told[-1] == device.state
    assert told[-1].identity == "05.01-20240101-0000000001-0000000007"
    assert device.call(sdt.present(False)) is False


def test_a_device_never_seen_is_no_device_and_one_that_went_is_offline(
    device: Supervisor[Any], port: FakePort, told: list[DeviceState]
) -> None:
    port.there = False
    device.start()
    becomes(told, "no_device", "device.missing")
    port.there = True
    becomes(told, "online")
    port.unplug()
    tries = len(port.tried)
    until("three more tries to open it", lambda: len(port.tried) >= tries + 3)
    gone = ("offline", "link.lost")
    assert statuses(told) == [STARTING, ("no_device", "device.missing"), ONLINE, gone], "a loss is told once"


def test_a_replugged_device_is_seen_at_once_however_long_the_back_off(
    device: Supervisor[Any], port: FakePort, told: list[DeviceState], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BACKOFF_FIRST", 3600.0)
    device.start()
    becomes(told, "online")
    port.unplug()
    until("the loss", lambda: told[-1].status == "offline")
    port.there = True
    becomes(told, "online")
    assert len(port.links) == 2 and port.links[0].closed


def ticking(port: FakePort, told: list[DeviceState], monkeypatch: pytest.MonkeyPatch) -> Supervisor[Any]:
    """A device whose clock goes on by a hundredth of a second with each look at it."""
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0005)
    ticks = count()
    port.clock = lambda: next(ticks) / 100
    port.there = False
    return Supervisor("id_reader", sdt.SDT, port, told.append, clock=port.clock)


def pauses(port: FakePort) -> list[float]:
    return [after - before for before, after in zip(port.tried, port.tried[1:], strict=False)]


def test_the_pause_doubles_from_a_tenth_to_five_seconds(
    port: FakePort, told: list[DeviceState], monkeypatch: pytest.MonkeyPatch
) -> None:
    device = ticking(port, told, monkeypatch)
    device.start()
    until("nine tries", lambda: len(port.tried) >= 9)
    device.stop()
    assert pauses(port)[:8] == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0], abs=0.06)


def test_a_replugged_device_that_cannot_be_opened_yet_is_tried_again_soon(
    port: FakePort, told: list[DeviceState], monkeypatch: pytest.MonkeyPatch
) -> None:
    """udev gives a node its rights a moment after it has made it; the back-off of the absence must not count."""
    device = ticking(port, told, monkeypatch)
    device.start()
    until("seven tries in vain", lambda: len(port.tried) >= 7)
    port.code = FaultCode.LINK_PERMISSION
    port.there = True
    until("two refusals", lambda: len(port.refused) >= 2)
    device.stop()
    assert port.refused[1] - port.refused[0] == pytest.approx(0.1, abs=0.06)
    assert told[-1].fault == "link.permission"


def test_calls_while_the_device_is_gone_get_the_fault_and_do_not_wait_for_it(
    device: Supervisor[Any], port: FakePort, told: list[DeviceState], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BACKOFF_FIRST", 3600.0)
    port.there = False
    device.start()
    becomes(told, "no_device", "device.missing")
    assert [device.call(sdt.present(False)) for _ in range(20)] == [Fault("device.missing")] * 20


def test_a_call_in_progress_gets_the_loss(device: Supervisor[Any], port: FakePort, told: list[DeviceState]) -> None:
    device.start()
    becomes(told, "online")
    port.there = False
    port.links[-1].lost.set()
    assert device.call(sdt.present(False)) == Fault("link.lost")
    until("the loss", lambda: told[-1].status == "offline")


@pytest.mark.parametrize("code", [FaultCode.LINK_PERMISSION, FaultCode.LINK_TAKEN])
def test_a_device_that_cannot_be_used_says_why(
    code: FaultCode, device: Supervisor[Any], port: FakePort, told: list[DeviceState]
) -> None:
    port.code = code
    device.start()
    becomes(told, "hardware_error", code)
    assert device.call(sdt.present(False)) == Fault(code)
    port.code = None
    becomes(told, "online")
    assert statuses(told) == [STARTING, ("hardware_error", code), ONLINE], "told on change only"


def test_a_hundred_unplugs_leave_no_link_open(
    device: Supervisor[Any], port: FakePort, told: list[DeviceState]
) -> None:
    device.start()
    threads = threading.active_count()
    for _ in range(100):
        becomes(told, "online")
        port.unplug()
        assert isinstance(device.call(sdt.present(False)), Fault)
        until("the loss", lambda: told[-1].status == "offline")
        port.there = True
    becomes(told, "online")
    assert len(port.links) == 101 and sum(not link.closed for link in port.links) == 1
    assert threading.active_count() == threads
    assert all(a != b for a, b in zip(told, told[1:], strict=False))


# ---------------------------------------------------------------- exchanged
def test_another_unit_in_its_place_is_suspected_until_the_first_is_back(
    device: Supervisor[Any], port: FakePort, reader: Reader, told: list[DeviceState]
) -> None:
    device.start()
    becomes(told, "online")
    port.unplug()
    reader.says["sam"], port.there = sam(2), True
    becomes(told, "fraud_suspected", "device.changed")
    assert told[-1].identity == "05.01-20240101-0000000001-0000000007", "what is expected, not what was found"
    assert device.call(sdt.present(False)) == Fault("device.changed")
    assert "find" not in reader.heard, "nothing is read with it"
    port.unplug()
    reader.says["sam"], port.there = sam(1), True
    becomes(told, "online")


def test_a_unit_that_the_configuration_does_not_name_is_suspected_from_the_start(
    port: FakePort, told: list[DeviceState]
) -> None:
    device = Supervisor("id_reader", sdt.SDT, port, told.append, identity="05.01-20240101-0000000009-0000000007")
    device.start()
    becomes(told, "fraud_suspected", "device.changed")
    device.stop()
    assert ("online", None) not in statuses(told)
