"""One county for all tests of a worker; a kiosk for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox.people import laid
from tests.stand.stand import Stand


@pytest.fixture(scope="session")
def county() -> Iterator[Stand]:
    with Stand() as stand:
        yield stand


@pytest.fixture
def stand(county: Stand) -> Iterator[Stand]:
    """A county in good order with the card of Li Xiuying on the reader, and no kiosk yet."""
    county.fresh_journal()
    county.reader("heal")
    county.reader("replug")
    county.reader("lay", **laid("li"))
    county.camera("heal")
    county.camera("leave")
    county.printer("clear")
    county.printer("refill")
    county.receipts("heal")
    county.dispenser("heal")
    county.scanner("remove")
    for endpoint in ("all", "issue", "orders", "close", "refunds"):
        county.platform("fault", endpoint=endpoint, kind="none")
    yield county
    county.stop_kiosk()
