"""Every number is read as it was written, whatever separates decimals and thousands."""

from hypothesis import given
from hypothesis import strategies as st

from plspm.data.notation import notation_of, plain_number

SIGNS = {"point": (".", ""), "comma": (",", ""), "grouped points": (",", "."),
         "grouped commas": (".", ",")}  # fmt: skip


def written(number, how):
    decimal, thousands = SIGNS[how]
    return f"{number:,}".replace(",", "T").replace(".", decimal).replace("T", thousands)


@given(
    st.lists(st.decimals(-(10**7), 10**7, places=2), min_size=1, max_size=9),
    st.sampled_from(sorted(SIGNS)),
)
def test_amounts_with_cents_are_never_doubtful(numbers, how):
    cells = [written(number, how) for number in numbers]
    found = notation_of(cells)
    assert found is not None
    assert [float(plain_number(cell, found)) for cell in cells] == list(map(float, numbers))


@given(
    st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=9),
    st.sampled_from(["grouped points", "grouped commas"]),
)
def test_whole_thousands_are_right_or_doubtful(numbers, how):
    cells = [written(number, how) for number in numbers]
    found = notation_of(cells)
    if found != "doubtful":
        assert [float(plain_number(cell, found)) for cell in cells] == list(map(float, numbers))


@given(st.lists(st.decimals(0, 9, places=3), min_size=1, max_size=9), st.booleans())
def test_decimals_of_three_places_are_right_or_doubtful(numbers, zeros):
    cells = [f"{n:.3f}" if zeros else f"{n:.3f}".rstrip("0").rstrip(".") for n in numbers]
    found = notation_of(cells)
    if found != "doubtful":
        assert [float(plain_number(cell, found)) for cell in cells] == list(map(float, numbers))
