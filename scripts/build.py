"""Build the site into site/: python scripts/build.py."""

from __future__ import annotations

import sys

from sitekit import build

if __name__ == "__main__":  # the drawing engine starts this file again in its own process
    sys.exit(build.main())
