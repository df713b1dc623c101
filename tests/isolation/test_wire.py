"""What crosses is plain data; hostile bytes end in an error of their own, soon and cheaply."""

import random
import struct
import tracemalloc
from contextlib import suppress

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.isolation import messages, wire
from autograder.isolation.beside import Opaque, Outcome, Raised
from autograder.isolation.wire import HEADER, MalformedError, OversizedError, decode, encode

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
    got = decode(encode([1, array, (array, 2)]))[1]
    assert type(got) is np.ndarray
    assert got.dtype == array.dtype.newbyteorder("<")
    np.testing.assert_array_equal(got, array)
    assert got.flags.writeable


def test_an_array_in_another_order_of_memory_arrives_right():
    array = np.arange(24.0).reshape(2, 3, 4).T[::2]
    np.testing.assert_array_equal(decode(encode(array)), array)


@pytest.mark.parametrize("value", [Opaque("Dual"), Raised(("A", "Exception"), "text"), 1j, 2**80])
def test_the_classes_of_the_protocol_arrive(value):
    assert decode(encode([value])) == [value]


def test_a_generator_goes_in_with_its_state_and_never_comes_out():
    generator = np.random.default_rng(5)
    frame = encode(generator)
    assert decode(frame, lambda n: None).random() == np.random.default_rng(5).random()
    with pytest.raises(MalformedError):
        decode(frame)


def test_a_function_goes_in_as_its_number_and_never_comes_out():
    functions = []
    frame = encode([print, len], functions)
    assert functions == [print, len]
    assert decode(frame, lambda n: n) == [0, 1]
    with pytest.raises(MalformedError):
        decode(frame)


@pytest.mark.parametrize("value", [object(), print, [object()], {"a": object()}, {(1, 2): 3}])
def test_what_is_not_plain_is_refused(value):
    with pytest.raises(wire.WireError):
        decode(encode(value))


@pytest.mark.parametrize("dtype", ["M8[s]", "S3", "U3", [("a", "f8")], "V4", "g", "O"])
def test_arrays_of_other_kinds_are_refused(dtype):
    with pytest.raises(MalformedError, match="dtype"):
        encode(np.zeros(2, dtype))


def nested(depth, kind):
    value = kind()
    for _ in range(depth):
        value = kind([value])
    return value


