"""How does a student's code run where it can harm nothing, and how do trusted tests call into it?

::

    with Server(BY_HAND) as server, Session(server, Limits()) as session:
        for cell in cells:                            # the student's, in the notebook's order
            outcome = session.run_cell(cell.source)   # .status, .outputs, .fault
            ...                                       # session.mark(name) where a test stands
        with session.exercise(name) as names:         # the test, in this process
            exec(test.source, names)                  # its calls of student functions travel
        session.fault                                 # what was wrong with the answers, if anything

What stands where:

==============  =================================================================================
`sandbox`       the outer wall: bubblewrap, what can be seen in it, and what to do without it
`workers`       a sandbox's fork server, and one process a submission
`inner/`        what runs inside: fork server, inner walls, IPython, answers to requests
`wire`          messages: plain data, bounded; hostile bytes end in an error of their own
`operations`    what can be asked of an object on the other side
`standin`       what a test holds in place of a student's object; calls out, callbacks in
`faults`        the exceptions that a call can raise
`outputs`       which outputs of a cell are kept
`session`       cells in order, tests after them, a new worker where one has died
`inside`        test code that must run beside the student's
`portable`      the source that goes along with it
`compiled`      single operations that JAX has compiled, for all notebooks, read-only
`limits`        how much a submission may use
==============  =================================================================================

Who attacks, and what stops it
------------------------------
The student's code may do anything that a process can do. It knows this code, finds every object and
file descriptor of its process, and may replace all of it: the worker is hostile by assumption, and
nothing that it says about itself counts.

- *It reads files, sees processes, reaches a network:* there are none. The sandbox holds the
  system's libraries, Python, the packages that a notebook may import, and `inner/`, all read-only;
  no other part of this package, no check, reference, solution, submission, home or password file.
  Each submission has namespaces of its own for processes, mounts, network, IPC; /proc is empty.
- *It starts processes or programs, leaves one behind, bombs:* a seccomp filter allows new threads
  and nothing else; with the worker, the first process of its namespace, the kernel ends all.
- *It eats processor time, memory, disk, output:* limits of the kernel on each; two clocks in the
  worker for honest code; and for code that does not listen, the trusted side's clock and SIGKILL.
  A submission is one process, so its address space bounds its memory.
- *It crashes:* a new worker runs the earlier cells without the culprit.
- *It harms its neighbours:* a fork shares no writable memory, file or descriptor with them.
- *It forges marks:* marks are made in the trusted process from values that arrive as plain data. A
  forged message is an answer like any other, or a fault. Nothing is unpickled.
- *It answers with objects that are equal to everything:* numbers, text, lists and arrays arrive as
  exactly those types. Any other object stays in the worker, and its operations are the student's:
  a test must bring it to numbers before it judges (`Trial.compare` does); never
  ``assert f(x) == y``.
- *It exhausts or breaks the trusted process by its answers:* messages are bounded in bytes, items
  and depth; so are integers, keys, classes, calls, iterations, and the arrays that it passes to a
  test's functions. A test's functions run here on values that a student chose: they must be code
  that any numbers may be put through.
- *It smuggles hidden inputs out:* all cells run before the first test, so no output can hold them;
  prints during hidden tests are dropped by `Exercise.run`; names of classes are shown only if the
  notebook's source has them. What a check itself tells (shapes, orders of magnitude, which cases
  fail) is the check's affair.

What is not stopped: a hole in the Linux kernel; and a student who copies an answer.
"""
