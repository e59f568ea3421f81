"""A typed message channel over one inherited SOCK_SEQPACKET socket.

Every process of the kiosk knows its peers by sockets it inherited or was handed, never by a name
(ARCHITECTURE, "Processes on a kiosk").  A datagram is two bytes of head – schema version, form –
and a msgpack body; a body over 64 kB travels in a sealed memory file beside it, because a Unix
datagram is limited to about 200 kB.
"""

from __future__ import annotations

import array
import asyncio
import fcntl
import os
import socket
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import msgspec

SCHEMA = 1
INLINE_MAX = 64 * 1024
LARGEST = 32 * 1024 * 1024  # bytes of a message; the largest of ours, a page's picture, has about 2 MB
_INLINE, _MEMFD = 0, 1
_MAX_FDS = 8
_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW

In = TypeVar("In")


class PeerGone(Exception):
    """The other end was closed, or its process died."""


class PeerStuck(Exception):
    """The other end has not read for so long that its queue is full."""


class Garbled(Exception):
    """What came is no message of this schema; the text names the reason and no content."""


class Channel(Generic[In]):
    """One end of a channel; `receives` is the union of message structs this end accepts.

    Never blocks on sending: a full queue raises PeerStuck.  File descriptors that come with a
    message belong to the receiver.
    """

    def __init__(self, sock: socket.socket, receives: Any) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._decode: msgspec.msgpack.Decoder[In] = msgspec.msgpack.Decoder(receives)
        self._encode = msgspec.msgpack.Encoder()

    @staticmethod
    def at(fd: int, receives: Any) -> Channel[Any]:
        """Over a socket that came as a descriptor; it is the channel's from now on."""
        return Channel(socket.socket(fileno=fd), receives)

    @staticmethod
    def pair() -> tuple[socket.socket, socket.socket]:
        """Two connected sockets, one for each process."""
        return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    def fileno(self) -> int:
        return self._sock.fileno()

    @property
    def closed(self) -> bool:
        return self._sock.fileno() < 0

    def close(self) -> None:
        self._sock.close()

    def shut(self) -> None:
        """End the talk from this side: a waiting `next` here and the peer both see PeerGone."""
        try:
            self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the peer was faster

    def send(self, message: msgspec.Struct, fds: Sequence[int] = ()) -> None:
        """Queue one message.  Raises PeerGone, PeerStuck; ValueError over LARGEST."""
        body = self._encode.encode(message)
        if len(body) > LARGEST:
            raise ValueError(f"a message of {len(body)} bytes")
        handed = list(fds)
        memory = -1
        if len(body) > INLINE_MAX:
            memory = _sealed(body)
            handed.append(memory)
            head, body = bytes((SCHEMA, _MEMFD)), b""
        else:
            head = bytes((SCHEMA, _INLINE))
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", handed))] if handed else []
        try:
            self._sock.sendmsg([head, body], rights, socket.MSG_NOSIGNAL)
        except BlockingIOError:
            raise PeerStuck from None
        except OSError:
            raise PeerGone from None
        finally:
            if memory >= 0:
                os.close(memory)

    def receive(self) -> tuple[In, list[int]]:
        """The next message and its descriptors.  Raises BlockingIOError, PeerGone, Garbled."""
        data, rights, flags = self._datagram()
        fds = [fd for level, kind, raw in rights if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
               for fd in array.array("i", raw[: len(raw) - len(raw) % 4])]
        try:
            if not data:
                raise PeerGone
            if flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC) or len(data) < 2:
                raise Garbled("truncated")
            return self._message(data, fds), fds
        except (PeerGone, Garbled):
            for fd in fds:  # nobody else will
                os.close(fd)
            raise

    def _datagram(self) -> tuple[bytes, list[tuple[int, int, bytes]], int]:
        for _ in range(2):
            try:
                data, rights, flags, _ = self._sock.recvmsg(
                    INLINE_MAX + 2, socket.CMSG_SPACE(4 * _MAX_FDS), socket.MSG_CMSG_CLOEXEC
                )
            except BlockingIOError:
                raise
            except ConnectionResetError:
                continue  # the peer went with something unread; its own last words are still here
            except OSError:
                break
            return data, rights, flags
        raise PeerGone

    def _message(self, data: bytes, fds: list[int]) -> In:
        if data[0] != SCHEMA:
            raise Garbled(f"peer speaks schema {data[0]}, this process {SCHEMA}")
        body = data[2:]
        if data[1] == _MEMFD:
            if not fds:
                raise Garbled("no memory file")
            body = _contents(fds.pop())
        try:
            return self._decode.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Garbled("not a message of this channel") from None

    async def next(self) -> tuple[In, list[int]]:
        """Wait for the next message.  Raises PeerGone, Garbled."""
        while True:
            try:
                return self.receive()
            except BlockingIOError:
                await self._readable()

    async def _readable(self) -> None:
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[None] = loop.create_future()
        fd = self._sock.fileno()
        if fd < 0:
            raise PeerGone
        loop.add_reader(fd, lambda: ready.done() or ready.set_result(None))
        try:
            await ready
        finally:
            loop.remove_reader(fd)


def _sealed(body: bytes) -> int:
    fd = os.memfd_create("message", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.write(fd, body)
    fcntl.fcntl(fd, fcntl.F_ADD_SEALS, _SEALS)
    return fd


def _contents(fd: int) -> bytes:
    """Closes `fd`.  Only a sealed file is read: another could change below us, or never end."""
    try:
        size = os.fstat(fd).st_size
        if fcntl.fcntl(fd, fcntl.F_GET_SEALS) & _SEALS != _SEALS or size > LARGEST:
            raise Garbled("no sealed memory file, or too large")
        return os.pread(fd, size, 0)
    except OSError:
        raise Garbled("no memory file") from None
    finally:
        os.close(fd)