@pytest.mark.parametrize(
    "value",
    [
        nested(5000, list),
        nested(5000, tuple),
        [None] * (wire.STRUCTURE_BYTES + 1),
        10**2000,
        np.zeros(wire.FRAME_BYTES // 8 + 1),
    ],
    ids=["deep lists", "deep tuples", "many items", "large integer", "large array"],
)
def test_too_large_a_value_is_refused_where_it_is_sent(value):
    with pytest.raises(OversizedError):
        encode(value)


def test_a_list_that_holds_itself_is_refused():
    value = []
    value.append(value)
    with pytest.raises(OversizedError):
        encode(value)


def framed(structure, numbers=b""):
    return HEADER.pack(len(structure), len(numbers)) + structure + numbers


def array(code, *shape):
    return msgpack.packb(msgpack.ExtType(1, struct.pack(f"<B{len(shape)}Q", code, *shape)))


def deep_tuples(n):
    data = b"\xc0"
    for _ in range(n):
        data = msgpack.packb(msgpack.ExtType(2, b"\x91" + data))
    return data


HOSTILE = {
    "nothing": b"",
    "no structure": framed(b""),
    "half a header": b"\x01\x00",
    "a length that is a lie": HEADER.pack(50, 0) + b"\xc0",
    "bytes left over": framed(b"\xc0\xc0"),
    "numbers left over": framed(b"\xc0", bytes(8)),
    "an unused tag": framed(b"\xc1"),
    "count without items": framed(b"\xdd\xff\xff\xff\xff"),
    "text without bytes": framed(b"\xdb\xff\xff\xff\x7f"),
    "text that is not UTF-8": framed(msgpack.packb(msgpack.ExtType(5, b"\xa1\xff")) + b"\xc0"),
    "half a number": framed(b"\xcb\x00"),
    "unknown extension": framed(msgpack.packb(msgpack.ExtType(99, b"x"))),
    "a timestamp": framed(b"\xd6\xff" + bytes(3)),
    "integer of too many bits": framed(msgpack.packb(msgpack.ExtType(4, b"\x01" * 5000))),
    "array of an unknown type": framed(array(200, 3), bytes(24)),
    "array without bytes": framed(array(11, 10**6)),
    "array whose size overflows": framed(array(11, 2**31 - 1, 2**31 - 1)),
    "array of too long an axis": framed(array(11, 0, 2**62)),
    "array of too many dimensions": framed(array(11, *[1] * 40), bytes(8)),
    "array with a broken shape": framed(msgpack.packb(msgpack.ExtType(1, b"\x0bxx"))),
    "list as a key": framed(b"\x81\x90\xc0"),
    "tuple as a key": framed(b"\x81" + msgpack.packb(msgpack.ExtType(2, b"\x90")) + b"\xc0"),
    "large integer as a key": framed(
        b"\x81" + msgpack.packb(msgpack.ExtType(4, b"\x01" * 20)) + b"\xc0"
    ),
    "a tuple that is none": framed(msgpack.packb(msgpack.ExtType(2, b"\xc0"))),
    "deep lists": framed(b"\x91" * 100_000 + b"\xc0"),
    "deep tuples": framed(deep_tuples(3000)),
    "function": framed(msgpack.packb(msgpack.ExtType(7, bytes(4)))),
    "generator": framed(msgpack.packb(msgpack.ExtType(8, b"\x80"))),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_raise_an_error_of_the_wire_and_cost_nothing(data):
    tracemalloc.start()
    with pytest.raises(wire.WireError):
        decode(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < (wire.DEPTH + 8) * len(data) + 200_000


def test_the_largest_structure_makes_objects_of_bounded_size():
    many = framed(b"\xdd" + struct.pack(">I", wire.ITEMS) + b"\x90" * wire.ITEMS)
    tracemalloc.start()
    decode(many)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * wire.STRUCTURE_BYTES


@given(st.binary(max_size=200))
@settings(max_examples=500)
def test_any_bytes_are_a_value_or_an_error_of_the_wire(data):
    for frame in (data, framed(data)):
        with suppress(wire.WireError):
            decode(frame)


def test_a_value_with_any_byte_changed_is_a_value_or_an_error_of_the_wire():
    value = ["CasesRan", 1, (np.arange(4.0), {"a": (1, None)}, 2**80, "text", np.float32(1))]
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
    assert decode(bytes(data)).view(np.uint8).tolist() == [1, 1]


def test_frames_are_cut_from_what_arrives_and_a_large_one_is_refused_unread():
    frames = wire.Frames()
    both = encode([1]) + encode("two")
    for i in range(len(both)):
        assert frames.take() is None or i > len(encode([1]))
        frames.add(both[i : i + 1])
        if i + 1 == len(encode([1])):
            assert decode(frames.take()) == [1]
    assert decode(frames.take()) == "two"
    frames.add(HEADER.pack(0, wire.FRAME_BYTES + 1))
    with pytest.raises(OversizedError):
        frames.take()


# ------------------------------------------------------------------------------- messages


MESSAGES = [
    messages.RunCell("x = 1"),
    messages.RunCases("a.beside:f", ["f"], 0, [[1.0]], {}, 10.0, False),
    messages.Answer(1.0, None),
    messages.Answer(None, Raised(("ValueError",), "text")),
    messages.CellRan(True, []),
    messages.Ask(0, [1.0]),
    messages.Failed("OversizedAnswer"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda m: type(m).__name__)
def test_messages_arrive_as_they_are(message):
    assert messages.from_data(decode(encode(messages.to_data(message)))) == message


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        [1],
        ["Message"],
        ["RunCell"],
        ["RunCell", 5],
        ["RunCell", "x", 1],
        ["CellRan", 1, []],
        ["CellRan", True, ()],
        ["Ask", True, []],
        ["Ask", 0, {}],
        ["__class__"],
        ["Answer", 1, "text"],
    ],
    ids=repr,
)
def test_what_is_no_message_is_refused(data):
    with pytest.raises(MalformedError):
        messages.from_data(data)


def test_a_message_comes_only_where_it_may():
    data = messages.to_data(messages.RunCell("x"))
    with pytest.raises(MalformedError):
        messages.from_data(data, messages.CellRan, messages.Ask)


@pytest.mark.parametrize(
    "data",
    [None, [], [1] * 5, [1, None, 1, [], ""], [1, "x", True, [], ""], [1, None, True, [], "mine"]],
    ids=repr,
)
def test_what_is_no_outcome_is_refused(data):
    with pytest.raises(MalformedError):
        messages.outcome_from_data(data, {"too-slow"})


def test_an_outcome_arrives_without_warnings_that_are_none():
    data = [1.0, None, False, [["W", "text"], ["W"], 5, ["W", 5]], "too-slow"]
    got = messages.outcome_from_data(data, {"too-slow"})
    assert got == Outcome(1.0, None, False, [("W", "text")], "too-slow")
