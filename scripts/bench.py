"""Print what each page of site/ costs a reader in bytes and requests: python scripts/bench.py."""

from __future__ import annotations

import sys

from sitekit import weight

if __name__ == "__main__":
    sys.exit(weight.main())
