"""What points a person can give."""

from math import isfinite


def wrong_points(points: float) -> str:
    """Say in a few words why no check can be given these points; "" where one can."""
    if not isfinite(points) or points < 0:
        return f"{points:g} points: expected a number from 0 up"
    if round(points, 2) != points:
        return f"{points} points: expected hundredths at the finest"
    return ""
