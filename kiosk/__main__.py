"""`python -m kiosk`: the commands of a kiosk."""

from __future__ import annotations

from kiosk.cli import app

if __name__ == "__main__":
    app()
