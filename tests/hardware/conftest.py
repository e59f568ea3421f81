"""A supervised fake reader; looks and pings are quick, so that nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from hardware import supervisor as module
from hardware.drivers import sdt
from hardware.model import DeviceState
from hardware.supervisor import Supervisor
from tests.hardware.devices import Reader
from tests.hardware.lines import FakePort


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def port(reader: Reader) -> FakePort:
    return FakePort(reader)


@pytest.fixture
def told() -> list[DeviceState]:
    return []


@pytest.fixture
def device(
    port: FakePort, told: list[DeviceState], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Supervisor[Any]]:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.005)
    monkeypatch.setattr(module, "PING_EVERY", 0.02)
    device = Supervisor("id_reader", sdt.SDT, port, told.append)
    yield device
    if device._thread.is_alive():
        device.stop()
    assert not device._thread.is_alive() and all(link.closed for link in port.links)
