"""Process root of the peer in touch.py: the same shell on Kivy's own main loop, which polls 60 times a second."""

from __future__ import annotations

from screens import environment

if __name__ == "__main__":
    environment.prepare()
    from screens import loop

    class Stock(loop.Loop):
        def run(self) -> None:
            self.poll()

    loop.Loop = Stock
    from screens.__main__ import main

    main()
