"""The texts, as the screens say them."""

from __future__ import annotations

from kiosk.wire import Texts

__all__ = ["Texts"]
