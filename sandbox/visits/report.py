"""What was seen: report.json, a picture for each step, the printed pages and slips."""

from __future__ import annotations

import json
import shutil
from pathlib import Path


class Report:
    """Rows of {"visit", "step", "ok", "ms"}; visits are named apart.

    What it writes is listed in report.files, a name a line; a next report in the same folder removes that, and nothing
    else."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError where `folder` is a file or cannot be made."""
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._files = self.folder / "report.files"
        if self._files.exists():
            for name in self._files.read_text("utf-8").splitlines():
                if name == Path(name).name and (self.folder / name).is_file():  # here, whatever somebody wrote there
                    (self.folder / name).unlink()
        self._files.write_text("", "utf-8")
        self.visit = ""
        self.steps: list[dict[str, str | bool | int]] = []

    def step(self, name: str, ok: bool, ms: int) -> None:
        self.steps.append({"visit": self.visit, "step": name, "ok": ok, "ms": ms})
        print(f"  {'ok    ' if ok else 'MISSED'} {self.visit}: {name} ({ms} ms)", flush=True)

    def picture_path(self, name: str) -> Path:
        return self._ours(f"{self.visit}-{len(self.steps) + 1:02d}-{name}.png")

    def keep_page(self, file: str) -> None:
        shutil.copy(file, self._ours(f"{self.visit}.pdf"))

    def keep_slip(self, file: str) -> None:
        """The picture of a slip; a visit may have several."""
        shutil.copy(file, self._ours(f"{self.visit}-{len(self.steps) + 1:02d}-slip.png"))

    def write(self) -> None:
        rows = json.dumps(self.steps, ensure_ascii=False, indent=1)
        self._ours("report.json").write_text(rows + "\n", "utf-8")

    def _ours(self, name: str) -> Path:
        """A file of this report, listed before it is there."""
        with self._files.open("a", encoding="utf-8") as files:
            files.write(name + "\n")
        return self.folder / name
