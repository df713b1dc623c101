"""A magic of an extension that is not installed.

where: first
"""
%load_ext line_profiler
%lprun -f print print(1)
