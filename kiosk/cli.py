"""Commands for the people who keep a kiosk: run it, look at its journal."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from pathlib import Path
from typing import Annotated, Literal

import typer

from kiosk.settings import Settings, SettingsError, load

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
Home = Annotated[Path, typer.Option(envvar="KIOSK_HOME", help="Folder with kiosk.toml; all run-time files lie there.")]


@app.callback()
def commands() -> None:
    """Commands of a kiosk."""


@app.command()
def run(home: Home) -> None:
    """Run the kiosk on this desk until Ctrl-C."""
    from kiosk.log import to_file
    from kiosk.processes import DeskLauncher
    from kiosk.supervisor import Supervisor

    settings = _settings(home)
    environment = {"KIOSK_GEOMETRY": settings.display.geometry, **os.environ, "KIOSK_HOME": str(settings.home)}
    log = to_file(settings.home / "events.jsonl", "supervisor")
    asyncio.run(Supervisor(settings, DeskLauncher(environment=environment), log).run())


@app.command()
def journal(home: Home) -> None:
    """Show the effects of the journal and whether its hash chain holds."""
    settings = _settings(home)
    if not settings.journal.path.exists():
        typer.echo(f"no journal yet at {settings.journal.path}: no visit has begun on this machine", err=True)
        raise typer.Exit(1)
    db = sqlite3.connect(f"file:{settings.journal.path}?mode=ro", uri=True)
    for row in db.execute("SELECT id, kind, item, state, facts, evidence, opened, closed FROM effect ORDER BY opened"):
        typer.echo("  ".join(str(value or "–") for value in row))
    from kiosk.journal import broken_link

    broken = broken_link(db)
    typer.echo("chain: whole" if broken is None else f"chain: broken at row {broken}")
    raise typer.Exit(0 if broken is None else 1)


@app.command()
def doctor(
    home: Home,
    with_media: Annotated[bool, typer.Option(help="Print a test slip as well.")] = False,
    interactive: Annotated[bool, typer.Option(help="Lay down a card and hold up a code when asked.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")] = False,
    lang: Annotated[Literal["zh", "en"], typer.Option(help="Language of the sentences.")] = "zh",
) -> None:
    """Test each part of the machine.  Exits 0 where all is well, 1 at a fault, 2 at a mistake of usage."""
    from rich.console import Console

    from kiosk.doctor import show
    from kiosk.doctor.examine import examine
    from kiosk.texts import Texts

    settings, texts = _settings(home), Texts(lang)
    if interactive:
        typer.echo(texts.say("doctor.hands"), err=True)
    findings = examine(settings, texts.say("doctor.slip") if with_media else "", interactive)
    if as_json:
        known = list(findings)
        typer.echo(show.as_json(known, texts))
    else:
        known = list(show.live(findings, texts, Console()))
    raise typer.Exit(1 if any(one.fault for one in known) else 0)


def _settings(home: Path) -> Settings:
    try:
        return load(home.resolve())
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
