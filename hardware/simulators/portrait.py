"""Portraits small enough for a card's chip: any picture → 102×126 WebP of at most 1010 bytes."""

from __future__ import annotations

from hardware.codecs.wlt import HEIGHT, ROOM, WIDTH
from hardware.simulators.control import Refused


def fit(picture: bytes) -> bytes:
    """A WebP that fits is kept as it is.  Raises Refused."""
    if not picture or (picture[:4] == b"RIFF" and picture[8:12] == b"WEBP" and len(picture) <= ROOM):
        return picture
    import cv2  # only when a picture must be made: it costs 0.2 s at start
    import numpy as np

    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise Refused("the photo is no picture")
    height, width = image.shape[:2]
    scale = max(WIDTH / width, HEIGHT / height)
    image = cv2.resize(image, (max(WIDTH, round(width * scale)), max(HEIGHT, round(height * scale))),
                       interpolation=cv2.INTER_AREA)
    left, top = (image.shape[1] - WIDTH) // 2, (image.shape[0] - HEIGHT) // 2
    image = image[top : top + HEIGHT, left : left + WIDTH]
    for quality in range(60, 0, -3):
        done, webp = cv2.imencode(".webp", image, [cv2.IMWRITE_WEBP_QUALITY, quality])
        if done and len(webp) <= ROOM:
            return webp.tobytes()
    raise Refused("the photo has too much in it")
