from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.printing.stand import MISSING, Stand


@pytest.fixture
def home() -> Iterator[Path]:
    """A short path that another user may enter: unix sockets are limited to 107 characters."""
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    with tempfile.TemporaryDirectory(prefix="a4-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def stand(home: Path) -> Iterator[Stand]:
    stand = Stand(home)
    try:
        stand.spool()
        yield stand
    finally:
        stand.close()
