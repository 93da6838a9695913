"""Zones by what people type, and names like it where nothing is called so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zones import CLOSE, known_zones, zone_named, zones_holding, zones_like

KNOWN = known_zones()


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/BERLIN", "Europe/Berlin"),
        ("  America/New York ", "America/New_York"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("Etc/GMT+2", "Etc/GMT+2"),
    ],
)
def test_a_zone_is_found_in_any_case_with_spaces_and_by_its_city(typed: str, zone: str) -> None:
    assert zone_named(typed, KNOWN) == zone


@pytest.mark.parametrize("typed", ["", "Europe", "Berln", "istanbul", "localtime", "../etc/passwd"])
def test_what_names_no_zone_or_two_is_none(typed: str) -> None:
    assert zone_named(typed, KNOWN) is None


@pytest.mark.parametrize(
    ("typed", "close"),
    [("Europe/Berln", "Europe/Berlin"), ("Kolkatta", "Asia/Kolkata"), ("tokio", "Asia/Tokyo")],
)
def test_a_slip_is_near_its_zone(typed: str, close: str) -> None:
    assert close in zones_like(typed, KNOWN)


def test_a_city_of_two_zones_names_both() -> None:
    assert zones_like("istanbul", KNOWN) == ("Asia/Istanbul", "Europe/Istanbul")


@given(st.text(max_size=80))
def test_anything_typed_has_at_most_three_close_names_which_exist(typed: str) -> None:
    close = zones_like(typed, KNOWN)
    assert len(close) <= CLOSE
    assert set(close) <= KNOWN
    assert zone_named(typed, KNOWN) in {None, *KNOWN}


def test_what_is_typed_is_looked_for_where_parts_begin_first() -> None:
    found = zones_holding("lon", KNOWN)
    assert found[0] == "Europe/London"
    assert "Asia/Colombo" not in found
    assert zones_holding("new y", KNOWN) == ["America/New_York"]
