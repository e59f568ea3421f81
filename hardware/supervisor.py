"""One actor thread per device: connect, identify, serve, reconnect; status published on change only."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from hardware.drivers.base import DriverSpec, Script, perform
from hardware.faults import FaultCode
from hardware.link import Link, LinkGarbled, LinkLost, LinkTimeout, Port
from hardware.model import DeviceState, DeviceStatus, Fault

BACKOFF_FIRST, BACKOFF_LAST = 0.1, 5.0  # seconds, doubling
LOOK_EVERY = 0.2  # seconds between looks for a device that came back
PING_EVERY = 1.0  # seconds without a call
STRIKES, STRIKE_WINDOW = 3, 60.0  # so many bad answers in so many seconds reopen the link

R = TypeVar("R")
T = TypeVar("T")
_Job = tuple[Script[Any, Any], "Future[Any]"]


class Supervisor(Generic[R]):
    """Holds one device.  `call` may be used from any thread; `publish` is called from the actor's."""

    def __init__(
        self,
        name: str,
        spec: DriverSpec[R],
        port: Port,
        publish: Callable[[DeviceState], None],
        *,
        identity: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`identity`: the serial number the configuration expects; "" accepts the first one seen."""
        self._name, self._spec, self._port, self._publish, self._clock = name, spec, port, publish, clock
        self._expected = identity
        self._seen = False
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._strikes: deque[float] = deque(maxlen=STRIKES)
        self._claim = threading.Lock()
        self._owner, self._claims = "", 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"device-{name}", daemon=True)
        self._state = DeviceState(name, DeviceStatus.STARTING, FaultCode.DEVICE_STARTING)

    @property
    def spec(self) -> DriverSpec[R]:
        return self._spec

    @property
    def state(self) -> DeviceState:
        return self._state

    def start(self) -> None:
        self._publish(self._state)
        self._thread.start()

    def stop(self, wait_s: float = 3.0) -> None:
        self._stopping.set()
        self._jobs.put(None)
        self._thread.join(wait_s)

    def claim(self, owner: str) -> bool:
        """Lease the device to one owner, any number of times; False while another holds it."""
        with self._claim:
            if self._claims and self._owner != owner:
                return False
            self._owner, self._claims = owner, self._claims + 1
            return True

    def release(self, owner: str) -> None:
        with self._claim:
            if self._owner == owner and self._claims:
                self._claims -= 1

    def call(self, script: Script[R, T], owner: str = "") -> T | Fault:
        """Run a script on the device and wait for its end."""
        with self._claim:
            if self._claims and self._owner != owner:
                return Fault(FaultCode.DEVICE_CLAIMED)
        if self._stopping.is_set():
            return Fault(FaultCode.LINK_LOST)
        done: Future[T | Fault] = Future()
        self._jobs.put((script, done))
        if self._stopping.is_set():  # the actor may have looked for the last time
            self._answer_all(Fault(FaultCode.LINK_LOST))
        return done.result()

    def _run(self) -> None:
        pause = BACKOFF_FIRST
        while not self._stopping.is_set():
            link: Link | None = None
            try:
                link = self._port.open()
                fault = self._identify(link)
                if fault is None:
                    pause = BACKOFF_FIRST
                    self._tell(DeviceStatus.ONLINE, None)
                    fault = self._serve(link)
            except LinkLost as lost:
                fault = Fault(lost.code)
            finally:
                if link:
                    link.close()
            if not self._stopping.is_set():
                was_there = fault.code != FaultCode.DEVICE_MISSING and self._port.present()
                if self._seen and fault.code == FaultCode.DEVICE_MISSING:
                    fault = Fault(FaultCode.LINK_LOST)
                self._tell(self._status_of(fault), fault.code)
                back = self._wait_for_it(pause, fault, was_there)
                pause = BACKOFF_FIRST if back else min(2 * pause, BACKOFF_LAST)
        self._answer_all(Fault(FaultCode.LINK_LOST))

    def _identify(self, link: Link) -> Fault | None:
        found = self._perform(link, self._spec.identify())
        if isinstance(found, Fault):
            return found
        if self._expected and found != self._expected:
            return Fault(FaultCode.DEVICE_CHANGED)
        self._expected, self._seen = found, True
        return None

    def _serve(self, link: Link) -> Fault:
        """Until the link is lost (LinkLost), or the device is ill; the fault says how."""
        self._strikes.clear()
        while not self._stopping.is_set():
            try:
                job = self._jobs.get(timeout=PING_EVERY)
            except queue.Empty:
                ill = self._perform(link, self._spec.ping())
                if ill and ill.code not in (FaultCode.LINK_TIMEOUT, FaultCode.LINK_GARBLED):
                    return ill
            else:
                if job:
                    self._do(link, *job)
            if len(self._strikes) == STRIKES and self._clock() - self._strikes[0] < STRIKE_WINDOW:
                return Fault(FaultCode.LINK_TIMEOUT)
        return Fault(FaultCode.LINK_LOST)

    def _do(self, link: Link, script: Script[R, Any], done: Future[Any]) -> None:
        try:
            done.set_result(self._perform(link, script))
        except LinkLost as lost:
            done.set_result(Fault(lost.code))
            raise
        except BaseException as mistake:  # the driver's own: nobody may wait for ever, and the process must not go on
            done.set_exception(mistake)
            raise

    def _perform(self, link: Link, script: Script[R, T]) -> T | Fault:
        try:
            return perform(link, self._spec.decoder(), script, self._clock)
        except LinkTimeout:
            code = FaultCode.LINK_TIMEOUT
        except LinkGarbled:
            code = FaultCode.LINK_GARBLED
        self._strikes.append(self._clock())
        return Fault(code)

    def _wait_for_it(self, pause: float, fault: Fault, was_there: bool) -> bool:
        """Back off; calls get the fault meanwhile.  True at once when the device has been plugged in again."""
        until = self._clock() + pause
        while not self._stopping.is_set() and (left := until - self._clock()) > 0:
            with contextlib.suppress(queue.Empty):
                job = self._jobs.get(timeout=min(left, LOOK_EVERY))
                if job:
                    job[1].set_result(fault)
            is_there = self._port.present()
            if is_there and not was_there:
                return True
            was_there = is_there
        return False

    def _answer_all(self, fault: Fault) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait()
                if job:
                    job[1].set_result(fault)

    def _status_of(self, fault: Fault) -> DeviceStatus:
        match fault.code:
            case FaultCode.DEVICE_MISSING:
                return DeviceStatus.NO_DEVICE
            case FaultCode.LINK_LOST:
                return DeviceStatus.OFFLINE
            case FaultCode.DEVICE_CHANGED:
                return DeviceStatus.FRAUD_SUSPECTED
            case _:
                return DeviceStatus.HARDWARE_ERROR

    def _tell(self, status: DeviceStatus, fault: str | None) -> None:
        state = DeviceState(self._name, status, fault, self._expected or None)
        if state != self._state:
            self._state = state
            self._publish(state)
