"""Process root of recovery with the stand's kill points, named apart from a visit's."""

from __future__ import annotations

from tests.stand.death import point

if __name__ == "__main__":
    from kiosk.recovery import main

    main(lambda name: point(f"recovery.{name}"))
