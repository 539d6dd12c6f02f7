"""Property tests try the same examples on every machine, unless more effort is asked for."""

from hypothesis import settings
from tests.strategies import EFFORT

settings.register_profile(
    "project",
    max_examples=100 * EFFORT,
    derandomize=EFFORT == 1,
    database=None if EFFORT == 1 else settings.default.database,
    deadline=None,
    print_blob=False,
)
settings.load_profile("project")
