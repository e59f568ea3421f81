"""Process root of the shell: the window.  No numpy, OpenCV, requests or device in this process."""

from __future__ import annotations

from screens.environment import prepare


def main() -> None:
    """Until core says Retire, the supervisor is gone, or SIGTERM."""
    prepare()
    from kivy.app import App
    from kivy.base import EventLoop, runTouchApp, stopTouchApp
    from kivy.core.window import Window
    from kivy.uix.widget import Widget

    from kiosk.wire import places_only, supervisor_link
    from screens.bridge import Bridge
    from screens.debug import Debug
    from screens.loop import Loop

    class Shell(App):
        def build(self) -> Widget:
            return Widget(size_hint=(None, None), size=(0, 0))

        def open_settings(self, *_: object) -> bool:
            return False

    places_only()
    app = Shell()
    app._run_prepare()
    Window.bind(on_request_close=lambda *_, **__: True)
    loop = Loop(Window)

    def leave() -> None:
        EventLoop.quit = True

    bridge = Bridge(Window, loop, supervisor_link(), leave)
    doors: list[Debug] = []

    def flipped(*_: object) -> None:
        path = bridge.context.place.debug_socket
        if path and not doors:  # who looks through it sees what is on the glass
            doors.append(Debug(path, bridge, loop, Window))

    Window.bind(on_flip=flipped)
    loop.hear()  # core's scene is mostly there: drawn first, not after a screen that says nothing
    if bridge.screen is None:
        bridge.draw()
    runTouchApp(embedded=True)
    Window.show()  # only now may it take touches from the window before it: it can answer them
    try:
        loop.run()
    finally:
        stopTouchApp()
        app._stop()


if __name__ == "__main__":
    main()
