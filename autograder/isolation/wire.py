"""What may cross between a worker and the trusted side, and as which bytes?

Plain data only, as MessagePack: None, bool, int, float, complex, str, list, tuple, dict, arrays of
NumPy's numbers, and the two classes `Opaque` and `Raised` of `beside`. A frame holds the structure,
in which an array is its type and shape, and behind it the arrays' numbers. So a bound on the
structure's bytes bounds how many objects there can be, and one on the rest how large arrays can be.

Every byte is taken for hostile: whatever arrives, `decode` returns plain data or raises
`MalformedError` or `OversizedError`, in bounded time and memory.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np

from autograder.isolation.beside import Opaque, Raised

STRUCTURE_BYTES = 2**21
FRAME_BYTES = 2**25
ITEMS = 200_000  # of one list
KEYS = 10_000  # of one dict
DEPTH = 32  # of tuples in one another
DIMENSIONS = 32
INT_BYTES = 512
HEADER = struct.Struct("<II")

_ARRAY, _TUPLE, _COMPLEX, _INT, _OPAQUE, _RAISED, _FUNCTION, _GENERATOR = range(1, 9)
_DTYPES = tuple(
    np.dtype(c)
    for c in [
        "?",
        "<i1",
        "<i2",
        "<i4",
        "<i8",
        "<u1",
        "<u2",
        "<u4",
        "<u8",
        "<f2",
        "<f4",
        "<f8",
        "<c8",
        "<c16",
    ]
)
_CODES = {dtype: code for code, dtype in enumerate(_DTYPES)}


class WireError(Exception):
    """A value or a message that may not cross."""


class MalformedError(WireError):
    """Bytes that are no message of this protocol, or a value of a kind that cannot be sent."""


class OversizedError(WireError):
    """A value or message that is too large or nested too deep."""


def encode(value: Any, functions: list[Any] | None = None) -> bytes:
    """Return `value` as a frame; raises MalformedError or OversizedError.

    functions: receives what can be called; in its place goes the number that it has there.
    """
    arrays: list[bytes] = []

    def special(value: Any) -> msgpack.ExtType:
        if isinstance(value, np.ndarray | np.generic):
            array = np.asarray(value)
            code = _CODES.get(array.dtype.newbyteorder("<"))
            if code is None or array.ndim > DIMENSIONS:
                raise MalformedError(f"an array of dtype {str(array.dtype)[:40]} cannot be sent")
            arrays.append(np.asarray(array, _DTYPES[code], order="C").tobytes())
            return msgpack.ExtType(_ARRAY, struct.pack(f"<B{array.ndim}Q", code, *array.shape))
        if isinstance(value, tuple | list | range | set | frozenset):
            return msgpack.ExtType(_TUPLE, packed(list(value)))
        if isinstance(value, complex):
            return msgpack.ExtType(_COMPLEX, struct.pack("<dd", value.real, value.imag))
        if isinstance(value, int):
            size = value.bit_length() // 8 + 1
            if size > INT_BYTES:
                raise OversizedError(f"an integer of more than {INT_BYTES * 8} bits")
            return msgpack.ExtType(_INT, value.to_bytes(size, "little", signed=True))
        if isinstance(value, Opaque):
            return msgpack.ExtType(_OPAQUE, packed(value.kind))
        if isinstance(value, Raised):
            return msgpack.ExtType(_RAISED, packed([list(value.names), value.text]))
        if isinstance(value, np.random.Generator):
            return msgpack.ExtType(_GENERATOR, packed(value.bit_generator.state))
        if functions is not None and callable(value):
            functions.append(value)
            return msgpack.ExtType(_FUNCTION, struct.pack("<I", len(functions) - 1))
        raise MalformedError(f"a `{type(value).__name__}` cannot be sent")

    def packed(value: Any) -> bytes:
        data: bytes = msgpack.packb(
            value, default=special, strict_types=True, unicode_errors="replace"
        )
        return data

    try:
        structure = packed(value)
    except (ValueError, RecursionError, OverflowError):
        raise OversizedError("nested too deep, or too long") from None
    numbers = b"".join(arrays)
    if len(structure) > STRUCTURE_BYTES or len(numbers) > FRAME_BYTES:
        raise OversizedError(f"more than {FRAME_BYTES >> 20} MiB")
    return HEADER.pack(len(structure), len(numbers)) + structure + numbers


class Frames:
    """The bytes of a conversation, cut into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def take(self) -> bytes | None:
        """Return the next frame, once it is there whole; raises OversizedError."""
        if len(self._buffer) < HEADER.size:
            return None
        structure, numbers = HEADER.unpack_from(self._buffer)
        if structure > STRUCTURE_BYTES or numbers > FRAME_BYTES:
            raise OversizedError(f"a message of more than {FRAME_BYTES >> 20} MiB")
        n = HEADER.size + structure + numbers
        if len(self._buffer) < n:
            return None
        frame = bytes(self._buffer[:n])
        del self._buffer[:n]
        return frame

    def add(self, piece: bytes) -> None:
        """Add what has arrived."""
        self._buffer += piece


