"""What may cross between a worker and the trusted side, and as which bytes?

Plain data only: None, bool, int, float, complex, str, list, tuple, dict, slice, Ellipsis, numbers
and arrays of NumPy's numeric types. Everything else crosses as a *reference* that the two sides
agree upon. Nothing is ever pickled. What is decoded is made of exactly these types, no subclass.

The decoder takes every byte for hostile: whatever arrives, it returns plain data or raises
`Malformed` or `Oversized`, in bounded time and memory. Both sides use this module.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
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
_HANDLE = struct.Struct("<QI")


class WireError(Exception):
    """A value or a message that may not cross."""


class Malformed(WireError):
    """Bytes that are no message of this protocol, or a value of a kind that cannot be sent."""


class Oversized(WireError):
    """A value or message that is too large or nested too deep."""


# A reference is a (number, type number) pair, which is frequent, or any plain value.
Reference = tuple[int, int] | Any
MakeReference = Callable[[Any], tuple[str, Any]]


def _no_reference(value: Any) -> tuple[str, Any]:
    raise Malformed(f"a `{type(value).__name__}` cannot be sent")


class Encoder:
    """Turns values into bytes.

    reference: for a value that is not plain data returns ``("h", (number, type number))`` or
    ``("r", plain value)`` or ``("v", plain value to send in its place)``; raises Malformed to
    refuse. tracked: receives each array and list, in the order in which they are sent.
    """

    def __init__(
        self, reference: MakeReference = _no_reference, tracked: list[Any] | None = None
    ) -> None:
        self._reference = reference
        self._tracked = tracked
        self._parts: list[bytes] = []
        self._size = 0
        self._items = 0

    def encode(self, value: Any) -> bytes:
        """Return `value` as bytes; raises Malformed or Oversized."""
        self._write(value, DEPTH)
        return b"".join(self._parts)

    def _put(self, *parts: bytes) -> None:
        self._parts.extend(parts)
        self._size += sum(map(len, parts))
        if self._size > FRAME_BYTES:
            raise Oversized(f"more than {FRAME_BYTES >> 20} MiB")

    def _write(self, value: Any, depth: int) -> None:
        self._items += 1
        if self._items > ITEMS:
            raise Oversized(f"more than {ITEMS} items")
        if depth == 0:
            raise Oversized(f"nested deeper than {DEPTH}")
        # Exact types: a subclass may carry behaviour that would be lost without a word.
        kind = type(value)
        if kind is float:
            self._put(b"f", _F64.pack(value))
        elif kind is int:
            self._write_int(value)
        elif value is None:
            self._put(b"N")
        elif kind is bool:
            self._put(b"T" if value else b"F")
        elif kind is str:
            data = value.encode("utf-8", "replace")
            self._put(b"s", _U32.pack(min(len(data), 2**32 - 1)), data)
        elif kind is tuple or kind is list:
            if kind is list and self._tracked is not None:
                self._tracked.append(value)
            self._put(b"t" if kind is tuple else b"l", _U32.pack(len(value)))
            for item in value:
                self._write(item, depth - 1)
        elif kind is dict:
            self._put(b"d", _U32.pack(len(value)))
            for key, item in value.items():
                self._write(key, depth - 1)
                self._write(item, depth - 1)
        elif kind is np.ndarray:
            self._write_array(value, depth)
        elif isinstance(value, np.generic) and kind in _SCALARS:
            self._put(b"n", bytes([_SCALARS[kind]]), value.tobytes())
        elif kind is complex:
            self._put(b"c", _C128.pack(value.real, value.imag))
        elif kind is slice:
            self._put(b"S")
            for item in (value.start, value.stop, value.step):
                self._write(item, depth - 1)
        elif value is Ellipsis:
            self._put(b"E")
        else:
            self._write_reference(value, depth)

    def _write_int(self, value: int) -> None:
        if -(2**63) <= value < 2**63:
            self._put(b"i", _I64.pack(value))
            return
        size = value.bit_length() // 8 + 1
        if size > INT_BYTES:
            raise Oversized(f"an integer of more than {INT_BYTES * 8} bits")
        self._put(b"I", _U32.pack(size), value.to_bytes(size, "little", signed=True))

    def _write_array(self, array: np.ndarray, depth: int) -> None:
        if array.ndim > DIMENSIONS or array.nbytes > FRAME_BYTES:
            raise Oversized(f"an array of shape {array.shape}")
        shape = bytes([array.ndim]) + struct.pack(f"<{array.ndim}Q", *array.shape)
        if array.dtype == object:
            self._put(b"o", shape)
            for item in array.ravel():
                self._write(item, depth - 1)
            return
        if self._tracked is not None:
            self._tracked.append(array)
        code = _DTYPE_CODE.get(array.dtype.newbyteorder("<"))
        if code is None:
            raise Malformed(f"an array of dtype {str(array.dtype)[:40]} cannot be sent")
        data = np.ndarray.astype(array, DTYPES[code], order="C", subok=False, copy=False).tobytes()
        self._put(b"a", bytes([code]), shape, data)

    def _write_reference(self, value: Any, depth: int) -> None:
        tag, reference = self._reference(value)
        if tag == "h":
            self._put(b"h", _HANDLE.pack(*reference))
        elif tag == "r":
            if self._tracked is not None and type(value) is np.random.Generator:
                self._tracked.append(value)
            self._put(b"r")
            self._write(reference, depth - 1)
        else:
            self._write(reference, depth - 1)


_SCALARS = {dtype.type: code for code, dtype in enumerate(DTYPES)}


def encode(
    value: Any, reference: MakeReference = _no_reference, tracked: list[Any] | None = None
) -> bytes:
    """Return `value` as bytes; see `Encoder`."""
    return Encoder(reference, tracked).encode(value)


def _refuse(*_: Any) -> Any:
    raise Malformed("a reference where none may stand")


class Decoder:
    """Turns bytes into plain data.

    handle(number, type number) and reference(plain value) make what a reference stands for.
    tracked: receives each array, list and generator in the order in which they were sent.
    """

    def __init__(
        self,
        data: bytes,
        handle: Callable[[int, int], Any] = _refuse,
        reference: Callable[[Any], Any] = _refuse,
        tracked: list[Any] | None = None,
    ) -> None:
        self._data = data
        self._at = 0
        self._handle = handle
        self._reference = reference
        self._tracked = tracked
        self._items = 0

    def decode(self) -> Any:
        """Return the one value that the bytes hold; raises Malformed or Oversized."""
        value = self._read(DEPTH)
        if self._at != len(self._data):
            raise Malformed("bytes after the end of the value")
        return value

    def _take(self, size: int) -> bytes:
        data = self._data[self._at : self._at + size]
        if len(data) != size:
            raise Malformed("the message ends too early")
        self._at += size
        return data

    def _count(self) -> int:
        count: int = _U32.unpack(self._take(4))[0]
        # Each item takes a byte at least: a larger count is a lie that must cost nothing.
        if count > len(self._data) - self._at:
            raise Malformed("the message ends too early")
        return count

    def _read(self, depth: int) -> Any:
        self._items += 1
        if self._items > ITEMS:
            raise Oversized(f"more than {ITEMS} items")
        if depth == 0:
            raise Oversized(f"nested deeper than {DEPTH}")
        tag = self._take(1)
        if tag == b"f":
            return _F64.unpack(self._take(8))[0]
        if tag == b"i":
            return _I64.unpack(self._take(8))[0]
        if tag == b"h":
            return self._handle(*_HANDLE.unpack(self._take(12)))
        if tag == b"N":
            return None
        if tag == b"T":
            return True
        if tag == b"F":
            return False
        if tag == b"s":
            try:
                return str(self._take(self._count()), "utf-8")
            except UnicodeDecodeError:
                raise Malformed("a text that is not UTF-8") from None
        if tag == b"t":
            return tuple([self._read(depth - 1) for _ in range(self._count())])
        if tag == b"l":
            items: list[Any] = []
            if self._tracked is not None:
                self._tracked.append(items)
            items.extend(self._read(depth - 1) for _ in range(self._count()))
            return items
        if tag == b"d":
            return self._read_dict(depth)
        if tag == b"a":
            return self._read_array()
        if tag == b"n":
            dtype = self._dtype()
            return np.frombuffer(self._take(dtype.itemsize), dtype)[0]
        if tag == b"r":
            return self._read_reference(depth)
        return self._read_rare(tag, depth)

    def _read_rare(self, tag: bytes, depth: int) -> Any:
        if tag == b"c":
            return complex(*_C128.unpack(self._take(16)))
        if tag == b"I":
            size = self._count()
            if size > INT_BYTES:
                raise Oversized("an integer of too many bits")
            return int.from_bytes(self._take(size), "little", signed=True)
        if tag == b"S":
            return slice(*[self._read(depth - 1) for _ in range(3)])
        if tag == b"E":
            return Ellipsis
        if tag == b"o":
            shape, size = self._shape()
            if size > len(self._data) - self._at:
                raise Malformed("the message ends too early")
            array = np.empty(size, dtype=object)
            for i in range(size):
                array[i] = self._read(depth - 1)
            return array.reshape(shape)
        raise Malformed(f"an unknown tag {tag!r}")

    def _read_dict(self, depth: int) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        numbers = 0
        for _ in range(self._count()):
            key = self._read(depth - 1)
            if isinstance(key, int | float | complex | tuple):
                numbers += 1
                if numbers > NUMBER_KEYS:
                    raise Oversized(f"a dict with more than {NUMBER_KEYS} numbers as keys")
            try:
                hash(key)
            except TypeError:
                raise Malformed("a key that cannot be one") from None
            result[key] = self._read(depth - 1)
        return result

    def _dtype(self) -> np.dtype[Any]:
        code = self._take(1)[0]
        if code >= len(DTYPES):
            raise Malformed("an unknown type of numbers")
        return DTYPES[code]

    def _shape(self) -> tuple[tuple[int, ...], int]:
        dimensions = self._take(1)[0]
        if dimensions > DIMENSIONS:
            raise Malformed("an array of too many dimensions")
        shape = struct.unpack(f"<{dimensions}Q", self._take(8 * dimensions))
        if any(n >= 2**31 for n in shape):
            raise Oversized("an array with too long an axis")
        return shape, math.prod(shape)

    def _read_array(self) -> np.ndarray:
        dtype = self._dtype()
        shape, size = self._shape()
        if size * dtype.itemsize > len(self._data) - self._at:
            raise Malformed("the message ends too early")
        data = self._take(size * dtype.itemsize)
        array = np.frombuffer(data, dtype).reshape(shape).copy()
        if dtype.kind == "b":  # other bytes than 0 and 1 make truth values that are neither
            array = array.view(np.uint8) != 0
        if self._tracked is not None:
            self._tracked.append(array)
        return array

    def _read_reference(self, depth: int) -> Any:
        value = self._reference(self._read(depth - 1))
        if self._tracked is not None and type(value) is np.random.Generator:
            self._tracked.append(value)
        return value


def decode(
    data: bytes,
    handle: Callable[[int, int], Any] = _refuse,
    reference: Callable[[Any], Any] = _refuse,
    tracked: list[Any] | None = None,
) -> Any:
    """Return the value that `data` holds; see `Decoder`."""
    return Decoder(data, handle, reference, tracked).decode()


def frame(data: bytes) -> bytes:
    """Return `data` with its length in front."""
    return _U32.pack(len(data)) + data


def frame_length(header: bytes) -> int:
    """Return the length that a frame's first four bytes tell; raises Oversized."""
    length: int = _U32.unpack(header)[0]
    if length > FRAME_BYTES:
        raise Oversized(f"a message of more than {FRAME_BYTES >> 20} MiB")
    return length
