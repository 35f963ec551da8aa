"""Hands the sample dataset to Desktop TL."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import BaseModel

from desktop_tl.api import DatasetSpec, NoOptions, hookimpl

if TYPE_CHECKING:
    from desktop_tl_samples.digits import Digits


def open_digits(options: BaseModel) -> "Digits":
    """Opens the digits; called on a worker thread."""
    from desktop_tl_samples.digits import Digits  # numpy: listing does without

    return Digits.read()


@hookimpl
def desktop_tl_datasets() -> Iterable[DatasetSpec]:
    return [
        DatasetSpec(
            id="samples/digits",
            title="Handwritten digits",
            open=open_digits,
            description="1,797 real scanned digits, tiny and ready at once: to try the app without own pictures.",
            options=NoOptions,
            licence="CC BY 4.0: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine "
            "Learning Repository, 1998, https://doi.org/10.24432/C50P49",
        )
    ]
