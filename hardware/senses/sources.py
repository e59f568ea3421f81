"""Where pictures come from: a V4L2 camera or a film through OpenCV, or Motion JPEG over HTTP."""

from __future__ import annotations

import http.client
import time
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import cv2
import numpy as np

from hardware.senses.face.engine import Image

TIMEOUT_S = 1.0


class Source(Protocol):
    """`there` looks without opening: nobody is filmed by it.  All may raise OSError but `there` and `close`."""

    def there(self) -> bool: ...
    def open(self) -> None: ...
    def read(self) -> Image: ...
    def close(self) -> None: ...


class OpenCvSource:
    """A camera by its /dev/v4l/by-path name, or a film that plays in a loop at its own pace (no camera needed)."""

    def __init__(self, port: str, film: bool) -> None:
        self._port = port
        self._film = film
        self._capture: Any = None
        self._due = 0.0

    def there(self) -> bool:
        return Path(self._port).exists()

    def open(self) -> None:
        self._capture = cv2.VideoCapture(self._port, cv2.CAP_ANY if self._film else cv2.CAP_V4L2)
        if not self._film:
            self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, 1280)
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, 720)
            self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if not self._capture.isOpened():
            raise OSError("the camera does not open")

    def read(self) -> Image:
        got, frame = self._capture.read()
        if not got and self._film:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            got, frame = self._capture.read()
        if not got:
            raise OSError("the camera gives no picture")
        if self._film:
            time.sleep(max(0.0, self._due - time.monotonic()))
            self._due = time.monotonic() + 1 / (self._capture.get(cv2.CAP_PROP_FPS) or 15)
        return np.asarray(frame, np.uint8)

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()


class MjpegSource:
    """multipart/x-mixed-replace with a Content-Length in each part, as IP cameras and ustreamer send it."""

    def __init__(self, port: str) -> None:
        url = urlsplit(port)
        self._host, self._port, self._path = url.hostname or "localhost", url.port or 80, url.path or "/"
        self._connection: http.client.HTTPConnection | None = None
        self._stream: http.client.HTTPResponse | None = None

    def there(self) -> bool:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_S)
        try:
            connection.request("HEAD", self._path)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def open(self) -> None:
        self._connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_S)
        try:
            self._connection.request("GET", self._path)
            self._stream = self._connection.getresponse()
        except http.client.HTTPException as wrong:
            raise OSError("the camera does not speak HTTP") from wrong
        if self._stream.status != 200:
            raise OSError("the camera refuses")

    def read(self) -> Image:
        assert self._stream
        try:
            length = 0
            while line := self._stream.readline(1000):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
                if length and not line.strip():
                    break
            picture = self._stream.read(length) if 0 < length < 8_000_000 else b""
        except (http.client.HTTPException, ValueError) as wrong:
            raise OSError("the stream is garbled") from wrong
        frame = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR) if picture else None
        if frame is None:
            raise OSError("the stream has ended")
        return np.asarray(frame, np.uint8)

    def close(self) -> None:
        if self._stream:
            self._stream.close()  # it holds the socket too: without this the camera would go on filming
        if self._connection:
            self._connection.close()


def source(driver: str, port: str) -> Source | None:
    """None for a driver that is not known."""
    if driver == "mjpeg":
        return MjpegSource(port)
    return OpenCvSource(port, driver == "film") if driver in ("v4l2", "film") else None


DRIVERS = ("v4l2", "mjpeg", "film")
