"""`make dialogues FILE=…`: plays scripted customers against the running system; a line each, failures in full."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import httpx

from tests.dialogues.client import Lead
from tests.dialogues.dialogue import play, read_dialogues


def main(paths: list[str]) -> int:
    """Plays every dialogue of the files; 1 if one failed."""
    url = os.environ.get("LOTSE_DESK_URL", f"http://127.0.0.1:{os.environ.get('LOTSE_PORT', '8000')}")
    dialogues = [dialogue for path in paths for dialogue in read_dialogues(Path(path))]
    lead = Lead(url)
    failed = 0
    for dialogue in dialogues:
        verdict = play(dialogue, url, lead)
        print(f"{'✗' if verdict.complaints else '✓'} {dialogue.id}", flush=True)
        if verdict.complaints:
            failed += 1
            print(*(f"    {complaint}" for complaint in verdict.complaints), verdict.transcript, sep="\n", flush=True)
    lead.close()
    print(f"{len(dialogues) - failed} of {len(dialogues)} dialogues passed")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except httpx.ConnectError:
        sys.exit("✗ Lotse does not answer: start it with `make run` first.")
    except (OSError, ValueError) as exc:
        sys.exit(f"✗ {exc}")
