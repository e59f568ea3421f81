"""Process root of visit with the stand's kill points."""

from __future__ import annotations

from tests.stand.death import point

if __name__ == "__main__":
    from kiosk.visit.__main__ import main

    main(point)
