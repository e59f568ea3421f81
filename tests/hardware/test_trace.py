"""A trace of a reader's line can be played back, and holds nothing of a citizen, whatever came over the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.codecs import sdt as codec
from hardware.drivers import sdt
from hardware.drivers.base import perform
from hardware.drivers.sdt import PERSONA, Record
from hardware.link import Link, LinkLost
from hardware.rack import Rack
from hardware.trace import ReplayLink, TracedPort, Unexpected, load
from tests.hardware.cards import written
from tests.hardware.lines import ScriptedLink
from tests.hardware.reference import COMMANDS, FOUND, SELECTED, answer, record

NAME, ADDRESS, ISSUER = "欧阳静姝", "云溪县松林镇金丝雀路77号", "云溪县公安局"
NUMBER = "110105198505050045"
CARD = written(" ", name=NAME, address=ADDRESS, issuer=ISSUER, number=NUMBER, birth="19850505", sex="2", nation="03")
PHOTO = b"the face of a canary " * 48 + bytes(16)
RECORD = record(CARD, PHOTO)
SAM = answer(0x90, bytes.fromhex("05000100 FF173401 01000000 02000000"))
NEW_ADDRESS = answer(0x90, ADDRESS.encode("utf-16-le").ljust(70, b" "))
SECRETS = [text.encode("utf-16-le") for text in (NAME, ADDRESS, ISSUER, NUMBER, NUMBER[6:14])] + [PHOTO[:21]]
FIND, SELECT, READ = (COMMANDS[name] for name in ("find", "select", "read"))


class Port:
    def __init__(self, link: Link) -> None:
        self._link = link

    def present(self) -> bool:
        return True

    def open(self) -> Link:
        return self._link


def traced(*turns: tuple[bytes, list[bytes]]) -> list[bytes]:
    """The lines of a trace of these turns, as they passed."""
    lines: list[bytes] = []
    ticks = iter(range(1000))
    port = TracedPort(Port(ScriptedLink(turns)), lines.append, sdt.redact, lambda: float(next(ticks)))
    link = port.open()
    assert port.present()
    for said, heard in turns:
        link.write(said)
        assert b"".join(link.read(0) for _ in range(len(heard) + 1)) == b"".join(heard), "a trace changes nothing"
    link.close()
    return lines


def secrets_in(lines: list[bytes]) -> list[bytes]:
    passed = b"".join(bytes.fromhex(line.hex) for line in load(lines))
    return [secret for secret in SECRETS if secret in passed or secret in b"".join(lines)]


def test_the_search_finds_a_citizen_where_there_is_one() -> None:
    lines: list[bytes] = []
    link = TracedPort(Port(ScriptedLink([(READ, [RECORD])])), lines.append, lambda heard: heard).open()
    link.write(READ)
    link.read(0)
    link.close()
    assert secrets_in(lines) == SECRETS


def test_a_read_is_traced_as_the_textbook_citizens() -> None:
    lines = traced((FIND, [FOUND]), (SELECT, [SELECTED]), (READ, [RECORD[:700], RECORD[700:]]))
    assert secrets_in(lines) == []
    replay = ReplayLink(load(lines))
    now = iter(range(100))
    assert perform(replay, codec.replies(), sdt.present(False), lambda: next(now) / 10) is True
    read = perform(replay, codec.replies(), sdt.read_card(False), lambda: next(now) / 10)
    assert read == Record(PERSONA, bytes(1024)) and replay.finished


OTHERWISE = {
    "without its end": [RECORD[:-1]], "with a wrong checksum": [RECORD[:-1] + b"\0"], "without its head": [RECORD[5:]],
    "its later part": [RECORD[300:]], "twice": [RECORD, RECORD], "the new address": [NEW_ADDRESS],
    "behind the reader's number": [SAM, RECORD], "before the reader's number": [RECORD, SAM],
    "half of it behind the reader's number": [SAM, RECORD[:900]], "a part before the number": [RECORD[20:], SAM],
    "a part between two numbers": [SAM + RECORD[20:] + SAM], "the text alone": [answer(0x90, CARD)],
    "with a refusal": [answer(0x41, CARD + PHOTO)], "behind junk": [b"\xaa" * 9 + RECORD],
    "cut by another answer": [RECORD[:600], FOUND],
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_nothing_of_a_citizen_is_kept_of_a_record_that_came_otherwise(how: str) -> None:
    heard = OTHERWISE[how]
    lines = traced((READ, heard))
    assert len(lines) == 2 and secrets_in(lines) == []


def test_the_readers_own_number_is_kept() -> None:
    (_, heard) = load(traced((COMMANDS["sam"], [SAM])))
    assert bytes.fromhex(heard.hex) == SAM


@given(st.lists(st.sampled_from([RECORD, SAM, FOUND, NEW_ADDRESS, b"\xaa", CARD, PHOTO]), max_size=4),
       st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=4), st.integers(0, 1400))
def test_nothing_of_a_citizen_is_kept_whatever_came(parts: list[bytes], wrong: list[tuple[int, int]], cut: int) -> None:
    heard = bytearray(b"".join(parts)[cut:])
    for at, value in wrong:
        if heard:
            heard[at % len(heard)] = value
    assert secrets_in(traced((READ, [bytes(heard)]))) == []


def test_a_replay_holds_the_host_to_what_it_said() -> None:
    replay = ReplayLink(load(traced((FIND, [FOUND]))))
    with pytest.raises(Unexpected):
        replay.write(SELECT)
    ended = ReplayLink(())
    assert ended.finished and ended.read(1) == b""
    with pytest.raises(LinkLost):
        ended.write(FIND)


def test_a_table_with_a_trace_writes_it_beside_the_line(tmp_path: Path) -> None:
    """The rack's own wiring: the port is gone, so nothing passes, but the file is there and held to the redactor."""
    rack = Rack({"id_reader": {"driver": "sdt", "port": str(tmp_path / "reader"), "trace": str(tmp_path / "t.jsonl")}},
                lambda state: None)
    port = rack.devices["id_reader"]._port
    assert isinstance(port, TracedPort) and port._redact is sdt.redact and (tmp_path / "t.jsonl").exists()
