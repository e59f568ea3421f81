"""What is left of a citizen: nothing in any file the kiosk wrote, nothing in the memory of what lives on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hardware.printing.spooler import in_memory
from sandbox.people import PEOPLE, PORTRAITS
from tests.stand.stand import Stand, until

THEIRS = {"platform", "paper", "platform.sock"}
"""The county's own files and the paper itself."""


def canaries(who: str) -> list[bytes]:
    """Words of a citizen in two encodings, and pieces of the card's photo."""
    person = PEOPLE[who]
    said = (person.name, person.number, person.address, person.phone)
    photo = (PORTRAITS / person.portrait / "card.webp").read_bytes()
    pieces = [photo[at : at + 24] for at in (100, 400, 700)]
    return [word.encode(code) for word in said for code in ("utf-8", "utf-16-le", "gb18030")] + pieces


@pytest.mark.parametrize("way", ["code", "face"])
def test_nothing_of_a_citizen_is_in_anything_the_processes_wrote(stand: Stand, way: str) -> None:
    stand.camera("stand", who=PEOPLE["li"].portrait, **{"as": "person"})
    stand.start_kiosk({"way": way})
    until("the goodbye", lambda: stand.saw("Goodbye"), 60)
    until("the visit's end", lambda: stand.events("visit.ended"))
    until("the county's word", lambda: stand.events("outbox.sent"))
    words = canaries("li")
    searched = 0
    for file in stand.home.rglob("*"):
        if file.is_file() and file.relative_to(stand.home).parts[0] not in THEIRS:
            searched += 1
            content = file.read_bytes()
            assert not [word for word in words if word in content], file.name
    assert searched > 10
    register = b"".join(file.read_bytes() for file in (stand.home / "platform").glob("register.db*"))
    assert PEOPLE["li"].number.encode() in register, "the search would find it where it is"


@pytest.mark.parametrize("item", ["HR-022", "CA-002", "HR-003", "MI-003"])
def test_a_slip_and_the_core_that_prints_it_know_nobody(stand: Stand, item: str) -> None:
    typed = "松林村金丝雀路七号"
    fields = json.dumps({"address": typed, "phone": "13800139753"}).encode().hex()  # the environment is core's, too
    stand.start_kiosk({"way": "code", "item": item, "cards": ["chen", "wang"], "hold": "TakeSlip", "slip": True,
                       "fields_hex": fields})
    until("the slip", lambda: stand.saw("Show", prompt="TakeSlip"), 60)
    chen, wang = PEOPLE["chen"], PEOPLE["wang"]  # li's number is the textbook's, which drivers know
    words = [chen.name, chen.number, wang.name, wang.number, typed, "13800139753"]
    core = stand.pids("tests.stand.core")[0]
    assert [word for word in words if _in_memory(core, word)] == []
    slip = stand.receipts("slips")["slips"][-1]["text"]
    assert slip and not [word for word in words if word in slip]


def test_a_page_that_waits_for_paper_lies_in_memory_and_on_no_disk(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "pause": "Review"})
    until("the review", lambda: stand.saw("Show", prompt="Review"))
    stand.printer("trap", what="empty")
    (stand.home / "go").touch()
    until("the page at the printer", lambda: stand.printer("state")["busy"])
    page = Path(stand.printer("state")["jobs"][-1]["file"]).read_bytes()
    piece = page[len(page) // 2 :][:200]
    assert [file for file in in_memory(stand.home / "cups").rglob("*") if file.is_file() and piece in file.read_bytes()]
    ours = (file for file in stand.home.rglob("*") if file.relative_to(stand.home).parts[0] not in THEIRS)
    assert [file for file in ours if file.is_file() and piece in file.read_bytes()] == []


def test_core_never_holds_a_citizen_in_its_memory(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "hold": "TakeDocument", "cards": ["chen"]})
    until("the page in the tray", lambda: stand.saw("Show", prompt="TakeDocument"))
    number = PEOPLE["chen"].number
    assert _in_memory(stand.pids("tests.stand.visit")[0], number), "the visit knows it: the search works"
    assert not _in_memory(stand.pids("tests.stand.core")[0], number)


def _in_memory(pid: int, word: str) -> bool:
    needles = [word.encode(), word.encode("utf-16-le")]
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            low, high = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(low)
                content = memory.read(high - low)
            except (OSError, OverflowError, ValueError):
                continue
            if any(needle in content for needle in needles):
                return True
    return False
