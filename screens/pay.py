"""Pay by phone (扫码付款): the amount first, what for, the code on its plate, and what happens at the end of time."""

from __future__ import annotations

from typing import Any

from kiosk.prompts import No, Pay, Pick
from screens.countdown import countdown
from screens.frame import Screen
from screens.plate import plate

DESCENT = 0.288
"""What the font has below its baseline, in em (hhea table): figure and unit stand on one line."""


def draw(s: Screen, prompt: Pay) -> None:
    status = s.c.status
    state = status.state if status and status.state in ("asking", "closing", "paid") else "waiting"
    s.header()
    s.steps()
    y = _amount(s, prompt, state)
    top = max(540.0, y + 20)
    s.act(top, low=True)
    if state in ("closing", "paid"):
        _ended(s, state, top)
    else:
        _code(s, prompt, state, top)
    _bar(s, state)
    s.footer()


def _amount(s: Screen, prompt: Pay, state: str) -> float:
    """The sentence, the amount and what it is for; where they end."""
    scanning = state == "waiting" and not prompt.code
    title = s.text(s.say("pay.title_scan" if scanning else f"pay.title_{state}"), 60, 226, 960, 110, "title", "ink",
                   bold=True)
    y = s.under(title) - 8
    amount, _, after = s.fee(prompt.fen).partition(" ")
    figure: Any = s.text(amount, 60, y, 840, 212, "figure", "pine", bold=True)
    if after:
        left = s.right_of(figure) + 24
        unit: Any = s.text(after, left, y, 1010 - left, 120, "title", "pine", bold=True)
        unit.y = figure.y + DESCENT * (figure.font_size - unit.font_size)
    parts = [s.say(prompt.what), *(value if isinstance(value, str) else s.say(value)
                                   for value in (row.value for row in prompt.rows))]
    what = s.text(" · ".join(parts), 60, s.under(figure) - 6, 960, 96, "body" if not s.wide_text() else "note", "ink2")
    return s.under(what)


def _code(s: Screen, prompt: Pay, state: str, top: float) -> None:
    """The code or the scanner, the time that is left, and the other way."""
    end = 1180.0 if state == "asking" else 1230.0 if prompt.scan or not prompt.code else 1400.0
    if prompt.code:
        told = 74 if prompt.digits else 0
        side = min(600.0, end - top - 84 - told)
        plate(s, prompt.code, 540 - side / 2, top, side, side)
        if prompt.digits:
            s.text(s.say("pay.digits", digits=prompt.digits), 60, top + side + 6, 960, 74, "body", "ink", bold=True,
                   align="center", valign="middle")
        s.text(s.say("pay.by"), 60, top + side + 6 + told, 960, 74, "body", "ink", align="center", valign="middle")
    else:
        s.panel(60, top, 960, end - top - 12, "cel")
        s.art("scan-code", 90, top + 16, s.beside(680), end - top - 44)
        s.where("where-scan", s.say("scan.where"), top, end - top - 12)
    if state == "asking":
        s.point("info", s.say("pay.asking"), 1200, 352, fill="lamp_tint", role="lead")
        return
    _time(s, prompt, end)
    if not prompt.code:
        s.button("pick:show", s.say("pay.show"), 60, 1416, 960, 132, lambda: s.c.answer(Pick("show")), icon="phone")
    elif prompt.scan:
        s.button("pick:scan", s.say("pay.scan"), 60, 1416, 960, 132, lambda: s.c.answer(Pick("scan")), icon="scan")


def _time(s: Screen, prompt: Pay, y: float) -> None:
    status = s.c.status
    told = status is not None and status.state == "waiting" and status.of > 0
    left, whole = (status.step, status.of) if status and told else (prompt.seconds, prompt.seconds)

    def said(seconds: int) -> str:
        return s.say("pay.left", minutes=seconds // 60, seconds=f"{seconds % 60:02d}")

    label = s.text(said(left), 60, y, 560 if s.c.texts.lang == "zh" else 500, 76, "lead", "ink", bold=True,
                   valign="middle")
    s.text(s.say("pay.then"), 640, y, 380, 76, "note", "ink2", align="right", valign="middle")
    countdown(s, label, (60, y + 88, 960), left, whole, said)


def _ended(s: Screen, state: str, top: float) -> None:
    s.panel(60, top, 960, 1180 - top, "cel")
    if state == "paid":
        s.dot(440, top + (1180 - top) / 2 - 100, 200, "pine")
        s.icon("check", 480, top + (1180 - top) / 2 - 60, 120, "on_pine")
    else:
        s.art("fetching", 100, top + 24, 880, 1180 - top - 48)
    s.point("yuan", s.say(f"pay.say_{state}"), 1204, 220, role="lead")


def _bar(s: Screen, state: str) -> None:
    """Not now at the left as long as nothing is decided; the way on comes by itself."""
    x, w = 60.0, 960.0
    if state not in ("closing", "paid"):
        s.button("no", s.say("pay.no"), 60, 1584, 300, 120, lambda: s.c.answer(No()), icon="close")
        x, w = 384.0, 636.0
    s.panel(x, 1584, w, 120, "cel")
    label = s.text(s.say(f"pay.bar_{state}"), x + 96, 1590, w - 124, 108, "lead", "pine", bold=True, valign="middle")
    spare = w - label.width / s.theme.scale - 60
    label.x = s.box(x + spare / 2 + 60, 0, 0, 0)[0]
    s.dot(x + spare / 2, 1628, 32, "lamp", "ink")
