"""All of the widget, its style included, is at most 15 KB as it travels."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

WEB = Path(__file__).parents[2] / "web"
LIMIT_BYTES = 15 * 1024


def test_the_widget_weighs_at_most_15_kilobytes_and_loads_nothing_else(tmp_path: Path) -> None:
    subprocess.run(["node", "build.mjs", "--out", str(tmp_path)], cwd=WEB, check=True)
    script = (tmp_path / "widget.js").read_bytes()
    size = len(gzip.compress(script, 9, mtime=0))
    assert size <= LIMIT_BYTES, f"The widget has {size} bytes compressed; {LIMIT_BYTES} are allowed."
    assert b"import(" not in script
    assert b"@import" not in script
    assert b"url(" not in script
