"""How does a student's code run where it can harm nothing, and how do trusted tests call into it?

::

    with Server(BY_HAND) as server, Session(server, Limits()) as session:
        for cell in cells:                            # the student's, in the notebook's order
            outcome = session.run_cell(cell.source)   # .status, .outputs, .fault
            ...                                       # session.mark(name) where a test stands
        with session.exercise(name) as names:         # the test, in this process
            exec(test.source, names)                  # its calls of student functions travel
        session.fault                                 # what was wrong with the answers, if anything

A call is one hop. What the trusted side holds of an answer is its name; arguments go in, plain data
comes out. Where a check has to build something of the student's objects, it names a function of the
set's module ``beside``, which is in the sandbox as a file and knows nothing of what is right.

What stands where:

==============  =================================================================================
`sandbox`       the outer wall: bubblewrap, what can be seen in it, and what to do without it
`workers`       a sandbox's fork server, and one process a submission
`filter`        the system calls that a worker may make
`inner/`        what runs inside: fork server, inner walls, IPython, answers to requests
`wire`          plain data as bytes, bounded; hostile bytes end in an error of their own
`messages`      what the two sides say to one another, one class a message
`beside`        how a case is called and watched; the same here, there, and in a student's kernel
`link`          the trusted side's end of the conversation
`session`       cells in order, tests after them, a new worker where one has died
`faults`        what can be wrong with an answer as such
`outputs`       which outputs of a cell are kept
`compiled`      single operations that JAX has compiled, for all notebooks, read-only
`limits`        how much a submission may use
==============  =================================================================================

Who attacks, and what stops it
------------------------------
The student's code may do anything that a process can do. It knows this code, finds every object and
file descriptor of its process, and may replace all of it: the worker is hostile by assumption, and
nothing that it says about itself counts.

- *It reads files, sees processes, reaches a network:* there are none but its own. Files that were
  handed in with it come as bytes, are written by the worker into its own /tmp, and stand behind
  every other module: they are what a cell could have written there, and nothing opens them here.
  Besides, the sandbox holds the system's libraries, Python, the packages that a notebook may
  import, and `inner/`, all read-only;
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
- *It answers with objects that are equal to everything:* they become the name of their class. What
  arrives is numbers, text, lists, tuples, dicts and arrays of exactly those types.
- *It exhausts or breaks the trusted process by its answers:* messages are bounded in bytes, and so
  in objects, before anything reads them; a value becomes an array only where it has the shape that
  is asked. Functions of a test that an answer may call take numbers of the shape that they say.
- *It finds what is right beside it:* drivers build and call; what is right is computed here. Right
  programs of earlier exercises go in, where an answer may call them, after those have been judged.
- *It smuggles hidden inputs out:* all cells run before the first test, so no output can hold them.
  After it nothing that a worker says reaches a page but through a check's own words, and on hidden
  inputs these are which parts failed and the hint: no print, no text of an exception, no name of a
  class, no number.

What is not stopped: a hole in the Linux kernel; and a student who copies an answer.
"""
