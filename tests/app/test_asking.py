"""What is asked about is read as the training was, but never mixed with its pictures."""

from pathlib import Path

import pytest
from PIL import Image

from desktop_tl.app.asking import find_asked, options_like
from desktop_tl.host import Catalog, load_plugins
from desktop_tl.runs.recipe import DatasetChoice


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_plugins().catalog


def test_a_table_of_other_pictures_is_not_answered_with_those_of_the_training(catalog: Catalog, tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        for number in range(3):
            Image.new("RGB", (8, 8)).save(tmp_path / name / f"{number}.png")
    table = tmp_path / "new" / "table.csv"
    table.write_text("name;other;label\n0;x.png;a\n1;y.png;b\n2;z.png;a\n")
    options = {"path": str(tmp_path / "t.csv"), "folder": str(tmp_path / "old"), "ending": ".png"}
    like = DatasetChoice(id="tables/images", options={**options, "picture_column": "name", "delimiter": "semicolon"})
    asked = [one.source for one in find_asked(catalog, "image", [table], like=like)]
    assert asked == [tmp_path / "new" / f"{number}.png" for number in range(3)]
    kept = options_like(like, catalog.find_dataset("tables/images"))
    assert kept == {"ending": ".png", "picture_column": "name", "delimiter": "semicolon"}
