"""Pieces in the order of their costs out of a heap (Knuth's form of Dijkstra's algorithm), joined with finished neighbours."""

import heapq
import itertools


def best_order(dims):
    d = [int(v) for v in dims]
    k = len(d) - 1
    tick = itertools.count()
    heap = [(0, next(tick), i - 1, i, i) for i in range(1, k + 1)]
    heapq.heapify(heap)
    begins = [dict() for _ in range(k + 1)]  # begins[lo][hi] = cost, order
    ends = [dict() for _ in range(k + 1)]  # ends[hi][lo] = cost, order
    while heap:
        cost, _, lo, hi, order = heapq.heappop(heap)
        if hi in begins[lo]:
            continue
        if (lo, hi) == (0, k):
            return cost, order
        begins[lo][hi] = ends[hi][lo] = (cost, order)
        for top, (c, o) in begins[hi].items():
            heapq.heappush(
                heap, (cost + c + d[lo] * d[hi] * d[top], next(tick), lo, top, (o, order))
            )
        for low, (c, o) in ends[lo].items():
            heapq.heappush(
                heap, (cost + c + d[low] * d[lo] * d[hi], next(tick), low, hi, (order, o))
            )
