"""`import plspm` loads next to nothing, and every public name is there when asked for."""

import json
import subprocess
import sys

import pytest

import plspm

COSTLY = (
    "numba",
    "scipy",
    "statsmodels",
    "matplotlib",
    "tqdm",
    "numpy",
    "pandas",
    "narwhals",
    "sklearn",
)


def loaded_after(statement):
    """The packages that a new process has loaded once `statement` has run."""
    program = f"{statement}; import json, sys; print(json.dumps(sorted(sys.modules)))"
    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in json.loads(finished.stdout)}


def test_import_loads_nothing_costly():
    loaded = loaded_after("import plspm")
    assert "plspm" in loaded
    assert not loaded & set(COSTLY)


def test_a_model_needs_the_standard_library_only():
    loaded = loaded_after("import plspm; plspm.PathModel.parse('A =~ a; B =~ b; B ~ A')")
    assert not loaded & set(COSTLY)


def test_an_estimate_needs_no_plots():
    loaded = loaded_after(
        "import plspm; plspm.datasets.describe('customer_engagement').estimate().summary()"
    )
    assert "numba" in loaded
    assert not loaded & {"matplotlib", "statsmodels"}


@pytest.mark.parametrize("name", plspm.__all__)
def test_public_names_resolve_and_are_listed(name):
    assert getattr(plspm, name) is getattr(plspm, name)
    assert name in dir(plspm)
    assert getattr(plspm, name).__doc__


def test_public_names_are_sorted_and_complete():
    assert list(plspm.__all__) == sorted(
        plspm.__all__, key=lambda name: (not name[0].isupper(), name)
    )
    homes = {name for names in plspm._HOMES.values() for name in names}
    assert homes <= set(plspm.__all__) <= homes | set(plspm._ROOMS)


def test_a_wrong_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'plspm' has no attribute 'estimat'"):
        _ = plspm.estimat
