package dev.stoa.forum.count;

import java.util.SortedMap;
import java.util.TreeMap;

/** By how much some counters of many rows move, in the order of ids. */
final class Sums {
    private final int counters;
    private final SortedMap<Long, int[]> moves = new TreeMap<>();

    /** Of rows with so many counters each. */
    Sums(int counters) {
        this.counters = counters;
    }

    /** Adds {@code by} to the counters of a row; rows of which none moves are left out. */
    void add(long id, int... by) {
        for (int move : by) {
            if (move != 0) {
                int[] sum = moves.computeIfAbsent(id, _ -> new int[counters]);
                for (int i = 0; i < counters; i++) {
                    sum[i] += by[i];
                }
                return;
            }
        }
    }

    boolean isEmpty() {
        return moves.isEmpty();
    }

    int size() {
        return moves.size();
    }

    /** The ids, then an array for each counter, then {@code more}: arguments of a statement. */
    Object[] columns(Object... more) {
        Object[] columns = new Object[1 + counters + more.length];
        columns[0] = moves.keySet().stream().mapToLong(Long::longValue).toArray();
        for (int i = 0; i < counters; i++) {
            int counter = i;
            columns[1 + i] = moves.values().stream().mapToInt(sum -> sum[counter]).toArray();
        }
        System.arraycopy(more, 0, columns, 1 + counters, more.length);
        return columns;
    }

    SortedMap<Long, int[]> byId() {
        return moves;
    }
}
