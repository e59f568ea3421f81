"""Process root of a shell on a machine without libgooglepinyin0."""

from __future__ import annotations

if __name__ == "__main__":
    from screens.__main__ import main
    from screens.typing import keyboard, pinyin

    keyboard.engine = lambda: pinyin.engine(lambda: pinyin.Pinyin("libnosuchpinyin.so.0"))  # type: ignore[assignment]
    main()