def decode(frame: bytes, function: Callable[[int], Any] | None = None) -> Any:
    """Return the value in a frame; raises MalformedError or OversizedError alone.

    function: makes what stands for a function of that number. Without it the frame is a worker's,
    and neither functions nor generators may be in it.
    """
    structure, numbers = HEADER.unpack_from(frame) if len(frame) >= HEADER.size else (0, -1)
    if len(frame) != HEADER.size + structure + numbers:
        raise MalformedError("bytes are missing, or left over")
    at, depth = HEADER.size + structure, 0

    def array(data: bytes) -> np.ndarray:
        nonlocal at
        dtype = _DTYPES[data[0]]
        shape = struct.unpack(f"<{(len(data) - 1) // 8}Q", data[1:])
        if len(shape) > DIMENSIONS or any(n >= 2**31 for n in shape):
            raise OversizedError("an array of too many dimensions, or too long an axis")
        n = math.prod(shape)
        if n * dtype.itemsize > len(frame) - at:
            raise MalformedError("the message ends too early")
        numbers = np.frombuffer(frame, np.uint8 if dtype.kind == "b" else dtype, n, at)
        at += n * dtype.itemsize
        # Other bytes than 0 and 1 make truth values that are neither.
        return (numbers != 0 if dtype.kind == "b" else numbers.copy()).reshape(shape)

    def special(code: int, data: bytes) -> Any:
        nonlocal depth
        depth += 1
        try:
            if depth > DEPTH:
                raise OversizedError(f"nested deeper than {DEPTH}")
            if code == _ARRAY:
                return array(data)
            if code == _TUPLE:
                return tuple(_list(unpacked(data)))
            if code == _COMPLEX:
                return complex(*struct.unpack("<dd", data))
            if code == _INT and len(data) <= INT_BYTES:
                return int.from_bytes(data, "little", signed=True)
            if code == _OPAQUE:
                return Opaque(_text(unpacked(data)))
            if code == _RAISED:
                names, text = _list(unpacked(data))
                return Raised(tuple(map(_text, _list(names)[:100])) or ("Exception",), _text(text))
            if code == _FUNCTION and function is not None:
                return function(struct.unpack("<I", data)[0])
            if code == _GENERATOR and function is not None:
                generator = np.random.default_rng()
                generator.bit_generator.state = unpacked(data)
                return generator
        finally:
            depth -= 1
        raise MalformedError("an unknown kind of value")

    def unpacked(data: bytes) -> Any:
        return msgpack.unpackb(
            data,
            ext_hook=special,
            object_pairs_hook=_dict,
            strict_map_key=False,
            unicode_errors="replace",
            max_array_len=ITEMS,
            max_map_len=KEYS,
        )

    try:
        value = unpacked(frame[HEADER.size : HEADER.size + structure])
    except WireError:
        raise
    except RecursionError:
        raise OversizedError(f"nested deeper than {DEPTH}") from None
    except Exception as error:  # the library has many, and documents some
        raise MalformedError(f"no value: {type(error).__name__}") from None
    if at != len(frame):
        raise MalformedError("bytes are missing, or left over")
    return value


def _dict(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    # Hashes of tuples and of large integers can be made to collide: a dict would take for ever.
    for key, _ in pairs:
        if type(key) not in (str, int, float, bool, type(None)) or (
            type(key) is int and key.bit_length() > 64
        ):
            raise MalformedError("a key that cannot be one")
    return dict(pairs)


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise MalformedError("no list where one must be")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise MalformedError("no text where there must be some")
    return value[:2000]
