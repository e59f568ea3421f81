"""Tests of every kind: what only root can do is left out for others, and said at the end."""

from __future__ import annotations

import os

import pytest

_NOT_ROOT = "not root: "


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "root(reason): needs root; skipped, and said at the end, for anybody else")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.geteuid() == 0:
        return
    for item in items:
        needs = item.get_closest_marker("root")
        if needs:
            item.add_marker(pytest.mark.skip(reason=_NOT_ROOT + needs.args[0]))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [(report.nodeid.partition("::")[2], report.longrepr[2].partition(_NOT_ROOT)[2])
                for report in terminalreporter.stats.get("skipped", ())
                if isinstance(report.longrepr, tuple) and _NOT_ROOT in report.longrepr[2]]  # fmt: skip
    for name, reason in sorted(left_out):
        terminalreporter.write_line(f"skipped because not root: {name} ({reason})")
