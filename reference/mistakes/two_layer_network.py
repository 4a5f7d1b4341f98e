"""Mistakes in the two-layer network, where the catalogue looks for them."""

from .network_backward import *  # noqa: F403 - every variant is part of the catalogue
from .network_forward import *  # noqa: F403
from .network_mean import *  # noqa: F403
