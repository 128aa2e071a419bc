package dev.stoa.maintenance.watch;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was left of the heap by its last collection. After one of the young part alone that holds
 * garbage of the old part too; after a whole one it is what lives.
 *
 * @param bytes left
 * @param number of the collection, in the order of their ends
 * @param whole whether it was one of the whole heap
 */
record LiveSet(long bytes, long number, boolean whole) {
    /** What the last collection left; empty before the first. */
    static Optional<LiveSet> now() {
        Set<String> heap =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getName)
                        .collect(Collectors.toSet());
        List<GarbageCollectorMXBean> collectors =
                ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
        return collectors.stream()
                .filter(collector -> collector.getLastGcInfo() != null)
                .max(Comparator.comparingLong(each -> each.getLastGcInfo().getEndTime()))
                .map(collector -> of(collector, heap, collectors));
    }

    private static LiveSet of(
            GarbageCollectorMXBean collector,
            Set<String> heap,
            List<GarbageCollectorMXBean> collectors) {
        GcInfo last = collector.getLastGcInfo();
        long left =
                last.getMemoryUsageAfterGc().entrySet().stream()
                        .filter(pool -> heap.contains(pool.getKey()))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum();
        long number =
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
        // The one that looks after all parts of the heap.
        boolean whole = Set.of(collector.getMemoryPoolNames()).containsAll(heap);
        return new LiveSet(left, number, whole);
    }
}
