"""What stands around a kiosk: each part a process of its own, started again when it dies."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

from hardware.simulators.control import ask
from sandbox.processes import WITH_US

KIOSK = "K-990001"
PORTRAITS = Path(__file__).resolve().parent.parent / "assets" / "portraits"


class Part:
    """One process of the county; ready when it has said so on its output."""

    def __init__(self, name: str, arguments: list[str], log: Path) -> None:
        self.name = name
        self._arguments = arguments
        self._log = log
        self._ending = False
        self._process = self._start()
        threading.Thread(target=self._watch, name=f"county-{name}", daemon=True).start()

    def _start(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*WITH_US, sys.executable, "-m", *self._arguments],
            stdout=subprocess.PIPE, stderr=self._log.open("a"),
            stdin=subprocess.DEVNULL, text=True,
        )
        assert process.stdout
        if not process.stdout.readline().startswith("ready"):
            process.kill()
            process.wait()
            said = self._log.read_text("utf-8", "replace").strip().splitlines()[-3:]
            raise RuntimeError(f"{self.name} did not start: " + " | ".join(said))
        return process

    def _watch(self) -> None:
        while True:
            self._process.wait()
            if self._ending:
                return
            self._process = self._start()

    def end(self) -> None:
        self._ending = True
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()


class County:
    """A context: everything started and ready within, ended behind it.

    idle: seconds until a citizen is asked, and until they have left; patience_s: so long a page may take, 0 for the
    machine's own."""

    def __init__(
        self, home: Path, geometry: str, idle: tuple[float, int] = (90.0, 30), patience_s: int = 0
    ) -> None:
        self.home = home
        self._idle = idle
        self._patience = f"patience_s = {patience_s}\n" if patience_s else ""
        self.geometry = geometry
        self._parts: list[Part] = []

    def __enter__(self) -> County:
        home = self.home
        home.mkdir(parents=True, exist_ok=True)
        ports = _kept_ports(home / "ports", 5)
        platform, printer, cups, camera, phone = ports
        uri = f"ipp://localhost:{printer}/ipp/print"
        parts: list[tuple[str, list[str]]] = [
            ("platform", ["sandbox.platform", "--home", str(home / "platform"), "--port", str(platform),
                          "--control", self.control("platform"), "--kiosk", KIOSK, "--phone-port", str(phone)]),
            ("id_reader", ["hardware.simulators.id_reader", "--port", str(home / "id_reader"),
                           "--control", self.control("id_reader")]),
            ("camera", ["hardware.simulators.camera", "--port", str(camera), "--control", self.control("camera"),
                        "--portraits", str(PORTRAITS)]),
            ("code_scanner", ["hardware.simulators.scanner", "--port", str(home / "code_scanner"),
                              "--control", self.control("code_scanner")]),
            ("receipt_printer", ["hardware.simulators.receipt_printer", "--port", str(home / "receipt_printer"),
                                 "--control", self.control("receipt_printer"), "--spool", str(home / "slips")]),
            ("dispenser", ["hardware.simulators.dispenser", "--port", str(home / "dispenser"),
                           "--control", self.control("dispenser"), "--magazine", str(home / "magazine.json")]),
            ("a4_printer", ["hardware.simulators.a4_printer", "--port", str(printer), "--spool", str(home / "paper"),
                            "--control", self.control("a4_printer")]),
        ]
        empty = not (home / "magazine.json").exists()
        for name, arguments in parts:
            self._parts.append(Part(name, arguments, home / f"{name}.err"))
        if empty:
            self.restock()
        (home / "kiosk.toml").write_text(
            _CONFIG.format(home=home, platform=platform, cups=cups, uri=uri, camera=camera, kiosk=KIOSK,
                           geometry=self.geometry, ask=self._idle[0], leave=self._idle[1],
                           patience=self._patience),
            "utf-8",
        )
        return self

    def __exit__(self, *_: object) -> None:
        for part in self._parts:
            part.end()

    def restock(self) -> None:
        """The finished cards of the county, in the dispenser again and waiting for their owners."""
        ask(self.control("platform"), "restock")
        cards = ask(self.control("platform"), "cards")["cards"]
        ask(self.control("dispenser"), "load", chips=[card["chip"] for card in cards])

    def control(self, part: str) -> str:
        """The control socket of a part."""
        return str(self.home / f"{part}.sock")


def _kept_ports(file: Path, count: int) -> list[int]:
    """Free loopback ports, the same again for the same folder."""
    if file.exists() and len(kept := file.read_text().split()) == count:
        return [int(word) for word in kept]
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [sock.getsockname()[1] for sock in held]
    for sock in held:
        sock.close()
    file.write_text(" ".join(map(str, ports)))
    return ports


_CONFIG = """\
# Written by the sandbox for a kiosk on this desk; config/kiosk.toml says what the words mean.
[site]
kiosk_id = "{kiosk}"
name_zh = "云溪县松林村服务点"
name_en = "Songlin Village, Yunxi"
zone = "Asia/Shanghai"
profile = "demo"

[platform]
url = "https://localhost:{platform}"
ca = "platform/ca.pem"
cert = "platform/kiosk.pem"
key = "platform/kiosk.key"
signing_public = "platform/platform-sm2.pem"

[keys]
device = "platform/device.key"
vault = "keys"

[journal]
path = "journal.db"
min_free_mb = 20

[devices.id_reader]
driver = "sdt"
port = "{home}/id_reader"
baud = 115200

[devices.camera]
driver = "mjpeg"
port = "http://127.0.0.1:{camera}/"

[devices.code_scanner]
driver = "newland"
port = "{home}/code_scanner"

[devices.receipt_printer]
driver = "escpos"
port = "{home}/receipt_printer"

[devices.dispenser]
driver = "crt591"
port = "{home}/dispenser"

[face]
engine = "sface"

[devices.a4_printer]
queue = "A4"
cups_port = {cups}
printer_uri = "{uri}"
spool = "cups"
{patience}
[idle]
ask_after_s = {ask}
leave_after_s = {leave}

[display]
geometry = "{geometry}"
"""
