"""The county's money put together: its file, its rules, its endpoints, its phone and its control."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI

from sandbox.platform import money, phone, teller
from sandbox.platform.bills import Bills, seeds
from sandbox.platform.books import Books
from sandbox.platform.desk import Platform
from sandbox.platform.handset import Handset
from sandbox.platform.ledger import Ledger
from sandbox.platform.settlement import Settlement


class Treasury:
    """file: SQLite; sown: bills.toml; port: the phone's, 0 for any; clock: seconds since 1970.

    operations: for the platform's control socket."""

    def __init__(self, file: Path, sown: Path, port: int, clock: Callable[[], float]) -> None:
        books, sock = Books(file), phone.listening(port)
        door = f"http://127.0.0.1:{sock.getsockname()[1]}/pay/"

        def link(token: str) -> str:
            return door + token

        settlement = Settlement(books, clock)
        handset = Handset(books, settlement, digits)
        self._bills = Bills(books, seeds(sown))
        self._ledger = Ledger(books, settlement, token, link)
        self.operations = teller.operations(books, self._bills, settlement, handset, link)
        phone.serve(sock, phone.build(self._bills, handset))

    def added(self, app: FastAPI, platform: Platform) -> FastAPI:
        """The application with the endpoints of money."""
        money.add(app, platform, self._bills, self._ledger)
        return app


def token() -> str:
    """Nobody guesses it; its last four are digits, to be compared with the kiosk's screen."""
    return secrets.token_hex(10) + digits(4)


def digits(count: int) -> str:
    return f"{secrets.randbelow(10**count):0{count}d}"
