"""The platform as a real process on mutual TLS, and a kiosk's two clients."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.simulators.control import ask
from services.platform import PlatformClient, VisitCalls
from services.signing import DeviceSigner, VisitSigner, canonical

DEVICE = "K-990001"


class Stand:
    """One platform; `client` and `visit` are wired as in core and in a visit."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.device = DeviceSigner(DEVICE, self.read("device.key"))
        self._count = 0

    def read(self, name: str) -> bytes:
        return (self.home / name).read_bytes()

    def wired(self, signer: Any, **more: Any) -> PlatformClient:
        return PlatformClient(
            url=f"https://localhost:{self.port}", device=DEVICE, ca=self.read("ca.pem"), cert=self.read("kiosk.pem"),
            key=self.read("kiosk.key"), signing_public=self.read("platform-sm2.pem"), signer=signer, **more,
        )

    def client(self, **more: Any) -> PlatformClient:
        return self.wired(self.device, **more)

    def visit(self, sign: Callable[..., bytes] | None = None) -> VisitCalls:
        """A fresh visit, opened; `sign` may change what core signs."""
        self._count += 1
        ident = f"V-{self._count}-{id(self)}"
        opened: Any = self.client().open_visit(ident)

        def core(method: str, path: str, query: str, ts: int, nonce: str, digest: str) -> str:
            return self.device.sign_text(canonical(method, path, query, ts, nonce, digest, DEVICE, ident))

        return self.wired(VisitSigner(DEVICE, ident, lambda: opened.key, core)).of_visit(ident)

    def control(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(str(self.home / "control.sock"), op, **fields)

    def code(self) -> str:
        return str(self.control("sms")["sms"][-1]["code"])


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    home = tmp_path_factory.mktemp("p")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox.platform", "--home", str(home), "--port", str(port),
         "--control", str(home / "control.sock")], stdout=subprocess.PIPE, text=True,
    )
    assert process.stdout and process.stdout.readline() == "ready\n"
    yield Stand(home, port)
    process.terminate()
    process.wait()


@pytest.fixture(autouse=True)
def well(platform: Stand) -> None:
    for endpoint in ("all", "issue"):
        platform.control("fault", endpoint=endpoint, kind="none")
