"""The private print scheduler: CUPS in a directory of its own, as an ordinary user, with the once-only backend.

    python -m hardware.printing.spooler --home DIR --port P --queue A4 --printer ipp://localhost:PP/ipp/print

Prints one line `ready PID` when the scheduler answers, one line `queue NAME` when the queue stands (a driverless
queue needs its printer once, so this waits until the printer is on), and ends with the scheduler.  Started again on
the same directory it keeps jobs and fences.  Root is not a user CUPS accepts: started by root it runs as `lp`.
"""

from __future__ import annotations

import argparse
import grp
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from hardware.printing.queue import Server, alive

TEMPLATES = Path(__file__).parents[2] / "config" / "cups"
ONCE = Path(__file__).with_name("once")
CUPS_BIN = Path("/usr/lib/cups")
FENCE_DAYS = 30


MEMORY = Path("/dev/shm")


def in_memory(home: Path) -> Path:
    """A folder of this scheduler's own on tmpfs, the same for the same home: no page of a citizen reaches a disk."""
    return MEMORY / f"kiosk-spool-{hashlib.sha256(str(home).encode()).hexdigest()[:12]}"


def runner() -> pwd.struct_passwd:
    """The user that the scheduler runs as."""
    return pwd.getpwnam("lp") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def lay_out(home: Path, port: int, spool: Path, user: pwd.struct_passwd, now: float) -> None:
    """Write configuration, backend and folders below `home`; jobs and fences of an earlier run stay."""
    group = grp.getgrgid(user.pw_gid).gr_name
    words = {"home": str(home), "spool": str(spool), "port": str(port), "user": user.pw_name, "group": group}
    # Fences may be listed by the kiosk: they hold numbers only, and tell what began (evidence.py).
    modes = {"": 0o711, "etc": 0o700, "cache": 0o700, "run": 0o711, "run/certs": 0o700, "log": 0o700, "fences": 0o755}
    for name, mode in modes.items():
        _folder(home / name, mode, user)
    for folder in (spool, spool / "tmp"):
        _folder(folder, 0o700, user)
    for name in ("cupsd.conf", "cups-files.conf"):
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace("{" + word + "}", value)
        _file(home / "etc" / name, text.encode(), 0o600, user)
    _server_bin(home / "bin", user)
    for fence in (home / "fences").iterdir():
        if fence.stat().st_mtime < now - FENCE_DAYS * 86400:
            fence.unlink()


def _server_bin(bin_: Path, user: pwd.struct_passwd) -> None:
    if bin_.exists():
        shutil.rmtree(bin_)
    _folder(bin_, 0o755, user)
    for part in CUPS_BIN.iterdir():
        if part.name != "backend":
            (bin_ / part.name).symlink_to(part)
    _folder(bin_ / "backend", 0o755, user)
    for scheme in ("ipp", "ipps"):
        (bin_ / "backend" / scheme).symlink_to(CUPS_BIN / "backend" / scheme)
    _file(bin_ / "backend" / "once", ONCE.read_bytes(), 0o700, user)


def _folder(path: Path, mode: int, user: pwd.struct_passwd) -> None:
    path.mkdir(parents=True, exist_ok=True)
    _give(path, mode, user)


def _file(path: Path, body: bytes, mode: int, user: pwd.struct_passwd) -> None:
    path.write_bytes(body)
    _give(path, mode, user)


def _give(path: Path, mode: int, user: pwd.struct_passwd) -> None:
    path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(path, user.pw_uid, user.pw_gid)


def reachable(home: Path, user: pwd.struct_passwd) -> bool:
    """Whether `user` can enter `home` at all."""
    return subprocess.run([*_as(user), "test", "-r", str(home / "etc" / "cupsd.conf")], check=False).returncode == 0


def _as(user: pwd.struct_passwd) -> list[str]:
    """A command's head that runs it as `user`, for as long as this process lives."""
    drop = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *drop, "--pdeathsig", "TERM"]


def start(home: Path, user: pwd.struct_passwd) -> subprocess.Popen[bytes]:
    """Run the scheduler as `user`; it ends with this process, however that ends."""
    etc = home / "etc"
    cupsd = ["/usr/sbin/cupsd", "-f", "-c", str(etc / "cupsd.conf"), "-s", str(etc / "cups-files.conf")]
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(home), "LANG": "C.UTF-8"}
    return subprocess.Popen([*_as(user), *cupsd], env=environment, cwd=home)


def add_queue(home: Path, queue: str, printer: str) -> bool:
    """Make the driverless queue; False while its printer does not answer.  It takes no job until the fence is in it."""
    lpadmin = ["/usr/sbin/lpadmin", "-h", str(home / "run" / "cups.sock"), "-p", queue]
    policy = ["-o", "printer-error-policy=abort-job", "-o", "printer-is-shared=false"]
    steps = (
        [*lpadmin, "-v", printer, "-m", "everywhere", *policy],
        [*lpadmin, "-v", f"once:{printer}"],
        [*lpadmin, "-E"],
    )
    return all(subprocess.run(step, check=False, capture_output=True, timeout=60).returncode == 0 for step in steps)


def has_queue(home: Path, queue: str, printer: str) -> bool:
    """Whether an earlier run left this queue for this printer, fence and all."""
    known = home / "etc" / "printers.conf"
    text = known.read_text(encoding="utf-8") if known.exists() else ""
    return f"Printer {queue}>" in text and f"DeviceURI once:{printer}\n" in text and "Accepting Yes" in text


def main() -> int:
    parser = argparse.ArgumentParser(description="the kiosk's private print scheduler")
    parser.add_argument("--home", type=Path, required=True, help="its directory; kept between runs, on a disk")
    parser.add_argument("--port", type=int, required=True, help="loopback port")
    parser.add_argument("--queue", default="A4")
    parser.add_argument("--printer", required=True, help="the printer's ipp:// address")
    parser.add_argument("--spool", type=Path, help="where pages lie while they print; in memory, unless told otherwise")
    args = parser.parse_args()
    home: Path = args.home.absolute()
    spool: Path = (args.spool or in_memory(home)).absolute()

    lay_out(home, args.port, spool, runner(), time.time())
    if not reachable(home, runner()):
        print(f"{runner().pw_name} may not enter {home}: a folder above it is closed", file=sys.stderr)
        return 2
    cupsd = start(home, runner())

    asked = threading.Event()

    def stop(*_: object) -> None:
        asked.set()
        cupsd.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    threading.Thread(target=_announce, args=(home, args, cupsd), daemon=True).start()
    status = cupsd.wait()
    if asked.is_set() and not args.spool:  # one that was killed must find its jobs again
        shutil.rmtree(spool, ignore_errors=True)  # what has not left is barred by recovery, and kept nowhere
    return status


def _announce(home: Path, args: argparse.Namespace, cupsd: subprocess.Popen[bytes]) -> None:
    try:
        server = Server("127.0.0.1", args.port)
        while not alive(server):
            time.sleep(0.02)
        print(f"ready {cupsd.pid}", flush=True)
        while not has_queue(home, args.queue, args.printer) and not add_queue(home, args.queue, args.printer):
            time.sleep(1)
        print(f"queue {args.queue}", flush=True)
    except BaseException:
        cupsd.terminate()  # a scheduler that will never say its queue must not look as if it would
        raise


if __name__ == "__main__":
    sys.exit(main())
