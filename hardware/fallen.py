"""What a process says when it falls: places only.  An exception's text may hold a citizen's data."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from types import TracebackType


def places_only(threads_end_it: bool = True) -> None:
    """From now on a fall is told by its places; a thread that falls takes the process along, so that its owner starts
    another (a device whose thread is gone would be waited for, for ever)."""

    def told(kind: type[BaseException], _: BaseException, where: TracebackType | None) -> None:
        traceback.print_tb(where)
        print(kind.__name__, file=sys.stderr, flush=True)

    def fallen(args: threading.ExceptHookArgs) -> None:
        traceback.print_tb(args.exc_traceback)
        print(args.exc_type.__name__, file=sys.stderr, flush=True)
        if threads_end_it:
            os._exit(1)

    sys.excepthook = told
    threading.excepthook = fallen
