"""Desktop TL: fine-tunes a pretrained model on one's own data, on one's own machine, without code."""

import os

# Both import, as soon as they are imported themselves, what entry points of any installed distribution name: also of a
# plugin that is disabled, and in safe mode. The app and its children need none of it.
os.environ.setdefault("TORCH_DEVICE_BACKEND_AUTOLOAD", "0")
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

__version__ = "0.1.0"
