"""The model and the data of the worked example, as files."""

from pathlib import Path

import plspm

FILES = Path(plspm.__file__).parent / "datasets" / "customer_engagement"
MODEL, DATA = FILES / "model.txt", FILES / "answers.csv"
