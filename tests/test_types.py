"""What the README shows passes a type checker that its readers use in their editors."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import plspm

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(shutil.which("pyright") is None, reason="pyright is not installed")
def test_pyright_accepts_the_readme_and_the_examples(tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert any("path_diagram(result, boot)" in block for block in shown)
    (tmp_path / "readme.py").write_text("\n".join(shown), encoding="utf-8")
    for example in (ROOT / "examples").glob("*.py"):
        shutil.copy(example, tmp_path)
    settings = {"extraPaths": [str(Path(plspm.__file__).parents[1])]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        ["pyright", "--outputjson", "--project", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = json.loads(done.stdout)
    assert said["summary"]["filesAnalyzed"] >= 2
    assert [found["message"] for found in said["generalDiagnostics"]] == []
