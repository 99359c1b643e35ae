"""Where the browser's files lie: scripts, styles, ground, and the licences of those not ours."""

import hashlib
from pathlib import Path


def _version(folder: Path) -> str:
    """A key that changes with every file that a page loads: browsers keep the files they know."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        if path.suffix in {".js", ".css", ".json"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


ASSETS = Path(__file__).parent
VERSION = _version(ASSETS)
