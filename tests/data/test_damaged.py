"""What reading packages raise is told in words, and what is no damage passes."""

import pytest

import plspm
from plspm.data.damaged import damage_told


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (KeyError("header"), plspm.DataError),
        (ValueError(), plspm.DataError),
        (MemoryError(), MemoryError),
        (ImportError("pyarrow"), ImportError),
        (plspm.OptionError("no such sheet"), plspm.OptionError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_only_damage_is_told(raised, told):
    with pytest.raises(told) as caught, damage_told(lambda why: f"It cannot be read: {why}"):
        raise raised
    assert (caught.value is raised) == (told is not plspm.DataError)


def test_an_error_without_words_goes_by_its_kind():
    with (
        pytest.raises(plspm.DataError, match="cannot be read: EOFError"),
        damage_told(lambda why: f"It cannot be read: {why}"),
    ):
        raise EOFError
