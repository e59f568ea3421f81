"""The kiosk's channel between processes: whole messages, handed descriptors, and every way a peer can fail."""

from __future__ import annotations

import array
import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.channel import INLINE_MAX, LARGEST, SCHEMA, Channel, Garbled, PeerGone, PeerStuck


class Word(msgspec.Struct, frozen=True, tag=True):
    text: str
    data: bytes = b""


class Number(msgspec.Struct, frozen=True, tag=True):
    value: int


Message = Word | Number
WORD = Word("一句话")
INLINE, MEMFD = bytes((SCHEMA, 0)), bytes((SCHEMA, 1))
Ends = tuple["Channel[Message]", "Channel[Message]"]


@pytest.fixture
def ends() -> Iterator[Ends]:
    here, there = Channel.pair()
    ours: Channel[Message] = Channel(here, Message)
    theirs: Channel[Message] = Channel(there, Message)
    before = open_files()
    yield ours, theirs
    ours.close()
    theirs.close()
    assert open_files() == before - 2, "a descriptor was left open"


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def said(by: Channel[Message], data: bytes, fds: list[int] | None = None) -> None:
    """Bytes as they are, from a peer that is not ours."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
    socket.socket.sendmsg(by._sock, [data], rights)


def memory(body: bytes) -> int:
    fd = os.memfd_create("peer", os.MFD_ALLOW_SEALING)
    os.write(fd, body)
    return fd


# ---------------------------------------------------------------- messages
@pytest.mark.parametrize("size", [0, 1, INLINE_MAX - 200, INLINE_MAX, INLINE_MAX + 1, 5_000_000])
def test_a_message_of_any_size_arrives_as_it_was(size: int, ends: Ends) -> None:
    here, there = ends
    message = Word("图", os.urandom(size))
    here.send(message)
    assert there.receive() == (message, [])
    with pytest.raises(BlockingIOError):
        there.receive()


def test_messages_arrive_whole_and_in_order(ends: Ends) -> None:
    here, there = ends
    sent = [Number(n) if n % 2 else Word(str(n), bytes(n * 10_000)) for n in range(20)]
    for message in sent:
        here.send(message)
    assert [there.receive()[0] for _ in sent] == sent


def test_one_larger_than_the_largest_is_refused_where_it_is_made(ends: Ends) -> None:
    with pytest.raises(ValueError, match="bytes"):
        ends[0].send(Word("", bytes(LARGEST)))


def test_waiting_ends_with_the_message(ends: Ends) -> None:
    here, there = ends

    async def run() -> tuple[Message, list[int]]:
        waiting = asyncio.ensure_future(there.next())
        early: list[bool] = []

        def send() -> None:
            """Called behind the first step of `waiting`: callbacks keep their order."""
            early.append(waiting.done())
            here.send(WORD)

        asyncio.get_running_loop().call_soon(send)
        heard = await asyncio.wait_for(waiting, 5)
        assert early == [False]
        return heard

    assert asyncio.run(run()) == (WORD, [])


# ---------------------------------------------------------------- descriptors
def test_a_descriptor_is_handed_over_and_the_sender_may_close_its_own(ends: Ends) -> None:
    here, there = ends
    end, handed = os.pipe()
    here.send(WORD, [handed])
    os.close(handed)
    message, (fd,) = there.receive()
    os.write(fd, b"through")
    os.close(fd)
    assert message == WORD and os.read(end, 10) == b"through" and os.read(end, 10) == b"", "no other end is open"
    os.close(end)


def test_a_large_message_brings_its_descriptors_too_and_not_its_own_file(ends: Ends) -> None:
    here, there = ends
    end, handed = os.pipe()
    here.send(Word("", bytes(INLINE_MAX + 1)), [handed])
    _, fds = there.receive()
    assert len(fds) == 1 and os.fstat(fds[0]).st_ino == os.fstat(end).st_ino
    assert not os.get_inheritable(fds[0])
    for fd in (end, handed, *fds):
        os.close(fd)


@pytest.mark.parametrize("data", [b"\x01", bytes((SCHEMA + 1, 0)), INLINE + b"junk", INLINE + b"x" * (INLINE_MAX + 1)])
def test_descriptors_that_come_with_garbage_are_closed(data: bytes, ends: Ends) -> None:
    here, there = ends
    end, handed = os.pipe()
    said(here, data, [handed, handed])
    os.close(handed)
    with pytest.raises(Garbled):
        there.receive()
    assert os.read(end, 1) == b"", "every other end is closed"
    os.close(end)


def test_more_descriptors_than_fit_are_garbled_and_none_stays_open(ends: Ends) -> None:
    here, there = ends
    end, handed = os.pipe()
    said(here, INLINE + msgspec.msgpack.encode(WORD), [handed] * 12)
    os.close(handed)
    with pytest.raises(Garbled, match="truncated"):
        there.receive()
    assert os.read(end, 1) == b""
    os.close(end)


# ---------------------------------------------------------------- garbage
GARBAGE = {
    "one byte": bytes((SCHEMA,)), "another schema": bytes((SCHEMA + 1, 0)) + msgspec.msgpack.encode(WORD),
    "no body": INLINE, "junk": INLINE + b"\xc1\xff\x00", "cut off": INLINE + msgspec.msgpack.encode(WORD)[:-1],
    "an unknown message": INLINE + msgspec.msgpack.encode({"type": "Order", "text": "x"}),
    "a field of another type": INLINE + msgspec.msgpack.encode({"type": "Number", "value": "x"}),
    "bad text": INLINE + b"\x82\xa4type\xa4Word\xa4text\xa2\xff\xff", "too deep": INLINE + b"\x91" * 5000,
    "a list without end": INLINE + b"\xdd\xff\xff\xff\xff", "too long for one piece": INLINE + b"x" * (INLINE_MAX + 1),
    "a memory file that is not there": MEMFD,
}


@pytest.mark.parametrize("what", GARBAGE)
def test_garbage_is_told_and_the_next_message_is_whole(what: str, ends: Ends) -> None:
    here, there = ends
    said(here, GARBAGE[what])
    here.send(WORD)
    with pytest.raises(Garbled) as told:
        there.receive()
    assert "x" * 9 not in str(told.value), "no content in an error's text"
    assert there.receive() == (WORD, [])


def test_only_a_sealed_memory_file_is_read(ends: Ends) -> None:
    here, there = ends
    end, pipe = os.pipe()
    zero, folder = os.open("/dev/zero", os.O_RDONLY), os.open("/", os.O_RDONLY)
    unsealed = memory(msgspec.msgpack.encode(WORD))
    for fd in (end, pipe, zero, folder, unsealed):
        said(here, MEMFD, [fd])
        os.close(fd)
        with pytest.raises(Garbled):
            there.receive()


@given(st.binary(min_size=1, max_size=400), st.booleans())
def test_no_bytes_whatever_are_more_than_garbled(data: bytes, headed: bool) -> None:
    a, b = Channel.pair()
    here: Channel[Message] = Channel(a, Message)
    there: Channel[Message] = Channel(b, Message)
    said(here, INLINE + data if headed else data)
    try:
        message, fds = there.receive()
        assert isinstance(message, Message) and fds == []
    except Garbled:
        pass
    here.close()
    there.close()


# ---------------------------------------------------------------- peers that fail
def test_a_peer_that_does_not_read_is_stuck_and_loses_nothing(ends: Ends) -> None:
    here, there = ends
    sent = 0
    with pytest.raises(PeerStuck):
        while sent < 1_000_000:
            here.send(Number(sent))
            sent += 1
    assert sent > 0
    assert [there.receive()[0] for _ in range(sent)] == [Number(n) for n in range(sent)]
    here.send(WORD)
    assert there.receive() == (WORD, [])


def test_a_large_message_to_a_stuck_peer_leaves_no_memory_file_behind(ends: Ends) -> None:
    here, there = ends
    with pytest.raises(PeerStuck):
        while True:
            here.send(Number(0))
    before = open_files()
    with pytest.raises(PeerStuck):
        here.send(Word("", bytes(INLINE_MAX + 1)))
    assert open_files() == before


def test_a_peer_that_is_gone_is_told_to_who_sends_and_to_who_waits(ends: Ends) -> None:
    here, there = ends

    async def wait() -> None:
        waiting = asyncio.ensure_future(here.next())
        asyncio.get_running_loop().call_soon(there.close)  # behind the first step of `waiting`
        with pytest.raises(PeerGone):
            await asyncio.wait_for(waiting, 5)

    asyncio.run(wait())
    with pytest.raises(PeerGone):
        here.send(WORD)
    here.close()
    assert here.closed
    with pytest.raises(PeerGone):
        here.receive()
    with pytest.raises(PeerGone):
        asyncio.run(here.next())


def test_the_last_words_of_a_peer_are_heard_before_its_end(ends: Ends) -> None:
    here, there = ends
    there.send(WORD)
    there.close()
    assert here.receive() == (WORD, [])
    with pytest.raises(PeerGone):
        here.receive()


def test_the_last_words_of_a_peer_that_went_with_something_unread_are_heard_too(ends: Ends) -> None:
    here, there = ends
    here.send(Number(1))
    there.send(WORD)
    there.close()
    assert here.receive() == (WORD, [])
    with pytest.raises(PeerGone):
        here.receive()


def test_what_is_shut_wakes_both_ends(ends: Ends) -> None:
    here, there = ends

    async def run() -> None:
        waits = [asyncio.ensure_future(end.next()) for end in (here, there)]
        for _ in range(2):
            asyncio.get_running_loop().call_soon(here.shut)  # behind the first steps of both
        told = await asyncio.wait_for(asyncio.gather(*waits, return_exceptions=True), 5)
        assert [type(end) for end in told] == [PeerGone, PeerGone]

    asyncio.run(run())
