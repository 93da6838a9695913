"""`python3 -m tests.reliability [whole|ci] [pytest's options]`: all of this, in its whole size."""

import os
import sys
from pathlib import Path

import pytest

given = sys.argv[1:]
size = given.pop(0) if given and given[0] in ("ci", "whole") else "whole"
os.environ["RELIABILITY_SIZE"] = size
tests = [] if any("::" in one or one.endswith(".py") for one in given) else [Path(__file__).parent]
sys.exit(pytest.main([*map(str, tests), "-s", *given]))
