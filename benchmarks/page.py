"""The attract screen as a page, for the browser beside us: same words, fonts, picture, places and minute clock."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.window import SCENE, SITE, ZONE
from screens.texts import Texts
from screens.theme import ART, ROOT, Theme

FOLDER = ROOT / "build" / "bench"


def attract() -> Path:
    """Writes build/bench/attract.html as the shell would draw it now."""
    texts, theme, now = Texts(), Theme(1080, 1920), datetime.now(UTC).astimezone(ZoneInfo(ZONE))
    scene = "dawn" if 5 <= now.hour < 8 else "day" if 8 <= now.hour < 18 else "night"
    icon = {name: (ART / f"{name}-ink.png").as_uri() for name in ("doc", "check", "globe", "text", "ease", "call")}
    values = {
        "fonts": (ROOT / "assets" / "fonts").as_uri(), "picture": (ART / f"attract-{scene}.png").as_uri(),
        "mark": (ART / ("mark-night.png" if scene == "night" else "mark.png")).as_uri(), "zone": ZONE,
        "first": "#FFFFFF" if scene == "night" else "#14211D", "second": "#F4E9CF" if scene == "night" else "#26352F",
        "name": texts.say("name"), "site": SITE.zh, "date": f"{texts.date(now)} · {texts.say('clock_note')}",
        "start": texts.say("attract.start"), "top": texts.say("attract.top"),
        "items": texts.say("attract.items", items=SCENE.items),
        "tiles": "".join(
            f'<button style="left:{60 + 328 * n}px;top:1372px;width:304px;height:212px">'
            f'<img src="{icon["doc"]}">{texts.say(name)}</button>' for n, name in enumerate(SCENE.top)
        ),
        "footer": "".join(
            f'<button class="note" style="left:{left}px;top:1770px;width:{width}px;height:132px">'
            f'<img src="{icon[picture]}">{texts.say(f"footer.{said}")}</button>'
            for left, width, picture, said in (
                (60, 162, "check", "well"), (234, 162, "globe", "lang"), (408, 162, "text", "large"),
                (582, 162, "ease", "ease"), (756, 264, "call", "help"),
            )
        ),
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = FOLDER / "attract.html"
    page.write_text(_PAGE.format(**values, **{f"px_{role}": theme.design_font(role) for role in _ROLES}), "utf-8")
    return page


_ROLES = ("note", "body", "lead", "title", "clock")
_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>kiosk</title><style>
@font-face {{ font-family: NotoSC; src: url({fonts}/NotoSansSC-Regular.ttf) }}
@font-face {{ font-family: NotoSC; font-weight: bold; src: url({fonts}/NotoSansSC-Bold.ttf) }}
* {{ margin: 0; box-sizing: border-box }}
body {{ width: 1080px; height: 1920px; overflow: hidden; background: #F6F3EC; color: #14211D }}
body {{ font: {px_body}px NotoSC }}
body > * {{ position: absolute; left: 60px }}
button {{ border: 0; border-radius: 24px; background: #FFF; font: {px_body}px NotoSC }}
button img {{ display: block; margin: 0 auto; width: 56px }}
.note {{ font-size: {px_note}px }}
.sheet {{ left: 0; top: 1040px; width: 1080px; height: 900px; border-radius: 48px; background: #F6F3EC }}
.band {{ left: 0; top: 1752px; width: 1080px; height: 168px; background: #E9E4D8 }}
#start {{ top: 1100px; width: 960px; height: 168px; background: #053D34; color: #FFF; font: bold {px_title}px NotoSC }}
#clock {{ top: 160px; font: bold {px_clock}px NotoSC; color: {first} }}
</style><img src="{picture}" style="left:0;top:0;width:1080px;height:1130px">
<img src="{mark}" style="top:40px;width:64px">
<b style="left:140px;top:46px;color:{first};font-size:{px_lead}px">{name}</b>
<div class="note" style="left:290px;top:52px;color:{second}">{site}</div>
<div id="clock"></div><div style="top:366px;color:{second};font-size:{px_lead}px">{date}</div>
<div class="sheet"></div><button id="start">{start}</button><b style="top:1306px">{top}</b>{tiles}
<div style="top:1610px">{items}</div><div class="band"></div>{footer}
<script>
function minute() {{
  const now = new Date();
  document.getElementById("clock").textContent = now.toLocaleTimeString("zh",
    {{timeZone: "{zone}", hour: "2-digit", minute: "2-digit", hourCycle: "h23"}});
  setTimeout(minute, 60050 - now % 60000);
}}
minute();
</script></html>
"""
