"""Process root of core with the stand's kill points."""

from __future__ import annotations

from tests.stand.death import point

if __name__ == "__main__":
    from kiosk.core.__main__ import main
    from tests.stand.modules import launcher

    main(launcher(), point)
