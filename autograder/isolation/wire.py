"""What may cross between a worker and the trusted side, and as which bytes?

Plain data only: None, bool, int, float, complex, str, list, tuple, dict, slice, Ellipsis, numbers
and arrays of NumPy's numeric types. Everything else crosses as a *reference* that the two sides
agree upon. Nothing is ever pickled. What is decoded is made of exactly these types, no subclass.

The decoder takes every byte for hostile: whatever arrives, it returns plain data or raises
`MalformedError` or `OversizedError`, in bounded time and memory. Both sides use this module.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

FRAME_BYTES = 32 * 2**20
DEPTH = 64
ITEMS = 500_000
INT_BYTES = 512
DIMENSIONS = 32
# Hashes of numbers are no secret: with keys made to collide, a large dict would take for ever.
NUMBER_KEYS = 10_000

DTYPES = tuple(
    np.dtype(code)
    for code in "? i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16".replace(" ", " <").split()
)
_DTYPE_CODE = {dtype: code for code, dtype in enumerate(DTYPES)}

_U32 = struct.Struct("<I")
_I64 = struct.Struct("<q")
_F64 = struct.Struct("<d")
_C128 = struct.Struct("<dd")
_NUMBERS = struct.Struct("<QI")
# The same with their tag in front.
_COUNT = struct.Struct("<cI")
_INT = struct.Struct("<cq")
_FLOAT = struct.Struct("<cd")
_COMPLEX = struct.Struct("<cdd")
_HANDLE = struct.Struct("<cQI")
_FLOAT_TAG, _STR_TAG, _HANDLE_TAG, _INT_TAG, _TUPLE_TAG, _LIST_TAG, _DICT_TAG = b"fshitld"
_OPEN_TAG, _NONE_TAG, _TRUE_TAG, _FALSE_TAG, _FLOATS_TAG, _FLOAT_LIST_TAG = b"HNTFxy"


class WireError(Exception):
    """A value or a message that may not cross."""


class MalformedError(WireError):
    """Bytes that are no message of this protocol, or a value of a kind that cannot be sent."""


class OversizedError(WireError):
    """A value or message that is too large or nested too deep."""


_FLOATS = {float}

# A reference is a (number, type number) pair, which is frequent, or any plain value.
Reference = tuple[int, int] | Any
MakeReference = Callable[[Any], tuple[str, Any]]


def _no_reference(value: Any) -> tuple[str, Any]:
    raise MalformedError(f"a `{type(value).__name__}` cannot be sent")


_SCALARS = {dtype.type: code for code, dtype in enumerate(DTYPES)}


def encode(
    value: Any, reference: MakeReference = _no_reference, tracked: list[Any] | None = None
) -> bytes:
    """Return `value` as bytes; raises MalformedError or OversizedError.

    reference: for a value that is not plain data returns ``("h", (number, type number))``, or
    ``("H", (number, type number, fields))`` with a dict of attributes to send along, or
    ``("r", plain value)``, or ``("v", plain value to send in its place)``; raises MalformedError
    to refuse. tracked: receives each array, list and generator, in the order in which they are
    sent.
    """
    parts: list[bytes] = []
    put = parts.append
    # An array that stands in a message twice is one array there too. The arrays are kept here,
    # so that none made on the way can take over the id of another.
    arrays: dict[int, tuple[int, np.ndarray]] = {}
    items = size = 0

    def write(value: Any, depth: int) -> None:
        nonlocal items, size
        items += 1
        if items > ITEMS:
            raise OversizedError(f"more than {ITEMS} items")
        if depth == 0:
            raise OversizedError(f"nested deeper than {DEPTH}")
        # Exact types: a subclass may carry behaviour that would be lost without a word.
        kind = type(value)
        if kind is float:
            put(_FLOAT.pack(b"f", value))
        elif kind is str:
            data = value.encode("utf-8", "replace")
            size += len(data)
            if size > FRAME_BYTES:
                raise OversizedError(f"more than {FRAME_BYTES >> 20} MiB")
            put(_COUNT.pack(b"s", len(data)))
            put(data)
        elif kind is int:
            if -(2**63) <= value < 2**63:
                put(_INT.pack(b"i", value))
            else:
                put(_large_int(value))
        elif value is None:
            put(b"N")
        elif kind is bool:
            put(b"T" if value else b"F")
        elif kind is tuple or kind is list:
            if kind is list and tracked is not None:
                tracked.append(value)
            n = len(value)
            if n > 1 and type(value[0]) is float and set(map(type, value)) == _FLOATS:
                items += n
                if items > ITEMS:
                    raise OversizedError(f"more than {ITEMS} items")
                put(_COUNT.pack(b"x" if kind is tuple else b"y", n))
                put(struct.pack(f"<{n}d", *value))
                return
            put(_COUNT.pack(b"t" if kind is tuple else b"l", n))
            for item in value:
                write(item, depth - 1)
        elif kind is dict:
            put(_COUNT.pack(b"d", len(value)))
            for key, item in value.items():
                write(key, depth - 1)
                write(item, depth - 1)
        elif kind is np.ndarray:
            if id(value) in arrays:
                put(_COUNT.pack(b"m", arrays[id(value)][0]))
                return
            arrays[id(value)] = len(arrays), value
            size += value.nbytes
            if value.ndim > DIMENSIONS or size > FRAME_BYTES:
                raise OversizedError(f"an array of shape {value.shape}")
            shape = bytes([value.ndim]) + struct.pack(f"<{value.ndim}Q", *value.shape)
            if value.dtype == object:
                put(b"o" + shape)
                for item in value.ravel():
                    write(item, depth - 1)
            else:
                if tracked is not None:
                    tracked.append(value)
                put(_numbers(value, shape))
        elif isinstance(value, np.generic) and kind in _SCALARS:
            put(b"n" + bytes([_SCALARS[kind]]) + value.tobytes())
        elif kind is complex:
            put(_COMPLEX.pack(b"c", value.real, value.imag))
        elif kind is slice:
            put(b"S")
            for item in (value.start, value.stop, value.step):
                write(item, depth - 1)
        elif value is Ellipsis:
            put(b"E")
        else:
            tag, described = reference(value)
            if tag == "h":
                put(_HANDLE.pack(b"h", *described))
                return
            if tag == "H":
                number, kind_number, described = described
                put(_HANDLE.pack(b"H", number, kind_number))
            elif tag == "r":
                if tracked is not None and kind is np.random.Generator:
                    tracked.append(value)
                put(b"r")
            write(described, depth - 1)

    write(value, DEPTH)
    data = b"".join(parts)
    if len(data) > FRAME_BYTES:
        raise OversizedError(f"more than {FRAME_BYTES >> 20} MiB")
    return data


def _large_int(value: int) -> bytes:
    size = value.bit_length() // 8 + 1
    if size > INT_BYTES:
        raise OversizedError(f"an integer of more than {INT_BYTES * 8} bits")
    return _COUNT.pack(b"I", size) + value.to_bytes(size, "little", signed=True)


def _numbers(array: np.ndarray, shape: bytes) -> bytes:
    code = _DTYPE_CODE.get(array.dtype.newbyteorder("<"))
    if code is None:
        raise MalformedError(f"an array of dtype {str(array.dtype)[:40]} cannot be sent")
    data = np.ndarray.astype(array, DTYPES[code], order="C", subok=False, copy=False).tobytes()
    return b"a" + bytes([code]) + shape + data


def _refuse(*_: Any) -> Any:
    raise MalformedError("a reference where none may stand")


def decode(
    data: bytes,
    handle: Callable[..., Any] = _refuse,
    reference: Callable[[Any], Any] = _refuse,
    tracked: list[Any] | None = None,
) -> Any:
    """Return the value that `data` holds; raises MalformedError or OversizedError alone.

    handle(number, type number), or handle(number, type number, fields) where attributes came
    along, and reference(plain value) make what a reference stands for.
    tracked: receives each array, list and generator in the order in which they were sent.
    """
    at = items = 0
    end = len(data)
    arrays: list[np.ndarray] = []

    def count() -> int:
        nonlocal at
        n: int = _U32.unpack_from(data, at)[0]
        at += 4
        # Each item takes a byte at least: a larger count is a lie that must cost nothing.
        if n > end - at:
            raise MalformedError("the message ends too early")
        return n

    def read(depth: int) -> Any:
        nonlocal at, items
        items += 1
        if items > ITEMS:
            raise OversizedError(f"more than {ITEMS} items")
        if depth == 0:
            raise OversizedError(f"nested deeper than {DEPTH}")
        tag = data[at]
        at += 1
        if tag == _FLOAT_TAG:
            at += 8
            return _F64.unpack_from(data, at - 8)[0]
        if tag == _STR_TAG:
            n = count()
            at += n
            return str(data[at - n : at], "utf-8")
        if tag == _HANDLE_TAG:
            at += 12
            return handle(*_NUMBERS.unpack_from(data, at - 12))
        if tag == _INT_TAG:
            at += 8
            return _I64.unpack_from(data, at - 8)[0]
        if tag == _TUPLE_TAG:
            return tuple([read(depth - 1) for _ in range(count())])
        if tag in (_FLOATS_TAG, _FLOAT_LIST_TAG):
            n = count()
            items += n
            if items > ITEMS:
                raise OversizedError(f"more than {ITEMS} items")
            at += 8 * n
            numbers = struct.unpack_from(f"<{n}d", data, at - 8 * n)
            if tag == _FLOATS_TAG:
                return numbers
            listed = list(numbers)
            if tracked is not None:
                tracked.append(listed)
            return listed
        if tag == _LIST_TAG:
            result: list[Any] = []
            if tracked is not None:
                tracked.append(result)
            for _ in range(count()):
                result.append(read(depth - 1))
            return result
        if tag == _DICT_TAG:
            pairs = ((read(depth - 1), read(depth - 1)) for _ in range(count()))
            return _dict(pairs)
        if tag == _OPEN_TAG:
            at += 12
            number, kind = _NUMBERS.unpack_from(data, at - 12)
            return handle(number, kind, read(depth - 1))
        if tag == _NONE_TAG:
            return None
        if tag == _TRUE_TAG:
            return True
        if tag == _FALSE_TAG:
            return False
        return rare(bytes([tag]), depth)

    def rare(tag: bytes, depth: int) -> Any:
        nonlocal at
        if tag == b"a":
            dtype = DTYPES[data[at]]
            at += 1
            shape, n = axes()
            n *= dtype.itemsize
            if n > end - at:
                raise MalformedError("the message ends too early")
            array = np.frombuffer(data[at : at + n], dtype).reshape(shape).copy()
            at += n
            if dtype.kind == "b":  # other bytes than 0 and 1 make truth values that are neither
                array = np.asarray(array.view(np.uint8) != 0)
            arrays.append(array)
            if tracked is not None:
                tracked.append(array)
            return array
        if tag == b"m":
            at += 4
            return arrays[_U32.unpack_from(data, at - 4)[0]]
        if tag == b"n":
            dtype = DTYPES[data[at]]
            at += 1 + dtype.itemsize
            scalar = np.frombuffer(data[at - dtype.itemsize : at], dtype)[0]
            return np.bool_(scalar.view(np.uint8) != 0) if dtype.kind == "b" else scalar
        if tag == b"r":
            value = reference(read(depth - 1))
            if tracked is not None and type(value) is np.random.Generator:
                tracked.append(value)
            return value
        if tag == b"c":
            at += 16
            return complex(*_C128.unpack_from(data, at - 16))
        if tag == b"I":
            n = count()
            if n > INT_BYTES:
                raise OversizedError("an integer of too many bits")
            at += n
            return int.from_bytes(data[at - n : at], "little", signed=True)
        if tag == b"S":
            return slice(*[read(depth - 1) for _ in range(3)])
        if tag == b"E":
            return Ellipsis
        if tag == b"o":
            shape, n = axes()
            if n > end - at:
                raise MalformedError("the message ends too early")
            array = np.empty(n, dtype=object)
            arrays.append(array.reshape(shape))
            for i in range(n):
                array[i] = read(depth - 1)
            return array.reshape(shape)  # a view of what the list of arrays has
        raise MalformedError(f"an unknown tag {tag!r}")

    def axes() -> tuple[tuple[int, ...], int]:
        nonlocal at
        dimensions = data[at]
        if dimensions > DIMENSIONS:
            raise MalformedError("an array of too many dimensions")
        shape = struct.unpack_from(f"<{dimensions}Q", data, at + 1)
        at += 1 + 8 * dimensions
        if any(n >= 2**31 for n in shape):
            raise OversizedError("an array with too long an axis")
        return shape, math.prod(shape)

    try:
        value = read(DEPTH)
    except (struct.error, IndexError, ValueError) as error:
        raise MalformedError(f"no value: {type(error).__name__}") from None
    if at != end:
        raise MalformedError("bytes are missing, or left over")
    return value


def _dict(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    numbers = 0
    for key, value in pairs:
        if isinstance(key, int | float | complex | tuple | slice | np.generic):
            numbers += 1
            if numbers > NUMBER_KEYS:
                raise OversizedError(f"a dict with more than {NUMBER_KEYS} numbers as keys")
        try:
            result[key] = value
        except TypeError:
            raise MalformedError("a key that cannot be one") from None
    return result


def frame(data: bytes) -> bytes:
    """Return `data` with its length in front."""
    return _U32.pack(len(data)) + data


def frame_length(header: bytes) -> int:
    """Return the length that a frame's first four bytes tell; raises OversizedError."""
    length: int = _U32.unpack(header)[0]
    if length > FRAME_BYTES:
        raise OversizedError(f"a message of more than {FRAME_BYTES >> 20} MiB")
    return length
