"""Desktop TL: fine-tunes a pretrained model on one's own data, on one's own machine, without code."""

__version__ = "0.1.0"
