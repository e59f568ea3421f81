"""Say a text anew on a window that stands still: what the minute costs is the clock's box, not the whole glass.

The drawing is clipped to the label's box, and GLX_MESA_copy_sub_buffer brings just that box to the glass, so it does
not matter what a swap left in the rest of the back buffer.  With Mesa's software renderer at 1080×1920 a minute takes
a tenth of the processor time of a whole frame.  Where the extension is missing, the whole window is drawn.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from math import ceil, floor
from typing import Any

from kivy.graphics.opengl import GL_SCISSOR_TEST, glDisable, glEnable, glScissor
from kivy.lang import Builder
from kivy.uix.label import Label

EXTENSION = b"GLX_MESA_copy_sub_buffer"
Copy = Callable[[int, int, int, int], None]


class Glass:
    """`say(label, text)`: shown in the next frame, or at once where only that label has changed."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self._copy: Copy | None = None
        self._asked = False

    def say(self, label: Label, text: str) -> bool:
        """Whether it is on the glass already; otherwise the loop's next frame brings it."""
        Builder.sync()
        still = not self._window.canvas.needs_redraw
        label.text = text
        if not self._asked:
            self._asked, self._copy = True, _copier()
        if not still or not self._copy:
            return False
        label._trigger_texture.cancel()
        label.texture_update()
        Builder.sync()
        left, bottom = floor(label.x), floor(label.y)
        width, height = ceil(label.right) - left, ceil(label.top) - bottom
        glEnable(GL_SCISSOR_TEST)
        glScissor(left, bottom, width, height)
        self._window.dispatch("on_draw")
        glDisable(GL_SCISSOR_TEST)
        self._copy(left, bottom, width, height)
        return True


def _copier() -> Copy | None:
    """(left, bottom, width, height) of the back buffer to the glass; None where the window is not GLX or too simple."""
    try:
        gl = ctypes.CDLL("libGL.so.1")
    except OSError:
        return None
    gl.glXGetCurrentDisplay.restype = gl.glXGetProcAddress.restype = ctypes.c_void_p
    gl.glXGetCurrentDrawable.restype = ctypes.c_ulong
    gl.glXQueryExtensionsString.restype = ctypes.c_char_p
    gl.glXQueryExtensionsString.argtypes = [ctypes.c_void_p, ctypes.c_int]
    display, drawable = gl.glXGetCurrentDisplay(), gl.glXGetCurrentDrawable()
    if not display or EXTENSION not in (gl.glXQueryExtensionsString(display, 0) or b"").split():
        return None
    kind = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 4)
    copy = kind(gl.glXGetProcAddress(b"glXCopySubBufferMESA"))
    return lambda left, bottom, width, height: copy(display, drawable, left, bottom, width, height)
