"""Where the repository and its packages are; importing this finds the scripts."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build" / "workspace-state.json"
sys.path.insert(0, str(ROOT / "Scripts"))
