"""A window that lives and draws nothing is replaced, and the citizen's prompt is there again."""

from __future__ import annotations

from tests.stand.stand import Stand, until


def test_a_shell_that_draws_no_frame_is_replaced_and_has_the_prompt_again(stand: Stand) -> None:
    with stand.configured("[display]", "[display]\nwatchdog_s = 3"):
        stand.start_kiosk({"way": "code", "hold": "Form", "mute": True})
        first = until("the form", lambda: stand.saw("Show", prompt="Form"))
        until("the watchdog's word", lambda: [e for e in stand.events("shell.stuck") if e["why"] == "no_frame"])
        until("the form in another shell", lambda: (stand.saw("Show", prompt="Form") or first)["pid"] != first["pid"])
