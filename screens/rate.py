"""How was it (好差评): five faces, then what of it was good or not; both can be skipped."""

from __future__ import annotations

from kiosk.prompts import No, Rate, Rated
from screens.frame import Screen

STARS, TAGS = "stars", "tags"
"""Keys of the draft: "1" … "5", and the ticked tags with commas."""
MOST = 10
"""Tags that have room; the national lists have up to eight for a number of stars."""


def draw(s: Screen, prompt: Rate) -> None:
    stars = s.c.draft.get(STARS, "")
    if stars in {"1", "2", "3", "4", "5"} and prompt.tags.get(stars):
        _why(s, prompt, int(stars))
    else:
        _stars(s, prompt)
    s.footer()


def _stars(s: Screen, prompt: Rate) -> None:
    s.header()
    item = s.text(s.say(prompt.item), 60, 160, 960, 76, "body", "pine", bold=True)
    title = s.text(s.say("rate.title"), 60, s.under(item) + 4, 960, 210, "display", "ink", bold=True)
    s.text(s.say("rate.say"), 60, s.under(title) + 8, 960, 612 - s.under(title), "body", "ink2")
    s.act(640)
    for row in range(5):
        star, y = 5 - row, 640 + row * 164
        s.tile(f"stars:{star}", s.say(f"rate.stars{star}"), 60, y, 960, 144, lambda star=star: _chosen(s, prompt, star))
        s.icon(f"f{star}", 104, y + 34, 76)
        points = s.text(s.say("rate.points", points=star), 760, y, 216, 144, "body", "ink2", align="right",
                        valign="middle")
        room = s.right_of(points) - points.width / s.theme.scale - 236
        s.text(s.say(f"rate.stars{star}"), 220, y, room, 144, "head", "ink", bold=True, valign="middle")
    s.button("no", s.say("rate.no"), 60, 1584, 960, 120, lambda: s.c.answer(No()), icon="next")


def _chosen(s: Screen, prompt: Rate, stars: int) -> None:
    if prompt.tags.get(str(stars)):
        s.c.set_draft({STARS: str(stars)})
    else:
        s.c.answer(Rated(stars))


def _why(s: Screen, prompt: Rate, stars: int) -> None:
    ticked = [tag for tag in s.c.draft.get(TAGS, "").split(",") if tag]
    tags = prompt.tags[str(stars)][:MOST]
    s.header()
    s.icon(f"f{stars}", 60, 168, 120)
    s.text(s.say(f"rate.stars{stars}"), 204, 160, 816, 136, "title", "ink", bold=True, valign="middle")
    good = s.text(s.say("rate.good" if stars > 2 else "rate.bad"), 60, 316, 960, 180, "head", "ink", bold=True)
    s.text(s.say("rate.tick"), 60, s.under(good) + 8, 960, 612 - s.under(good), "body", "ink2")
    s.act(640)
    pitch = min(184.0, 920 / max(1, -(-len(tags) // 2)))
    for number, tag in enumerate(tags):
        on = tag.key in ticked
        after = [key for key in ticked if key != tag.key] if on else [*ticked, tag.key]
        s.button(f"tag:{tag.key}", s.say(tag.label), 60 + (number % 2) * 492, 640 + (number // 2) * pitch, 468,
                 pitch - 20, lambda after=after: s.c.set_draft({STARS: str(stars), TAGS: ",".join(after)}),
                 "chosen" if on else "secondary", "check" if on else "", "body")
    s.button("stars", s.say("back"), 60, 1584, 300, 120, lambda: s.c.set_draft({}), icon="back")
    s.button("yes", s.say("rate.send"), 384, 1584, 636, 120, lambda: s.c.answer(Rated(stars, tuple(ticked))), "primary",
             "check")
