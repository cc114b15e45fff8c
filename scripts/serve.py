"""Serve the site with live reload: python scripts/serve.py [port]."""

from __future__ import annotations

import sys

from sitekit import preview

if __name__ == "__main__":  # the drawing engine starts this file again in its own process
    sys.exit(preview.main(sys.argv[1:]))
