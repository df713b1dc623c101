"""What crosses is plain data; hostile bytes end in an error of their own, soon and cheaply."""

import random
import struct
import tracemalloc
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.isolation import wire
from autograder.isolation.wire import MalformedError, OversizedError, decode, encode

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_values_arrive_as_they_are(value):
    assert repr(decode(encode(value))) == repr(value)


@pytest.mark.parametrize("dtype", ["?", "i1", "<i8", ">i4", "u2", "f2", "f4", "f8", ">f8", "c16"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4)])
def test_arrays_keep_values_shape_and_kind(dtype, shape):
    array = np.random.default_rng(0).integers(0, 2, shape).astype(dtype)
    got = decode(encode(array))
    assert type(got) is np.ndarray
    assert got.dtype == array.dtype.newbyteorder("<")
    np.testing.assert_array_equal(got, array)
    assert got.flags.writeable


def test_an_array_that_is_in_a_message_twice_arrives_as_one():
    a, b = np.ones(2), np.ones(2)
    got = decode(encode([a, (b, a), {"a": a}]))
    assert got[0] is got[1][1] is got[2]["a"]
    assert got[0] is not got[1][0]


def test_arrays_made_while_a_message_is_written_stay_apart():
    values = [Text(str(i)) for i in range(20)]
    got = decode(encode(values, lambda v: ("v", np.full(3, float(v)))))
    assert [a[0] for a in got] == list(range(20))


def test_an_array_in_another_order_of_memory_arrives_right():
    array = np.arange(24.0).reshape(2, 3, 4).T[::2]
    np.testing.assert_array_equal(decode(encode(array)), array)


@pytest.mark.parametrize(
    "scalar", [np.float32(0.1), np.int16(-3), np.bool_(True), np.complex64(1j)]
)
def test_numpy_s_numbers_keep_their_type(scalar):
    got = decode(encode(scalar))
    assert type(got) is type(scalar)
    assert got == scalar


class Text(str):
    pass


class Number(float):
    pass


@pytest.mark.parametrize(
    "value",
    [object(), {1, 2}, b"bytes", Text("a"), Number(1.0), print, [object()], {"a": object()}],
)
def test_what_is_not_plain_is_refused(value):
    with pytest.raises(MalformedError, match="cannot be sent"):
        encode(value)


@pytest.mark.parametrize("dtype", ["M8[s]", "S3", "U3", [("a", "f8")], "V4", "g"])
def test_arrays_of_other_kinds_are_refused(dtype):
    with pytest.raises(MalformedError, match="dtype"):
        encode(np.zeros(2, dtype))


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [nested(wire.DEPTH), [None] * wire.ITEMS, 10**2000, np.zeros(wire.FRAME_BYTES // 8 + 1)],
    ids=["deep", "many items", "large integer", "large array"],
)
def test_too_large_a_value_is_refused_where_it_is_sent(value):
    with pytest.raises(OversizedError):
        encode(value)


def test_a_list_that_holds_itself_is_refused():
    value = []
    value.append(value)
    with pytest.raises(OversizedError):
        encode(value)


HOSTILE = {
    "nothing": b"",
    "unknown tag": b"\xff",
    "count without items": b"l\xff\xff\xff\xff",
    "text without bytes": b"s\xff\xff\xff\x7f",
    "text that is not UTF-8": b"s\x02\x00\x00\x00\xff\xfe",
    "bytes left over": b"NN",
    "half a number": b"f\x00\x00",
    "half an integer": b"I\x08\x00\x00\x00\x01",
    "integer of too many bits": b"I" + struct.pack("<I", 5000) + b"\x01" * 5000,
    "array of an unknown type": b"a\xff\x00",
    "array without bytes": b"a\x0b\x01" + struct.pack("<Q", 10**6),
    "array whose size overflows": b"a\x0b\x02" + struct.pack("<QQ", 2**31 - 1, 2**31 - 1),
    "array of too long an axis": b"a\x0b\x02" + struct.pack("<QQ", 0, 2**62),
    "array of too many dimensions": b"a\x0b\xff",
    "array of objects without any": b"o\x01" + struct.pack("<Q", 10**9),
    "list as a key": b"d\x01\x00\x00\x00l\x00\x00\x00\x00N",
    "an array that was not sent": b"m" + bytes(4),
    "handle": b"h" + bytes(12),
    "reference": b"rN",
    "deep": b"l\x01\x00\x00\x00" * 1000 + b"N",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_raise_an_error_of_the_wire_and_cost_nothing(data):
    tracemalloc.start()
    with pytest.raises(wire.WireError):
        decode(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000


@given(st.binary(max_size=200))
@settings(max_examples=500)
def test_any_bytes_are_a_value_or_an_error_of_the_wire(data):
    with suppress(wire.WireError):
        decode(data)


def test_a_value_with_any_byte_changed_is_a_value_or_an_error_of_the_wire():
    value = ("return", 1, [np.arange(4.0), {"a": (1, None)}, 2**80, "text", np.float32(1)])
    data = bytearray(encode(value))
    rng = random.Random(0)
    for at in range(len(data)):
        changed = data.copy()
        changed[at] = rng.randrange(256)
        with suppress(wire.WireError):
            decode(bytes(changed))


def test_truth_values_are_true_or_false_whatever_bytes_arrive():
    data = bytearray(encode(np.array([True, False])))
    data[-2:] = b"\x02\xff"
    got = decode(bytes(data))
    assert got.view(np.uint8).tolist() == [1, 1]


def test_keys_whose_hashes_collide_cannot_stop_the_reader():
    collide = 2**61 - 1
    pairs = b"".join(encode(i * collide) + b"N" for i in range(wire.NUMBER_KEYS + 1))
    with pytest.raises(OversizedError, match="keys"):
        decode(b"d" + struct.pack("<I", wire.NUMBER_KEYS + 1) + pairs)


def test_a_frame_says_its_length_and_a_large_one_is_refused_unread():
    assert wire.frame_length(wire.frame(b"abc")[:4]) == 3
    with pytest.raises(OversizedError):
        wire.frame_length(struct.pack("<I", wire.FRAME_BYTES + 1))
