"""The test stand: the county in a box, a whole kiosk of real processes, and a robot in place of the window."""
