"""Which module draws which prompt or scene: one prompt, one screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk import prompts as p
from kiosk.wire import messages as m
from screens import (
    attract,
    bill,
    camera,
    code,
    consent,
    dialogs,
    form,
    guide,
    home,
    pay,
    rate,
    read_card,
    resume,
    review,
    scan,
    scenes,
    sign,
    sorry,
    statement,
    take,
    take_card,
    take_slip,
    there,
    waiting,
)
from screens.frame import Screen

DRAW: dict[type, Callable[[Any, Any], None]] = {
    p.ChooseItem: home.draw, p.Guide: guide.draw, p.Consent: consent.draw, p.ReadCard: read_card.draw,
    p.LookAtCamera: camera.draw, p.EnterCode: code.draw, p.Form: form.draw, p.Review: review.draw, p.Sign: sign.draw,
    p.Wait: waiting.draw_wait, p.Working: waiting.draw_working, p.TakeDocument: take.draw, p.Sorry: sorry.draw,
    p.Scan: scan.draw, p.CheckBill: bill.draw, p.Pay: pay.draw, p.Statement: statement.draw,
    p.TakeSlip: take_slip.draw, p.TakeCard: take_card.draw, p.Resume: resume.draw, p.Rate: rate.draw,
    p.AreYouThere: there.draw, m.Attract: attract.draw, m.OneMoment: scenes.draw_moment,
    m.Notice: scenes.draw_notice, m.Goodbye: scenes.draw_goodbye, m.OutOfService: scenes.draw_closed,
}
LIVE = (p.ReadCard, p.LookAtCamera, p.Working, p.TakeDocument, p.Scan, p.Pay, p.TakeCard)
"""Prompts that are drawn again when their status changes."""


def draw(screen: Screen, scene: object) -> None:
    """All that stands on the glass: the prompt or else the scene, and over it what asks or explains."""
    context = screen.c
    show = context.show
    shown = show.prompt if show else scene
    if isinstance(shown, p.AreYouThere):
        if context.before:
            screen.c = replace(context, show=context.before, status=None)
            DRAW[type(context.before.prompt)](screen, context.before.prompt)
            screen.c = context
        else:
            screen.header()
    DRAW[type(shown)](screen, shown)
    if context.dialog:
        dialogs.draw(screen)
