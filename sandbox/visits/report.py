"""What was seen: report.json, a picture for each step, the printed pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path


class Report:
    """Rows of {"visit", "step", "ok", "ms"}; visits are named apart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("*.png"), *folder.glob("*.pdf"), *folder.glob("report.json")):
            old.unlink()
        self.visit = ""
        self.steps: list[dict[str, str | bool | int]] = []

    def step(self, name: str, ok: bool, ms: int) -> None:
        self.steps.append({"visit": self.visit, "step": name, "ok": ok, "ms": ms})
        print(f"  {'ok    ' if ok else 'MISSED'} {self.visit}: {name} ({ms} ms)", flush=True)

    def picture_path(self, name: str) -> Path:
        return self.folder.resolve() / f"{self.visit}-{len(self.steps) + 1:02d}-{name}.png"

    def keep_page(self, file: str) -> None:
        shutil.copy(file, self.folder / f"{self.visit}.pdf")

    def write(self) -> None:
        (self.folder / "report.json").write_text(json.dumps(self.steps, ensure_ascii=False, indent=1) + "\n", "utf-8")
