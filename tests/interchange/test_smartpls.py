"""Model files of SmartPLS 2: the same ECSI model, drawn anew."""

import pytest

import plspm

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!--SmartPLS model file-->\n'
PARTS = """
  <manifest datacolumn="cuex2" visible="true" name="E2" x="1" y="2" id="12" width="75" />
  <manifest datacolumn="imag1" visible="true" name="imag1" x="1" y="2" id="13" />
  <manifest datacolumn="imag2" visible="true" name="imag2" x="1" y="2" id="14" />
  <manifest datacolumn="größe" visible="true" name="g" x="1" y="2" id="15" />
  <latent visible="true" name="Image" x="3" y="1" id="21" folded="false" alignment="TOP" />
  <latent visible="true" name="Erwartung" x="3" y="1" id="22" />
  <latent visible="true" name="Größe" x="3" y="1" id="23" />
  <connection visible="true" source="21" target="14" />
  <connection visible="true" source="21" target="13" />
  <connection visible="true" source="12" target="22" />
  <connection visible="true" source="23" target="15" />
  <connection visible="true" source="21" target="22" />
  <connection visible="true" source="23" target="22" />
"""


def file_with(tmp_path, parts, name="model.splsm"):
    file = tmp_path / name
    file.write_bytes(f"{HEAD}<model>{parts}</model>\n".encode("iso-8859-1"))
    return file


def test_arrows_tell_reflective_from_formative(tmp_path):
    with pytest.warns(plspm.TranslationWarning, match="read as SmartPLS 2"):
        model = plspm.read_model(file_with(tmp_path, PARTS))
    assert model == plspm.PathModel.parse(
        "Image =~ imag1 + imag2; Erwartung <~ cuex2; Größe =~ größe; Erwartung ~ Image + Größe"
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('<moderator id="3" />', "the file has <moderator> (1 times), whose meaning is not"),
        ('<latent name="N" id="30" effect="moderating" />', "effect= of <latent>"),
        ('<connection source="14" target="13" />', "from item 'imag2' to item 'imag1'"),
        ('<connection source="99" target="13" />', "from 99 to 13, which are not"),
        ('<connection source="13" target="21" />', "lead to and from the items of 'Image'"),
        ('<latent name="N" id="31" />', "'N'"),
        ('<latent name="N" />', "a <latent> of the file lacks id"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path, more, said):
    with pytest.raises(plspm.SpecificationError) as refused:
        plspm.read_model(file_with(tmp_path, PARTS + more), syntax="smartpls")
    assert said in str(refused.value)
    assert "model.splsm" in str(refused.value)


def test_items_that_hang_loose_are_told(tmp_path):
    file = file_with(tmp_path, PARTS + '<manifest name="x9" id="40" />')
    with pytest.warns(plspm.TranslationWarning, match="'x9' are connected with nothing"):
        plspm.read_model(file, syntax="smartpls")


def test_other_files_are_refused(tmp_path):
    archive = tmp_path / "project.zip"
    archive.write_bytes(b"PK\x03\x04...")
    with pytest.raises(plspm.SpecificationError, match="SmartPLS 3 and 4 export projects"):
        plspm.read_model(archive)
    for text in ("<model><latent", "<svg/>", "A =~ a"):
        with pytest.raises(plspm.SpecificationError):
            plspm.read_model(f"{text}\n", syntax="smartpls")
