"""Draw the pictures of the README from the library itself: python docs/make_images.py."""

from pathlib import Path

import plspm
from plspm.plots import path_diagram

IMAGES = Path(__file__).parent / "images"


def main() -> None:
    """Write docs/images/customer_engagement.png."""
    result = plspm.datasets.describe("customer_engagement").estimate()
    boot = result.bootstrap(draws=4999, seed=1)
    IMAGES.mkdir(exist_ok=True)
    figure = path_diagram(result, boot, note="Reconstructed data, not the authors' data.")
    figure.savefig(IMAGES / "customer_engagement.png", dpi=200, metadata={"Software": None})


if __name__ == "__main__":
    main()
