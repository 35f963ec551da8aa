"""The plugin keeps the contract, as the kit for authors checks it."""

import json

import numpy as np
import pytest
from PIL import Image

from desktop_tl.testing import PluginTests


class TestContract(PluginTests):
    plugin = "desktop_tl_boxes"

    @pytest.fixture
    def examples(self, tmp_path):
        roots = {kind: tmp_path / kind for kind in ("coco", "voc", "yolo")}
        for kind, root in roots.items():
            root.mkdir()
            for number in range(4):
                Image.fromarray(np.full((20, 40, 3), 50 * number, np.uint8)).save(root / f"{number}.png")
                if kind == "voc":
                    (root / f"{number}.xml").write_text(
                        f"<annotation><filename>{number}.png</filename><size><width>40</width><height>20</height></size>"
                        f"<object><name>cat</name><bndbox><xmin>{number + 1}</xmin><ymin>2</ymin><xmax>20</xmax>"
                        "<ymax>10</ymax></bndbox></object></annotation>"
                    )
                elif kind == "yolo":
                    (root / f"{number}.txt").write_text("0 0.5 0.5 0.25 0.5\n")
        (roots["yolo"] / "classes.txt").write_text("cat\n")
        images = [{"id": n, "file_name": f"{n}.png", "width": 40, "height": 20} for n in range(4)]
        boxes = [{"id": n, "image_id": n, "category_id": 1, "bbox": [n, 2, 10, 8]} for n in range(4)]
        document = {"images": images, "annotations": boxes, "categories": [{"id": 1, "name": "cat"}]}
        (roots["coco"] / "boxes.json").write_text(json.dumps(document))
        return {f"boxes/{kind}": {"root": str(root)} for kind, root in roots.items()}
