"""Sums, products and functions of values; shapes that don't fit are said, not broadcast."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from grader.written.evaluate.trouble import CannotTell, IllTyped
from grader.written.evaluate.value import Value, scalar

SameShape = Literal["no", "dot", "entrywise"]


@dataclass(frozen=True)
class Leniency:
    """Which products that are ill-typed as written are read kindly."""

    same_shape: SameShape = "no"
    """What two vectors of one shape side by side mean: nothing, a dot product, entrywise."""
    turn_vectors: bool = False
    """Whether a vector beside a matrix may be turned from column to row."""
    add_turned: bool = False
    """Whether a row may be added to a column of the same length."""


STRICT = Leniency()


def added(left: Value, right: Value, leniency: Leniency = STRICT) -> Value:
    """Return left + right; a number as written is added to every entry."""
    if left.is_zero:
        return right
    if right.is_zero:
        return left
    if left.shape == right.shape:
        both = left.literal and right.literal
        return Value(left.array + right.array, both, left.fixed or right.fixed)
    if (left.is_scalar and left.literal) or (right.is_scalar and right.literal):
        return Value(left.array + right.array, fixed=left.fixed or right.fixed)
    free = not (left.fixed or right.fixed)
    if leniency.add_turned and free and left.shape == right.shape[::-1] and 1 in left.shape:
        return Value(left.array + right.transposed.array)
    raise IllTyped(f"{left.words} and {right.words} can't be added")


def negated(value: Value) -> Value:
    """Return minus a value."""
    return Value(-value.array, value.literal, value.fixed)


def multiplied(left: Value, right: Value, leniency: Leniency = STRICT) -> Value:
    """Return the matrix product, or the product with a scalar."""
    if left.is_scalar or right.is_scalar:
        both = left.literal and right.literal
        return Value(left.array * right.array, both, left.fixed or right.fixed)
    if left.shape[1] == right.shape[0]:
        product = Value(left.array @ right.array)
        # A vector that comes of a transpose written out is not turned again.
        fixed = 1 in product.shape and (left.fixed or right.fixed)
        return replace(product, fixed=fixed) if fixed else product
    free = not (left.fixed or right.fixed)
    if left.shape == right.shape and 1 in left.shape and (free or (left.fixed and right.fixed)):
        if leniency.same_shape == "dot" and free:
            return Value((left.array * right.array).sum(axis=(1, 2), keepdims=True))
        if leniency.same_shape == "entrywise":
            return Value(left.array * right.array)
    if leniency.turn_vectors:
        turned = _turned(left, right)
        if turned is not None:
            return turned
    raise IllTyped(f"{left.words} times {right.words} is not defined")


def _turned(left: Value, right: Value) -> Value | None:
    """Return the product with a vector turned, where exactly one factor is a vector."""
    if (
        1 in left.shape
        and not left.fixed
        and 1 not in right.shape
        and left.shape[0] == right.shape[0]
    ):
        return Value(left.transposed.array @ right.array, fixed=True)
    if (
        1 in right.shape
        and not right.fixed
        and 1 not in left.shape
        and left.shape[1] == right.shape[1]
    ):
        return Value(left.array @ right.transposed.array, fixed=True)
    return None


def dotted(left: Value, right: Value, leniency: Leniency = STRICT) -> Value:
    """Return the product written with a dot: of two vectors of one shape, their dot product."""
    if left.shape == right.shape and 1 in left.shape and not left.is_scalar:
        if leniency.same_shape == "entrywise":
            return Value(left.array * right.array)
        return Value((left.array * right.array).sum(axis=(1, 2), keepdims=True))
    return multiplied(left, right, leniency)


def entrywise(left: Value, right: Value, leniency: Leniency = STRICT) -> Value:
    """Return the product entry by entry."""
    if left.shape == right.shape or left.is_scalar or right.is_scalar:
        return Value(left.array * right.array)
    free = not (left.fixed or right.fixed)
    if leniency.add_turned and free and left.shape == right.shape[::-1] and 1 in left.shape:
        return Value(left.array * right.transposed.array)
    raise IllTyped(f"{left.words} and {right.words} have no entrywise product")


def divided(top: Value, bottom: Value, leniency: Leniency = STRICT) -> Value:
    """Return top / bottom, where bottom is a scalar (or both have one shape)."""
    if bottom.is_scalar:
        return Value(top.array / bottom.array, top.literal and bottom.literal, top.fixed)
    if leniency.same_shape == "entrywise" and top.shape == bottom.shape:
        return Value(top.array / bottom.array)
    raise IllTyped(f"division by {bottom.words} is not defined")


def raised(base: Value, exponent: Value) -> Value:
    """Return a scalar to a power of a small number."""
    if not exponent.is_scalar or not exponent.literal:
        raise CannotTell("a power that is no plain number is not understood")
    power = float(exponent.array.real.ravel()[0])
    if abs(power) > 16:
        raise CannotTell("a power this large is not evaluated")
    if not base.is_scalar:
        raise CannotTell(f"the power {power:g} of {base.words} is not understood")
    if power < 0 and not base.array.all():
        raise CannotTell("a division by zero")
    return Value(base.array**power, base.literal)


def exponential(value: Value) -> Value:
    """Return exp entry by entry."""
    if np.abs(value.array.real).max() > 300:
        raise CannotTell("a power of e this large is not evaluated")
    return Value(np.exp(value.array), fixed=value.fixed)


def logarithm(value: Value) -> Value:
    """Return the natural logarithm entry by entry, of positive numbers only."""
    if not (value.array.real > 0).all():
        raise CannotTell("the logarithm of a number that is not positive")
    return Value(np.log(value.array), fixed=value.fixed)


def sigmoid(value: Value) -> Value:
    """Return 1 / (1 + exp(-x)) entry by entry."""
    return Value(1.0 / (1.0 + exponential(negated(value)).array), fixed=value.fixed)


def sigmoid_prime(value: Value) -> Value:
    """Return the derivative of the sigmoid at x, entry by entry."""
    s = sigmoid(value).array
    return Value(s * (1.0 - s), fixed=value.fixed)


def softmax(value: Value) -> Value:
    """Return the softmax of a vector, in its own orientation."""
    if 1 not in value.shape or value.is_scalar:
        raise IllTyped(f"the softmax of {value.words} is not defined")
    powers = exponential(value).array
    return Value(powers / powers.sum(axis=(1, 2), keepdims=True), fixed=value.fixed)


def tanh(value: Value) -> Value:
    """Return tanh entry by entry."""
    if np.abs(value.array.real).max() > 300:
        raise CannotTell("a number this large is not evaluated")
    return Value(np.tanh(value.array), fixed=value.fixed)


def larger(left: Value, right: Value) -> Value:
    """Return the larger of two scalars, by their real parts."""
    if not (left.is_scalar and right.is_scalar):
        raise CannotTell("the maximum of vectors is not understood")
    return Value(np.where(left.array.real >= right.array.real, left.array, right.array))


def root(value: Value) -> Value:
    """Return the square root of a positive scalar."""
    if not value.is_scalar:
        raise IllTyped(f"{value.words} has no square root")
    if not (value.array.real > 0).all():
        raise CannotTell("the root of a number that is not positive")
    return Value(np.sqrt(value.array))


def length(value: Value) -> Value:
    """Return the Euclidean length of a vector."""
    return root(Value((value.array**2).sum(axis=(1, 2), keepdims=True)))


def total(values: list[Value], leniency: Leniency = STRICT) -> Value:
    """Return the sum of values; 0 for none."""
    result = scalar(0, literal=True)
    for each in values:
        result = added(result, each, leniency)
    return result
