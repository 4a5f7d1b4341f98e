"""The base of everything that is written as a result."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of all result parts: immutable; NaN and infinity are refused in numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
