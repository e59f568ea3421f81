"""Several kiosks' desks in one process: everything of a visit but its window and its processes."""
