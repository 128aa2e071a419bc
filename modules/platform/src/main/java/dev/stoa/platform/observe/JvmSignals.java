package dev.stoa.platform.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.ManagementFactory;
import java.util.function.ToDoubleFunction;
import jdk.management.VirtualThreadSchedulerMXBean;

/** Metrics of the JVM, the process and the scheduler of virtual threads; no flight recorder. */
final class JvmSignals implements AutoCloseable {
    private final JvmGcMetrics collections = new JvmGcMetrics();

    JvmSignals(MeterRegistry meters) {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        collections.bindTo(meters);
        VirtualThreadSchedulerMXBean scheduler =
                ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        gauge(
                meters,
                "jvm.virtual.threads.carriers",
                "Carrier threads alive",
                scheduler,
                VirtualThreadSchedulerMXBean::getPoolSize);
        gauge(
                meters,
                "jvm.virtual.threads.mounted",
                "Virtual threads on a carrier",
                scheduler,
                VirtualThreadSchedulerMXBean::getMountedVirtualThreadCount);
        gauge(
                meters,
                "jvm.virtual.threads.queued",
                "Virtual threads that wait for a carrier",
                scheduler,
                VirtualThreadSchedulerMXBean::getQueuedVirtualThreadCount);
    }

    private static void gauge(
            MeterRegistry meters,
            String name,
            String meaning,
            VirtualThreadSchedulerMXBean scheduler,
            ToDoubleFunction<VirtualThreadSchedulerMXBean> value) {
        Gauge.builder(name, scheduler, value)
                .description(meaning)
                .strongReference(true)
                .register(meters);
    }

    @Override
    public void close() {
        collections.close();
    }
}
