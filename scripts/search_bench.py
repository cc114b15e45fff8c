"""Print how well the search answers beside the theme's own: python scripts/search_bench.py."""

from __future__ import annotations

import sys

from sitekit import search_bench

if __name__ == "__main__":
    sys.exit(search_bench.main())
