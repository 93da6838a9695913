"""How large the long tests are: small by default, whole with RELIABILITY_SIZE=whole."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`closings` are the gateway's; `examples` is how many each property gets."""

    kills: int
    kill_members: int
    kill_servers: int
    interactions: int
    soak_members: int
    storm_members: int
    storm_steps: int
    closings: int
    locks: int
    examples: int


CI = Size(
    kills=6,
    kill_members=16,
    kill_servers=2,
    interactions=1500,
    soak_members=60,
    storm_members=8,
    storm_steps=12,
    closings=6,
    locks=3,
    examples=80,
)
WHOLE = Size(
    kills=200,
    kill_members=50,
    kill_servers=8,
    interactions=20_000,
    soak_members=300,
    storm_members=25,
    storm_steps=60,
    closings=100,
    locks=30,
    examples=1500,
)
SIZES = {"ci": CI, "whole": WHOLE}
SIZE = SIZES[os.environ.get("RELIABILITY_SIZE", "ci")]
