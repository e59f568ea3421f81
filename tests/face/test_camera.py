"""The camera's own life: seen without being opened, opened only to look, gone in the middle, back again."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from hardware.model import DeviceState
from hardware.senses.camera import Camera
from hardware.senses.sources import MjpegSource, OpenCvSource, source
from hardware.simulators.control import ask
from tests.face.watching import PORTRAITS
from tests.stand.stand import until


class Lens:
    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.control = str(folder / "camera.sock")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hardware.simulators.camera", "--port", str(self.port), "--control", self.control,
             "--portraits", str(PORTRAITS)], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout and self.process.stdout.readline() == "ready\n"

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.control, op, **fields)


@pytest.fixture
def lens(tmp_path: Path) -> Iterator[Lens]:
    lens = Lens(tmp_path)
    yield lens
    lens.process.terminate()
    lens.process.wait()


@pytest.fixture
def states() -> list[DeviceState]:
    return []


@pytest.fixture
def camera(lens: Lens, states: list[DeviceState]) -> Camera:
    camera = Camera("camera", MjpegSource(f"http://127.0.0.1:{lens.port}/"), states.append)
    camera.start()
    until("the camera", lambda: states and states[-1].status == "online")
    return camera


def test_its_presence_is_known_without_a_single_picture(lens: Lens, camera: Camera, states: list[DeviceState]) -> None:
    lens.ask("unplug")
    until("gone", lambda: states[-1].status == "offline")
    assert states[-1].fault == "camera.gone"
    lens.ask("replug")
    until("back", lambda: states[-1].status == "online")
    assert lens.ask("state")["watched"] == 0


def test_it_is_open_only_while_somebody_looks(lens: Lens, camera: Camera) -> None:
    with camera.look() as following:
        frame = following()
        assert frame is not None and frame.image.shape == (720, 1280, 3)
        assert lens.ask("state")["watched"] == 1
    until("closed", lambda: lens.ask("state")["watched"] == 0)


@pytest.mark.parametrize("what", ["unplug", "wedge"])
def test_one_that_fails_in_the_middle_says_so_and_comes_back(what: str, lens: Lens, camera: Camera) -> None:
    with camera.look() as following:
        assert following() is not None
        lens.ask(what)
        until("no more frames", lambda: following() is None, 5)
    lens.ask("heal")
    def again() -> bool:
        with camera.look() as following:
            return following() is not None
    until("frames again", again, 5)


def test_one_that_does_not_speak_http_is_gone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert not MjpegSource(f"http://127.0.0.1:{mute.getsockname()[1]}/").there()


def test_a_film_plays_in_a_loop_through_opencv(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 60, (320, 180))
    for grey in (40, 120, 200):
        writer.write(np.full((180, 320, 3), grey, np.uint8))
    writer.release()
    film = source("film", str(path))
    assert film and film.there()
    film.open()
    assert [round(float(film.read().mean()) / 40) for _ in range(5)] == [1, 3, 5, 1, 3]
    film.close()


def test_a_camera_that_is_not_there_is_an_oserror_and_nothing_else(tmp_path: Path) -> None:
    missing = OpenCvSource(str(tmp_path / "video9"), film=False)
    assert not missing.there()
    with pytest.raises(OSError, match="does not open"):
        missing.open()


def test_an_unknown_driver_is_no_source() -> None:
    assert source("webcam", "x") is None
