"""A page that compares numbers is not built where they differ, and shows by how much they agree."""

import numpy as np
import pytest

from autograder.book.checked import agree, compare, relative_error


@pytest.mark.parametrize("show", [agree, compare])
def test_what_differs_stops_the_page_and_is_named(show):
    with pytest.raises(AssertionError, match=r"dL/dw: 1\.0 differs from 1\.1 \(JAX\)"):
        show({"dL/dv": (2.0, 2.0), "dL/dw": (1.0, 1.1)})
    with pytest.raises(AssertionError):
        show({"nan": (np.nan, 1.0)})


def test_the_line_tells_the_largest_relative_error():
    line = agree({"a": (1.0, 1.0), "b": (1.0, 1.0 + 3e-10)}, witness="a difference", rtol=1e-9)
    assert "checked against a difference: relative error at most 3e-10" in line.data
    assert "equal to the last digit" in agree({"a": (np.ones(3), np.ones(3))}).data


def test_the_table_shows_both_numbers():
    row = compare({"a": (1.5, 1.5 + 3e-14)}).data.splitlines()[-1]
    assert row.split(" | ")[:2] == ["| a", "1.5"]
    assert "3.0e-14" in row


def test_the_error_is_relative_to_the_largest_entry():
    assert relative_error([1.0, 100.0], [1.0, 101.0]) == pytest.approx(1 / 101)
    assert relative_error(0.0, 0.0) == 0
    assert relative_error(1e-300, 0.0) == np.inf
    with pytest.raises(AssertionError, match="shapes"):
        relative_error([1.0], 1.0)
