"""Print what each page of site/ costs a reader: python scripts/bench.py."""

from __future__ import annotations

import sys

from sitekit import lighthouse, weight

if __name__ == "__main__":
    sys.exit(weight.main() or lighthouse.main())
