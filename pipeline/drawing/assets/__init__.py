"""Where the browser's files lie: scripts, styles, ground, and the licences of those not ours."""

from pathlib import Path

ASSETS = Path(__file__).parent
VERSION = "12"  # raise it with every change of a file here: browsers keep the files they know
