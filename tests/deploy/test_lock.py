"""The pinned packages: all that the project needs, as it needs them, from no index at all."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.files import ROOT, text

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-build.txt": PROJECT["build-system"]["requires"],
}
CURE = "run deploy/lock, and commit what it writes"
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<rest>.*(?:\n    .*)*)", re.MULTILINE)


def pins(lock: str) -> dict[str, tuple[str, str]]:
    """The version of each package, and what else is said about it."""
    found = PIN.finditer(text(lock))
    return {canonicalize_name(pin["name"]): (pin["version"], pin["rest"]) for pin in found}


def faults(lock: str) -> list[str]:
    pinned = pins(lock)
    found = []
    for requirement in map(Requirement, NEEDED[lock]):
        name = canonicalize_name(requirement.name)
        version, _ = pinned.get(name, ("", ""))
        if not version:
            found.append(f"{name} isn't in deploy/{lock}")
        elif not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{name} {version} in deploy/{lock} isn't {requirement.specifier}")
    return found


@pytest.mark.parametrize("lock", NEEDED)
def test_every_requirement_is_pinned_to_a_version_that_it_allows(lock: str) -> None:
    wrong = faults(lock)
    assert not wrong, f"{wrong}: {CURE}"


@pytest.mark.parametrize("lock", NEEDED)
def test_every_pin_has_its_hashes(lock: str) -> None:
    pinned = pins(lock)
    assert len(pinned) > 3
    assert all("--hash=sha256:" in rest for _, rest in pinned.values())


@pytest.mark.parametrize("lock", NEEDED)
def test_a_lock_has_pins_and_notes_only(lock: str) -> None:
    # Above all no index, no address and no path.
    kinds = (r"\S+==\S+( ; .+)? \\", r"    --hash=sha256:[0-9a-f]{64}( \\)?", r"    #.*")
    for line in text(lock).splitlines():
        assert any(re.fullmatch(kind, line) for kind in kinds), line
        assert "://" not in line
