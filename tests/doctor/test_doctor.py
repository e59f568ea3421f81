"""`kiosk doctor` as a technician runs it: a process against a county of real simulators."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.doctor import county, machine
from kiosk.settings import load
from sandbox.people import laid
from tests.stand.control import ask
from tests.stand.stand import ROOT, Stand, until

SERIAL = ("id_reader", "code_scanner", "receipt_printer", "dispenser")


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    with Stand() as stand:
        yield stand


def doctor(stand: Stand, *more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "doctor", "--home", str(stand.home), *more], cwd=ROOT, text=True, timeout=60,
        capture_output=True, check=False, env=environment,
    )


def faults(stand: Stand, *more: str) -> dict[str, Any]:
    """Fault by part, as the program's answer has them; its exit code agrees."""
    said = doctor(stand, "--json", *more)
    assert said.stdout, said.stderr
    found = {row["part"]: row["fault"] for row in json.loads(said.stdout)["parts"] if row["fault"]}
    assert said.returncode == (1 if found else 0), said.stderr
    return found


def test_a_machine_that_is_well_is_told_so_and_prints_nothing(stand: Stand) -> None:
    said = doctor(stand, "--lang", "en")
    assert said.returncode == 0, said.stdout + said.stderr
    assert "ID card reader" in said.stdout and "not enrolled" in said.stdout
    assert not list((stand.home / "slips").glob("*"))


@pytest.mark.parametrize("name", [*SERIAL, "camera"])
def test_a_device_that_is_pulled_out_is_named(stand: Stand, name: str) -> None:
    ask(stand.home / f"{name}.sock", "unplug")
    try:
        assert faults(stand) == {name: "camera.gone" if name == "camera" else "device.missing"}
    finally:
        ask(stand.home / f"{name}.sock", "replug")


def test_a_printer_without_paper_is_named(stand: Stand) -> None:
    stand.printer("empty")
    try:
        assert faults(stand) == {"a4_printer": "printer.paper_out"}
    finally:
        stand.printer("refill")


def test_a_slip_is_printed_only_when_media_may_be_used_and_no_card_moves(stand: Stand) -> None:
    def slips() -> int:
        return len(stand.receipts("slips")["slips"])

    before, cards = slips(), stand.dispenser("state")
    assert faults(stand) == {} and slips() == before
    assert faults(stand, "--with-media") == {} and slips() == before + 1
    assert stand.dispenser("state") == cards


def test_what_a_hand_shows_is_seen_and_not_kept(stand: Stand) -> None:
    stand.reader("lay", **laid("li"))
    stand.scanner("show", text="6600345611")
    try:
        said = doctor(stand, "--interactive")
        assert said.returncode == 0, said.stdout
        assert "6600345611" not in said.stdout + said.stderr
        stand.scanner("remove")
        assert faults(stand, "--interactive") == {"code_scanner": "scan.unreadable"}
    finally:
        stand.scanner("remove")
        stand.reader("pull")


def test_a_device_of_no_known_kind_is_called_as_in_the_configuration(stand: Stand) -> None:
    with stand.configured("[face]", '[devices.lamp]\ndriver = "none"\nport = "x"\n\n[face]'):
        said = doctor(stand, "--lang", "en")
    assert said.returncode == 1 and "lamp" in said.stdout and "device.unknown_driver" in said.stdout


@pytest.mark.root("mounting a small disk")
def test_a_disk_that_is_full_is_full(stand: Stand) -> None:
    folder = stand.home / "disk"
    folder.mkdir()
    try:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "kiosk-test", str(folder)], check=False).returncode:
            pytest.skip("this root may not mount")
        try:
            with stand.configured('"journal.db"\nmin_free_mb = 20', '"disk/journal.db"\nmin_free_mb = 1'):
                assert faults(stand) == {}
                (folder / "ballast").write_bytes(bytes(2_800_000))
                assert faults(stand) == {"disk": "journal.full"}
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    finally:
        folder.rmdir()


def test_a_display_that_does_not_open_is_a_fault(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9999")
    found = {one.part: one.fault for one in machine.examine(load(stand.home))}
    assert found["display"] == "doctor.display"


def test_a_field_machine_needs_touch_and_sound(stand: Stand, tmp_path: Path) -> None:
    def found() -> set[str | None]:
        return {one.fault for one in machine.examine(load(stand.home), tmp_path)} - {None}

    with stand.configured('profile = "demo"', 'profile = "field"'):
        assert found() >= {"doctor.touch", "doctor.sound"}
        (tmp_path / "bus/input").mkdir(parents=True)
        (tmp_path / "bus/input/devices").write_text("B: EV=b\nB: ABS=260800000000003\n")
        (tmp_path / "asound").mkdir()
        (tmp_path / "asound/cards").write_text(" 0 [PCH            ]: HDA-Intel\n")
        assert not found() & {"doctor.touch", "doctor.sound"}


def test_a_line_that_another_holds_is_left_alone(stand: Stand) -> None:
    stand.start_kiosk({"visits": 0})
    try:
        until("the attract screen", lambda: stand.saw("Attract"))
        found = faults(stand)
        assert {found.get(name) for name in SERIAL} == {"doctor.in_service"}
    finally:
        stand.stop_kiosk()


def test_a_clock_that_is_off_is_the_clocks_fault_and_not_the_platforms(stand: Stand) -> None:
    found = county.examine(load(stand.home), lambda: time.time_ns() // 1_000_000 + 600_000)
    assert [(one.part, one.fault) for one in found if one.fault] == [("clock", "platform.clock")]


def test_a_platform_that_is_down_is_said_in_both_languages(stand: Stand) -> None:
    with stand.configured('url = "https://localhost:', 'url = "https://localhost:9/'):
        said = {lang: doctor(stand, "--lang", lang) for lang in ("zh", "en")}
    assert {one.returncode for one in said.values()} == {1}
    assert "platform.down" in said["zh"].stdout and "Please try again in a few minutes" in said["en"].stdout


def test_a_disk_with_less_room_than_is_demanded_is_full(stand: Stand) -> None:
    with stand.configured("min_free_mb = 20", "min_free_mb = 2000000000"):
        assert faults(stand) == {"disk": "journal.full"}


def test_a_bad_configuration_names_file_key_and_way_out(stand: Stand) -> None:
    with stand.configured('profile = "demo"', 'profile = "home"'):
        said = doctor(stand)
    assert said.returncode == 2
    assert all(word in said.stderr for word in ("kiosk.toml", "profile", "use one of demo, field"))


def test_a_mistake_of_usage_is_2(stand: Stand) -> None:
    assert doctor(stand, "--lang", "fr").returncode == 2
