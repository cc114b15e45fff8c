"""Make one zip of the site that opens from disk: python scripts/offline.py."""

from __future__ import annotations

import sys

from sitekit import offline

if __name__ == "__main__":  # the drawing engine starts this file again in its own process
    sys.exit(offline.main())
