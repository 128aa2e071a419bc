package dev.stoa.platform.jobs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What is measured of one job on this node; there from the start, at zero. */
final class JobMeters {
    private final Map<JobStatus, Counter> runs = new EnumMap<>(JobStatus.class);
    private final Timer duration;
    private final AtomicLong lastSuccess = new AtomicLong();
    private final AtomicLong interval = new AtomicLong();

    JobMeters(String job, MeterRegistry meters) {
        for (JobStatus status : JobStatus.values()) {
            if (status != JobStatus.RUNNING) {
                runs.put(
                        status,
                        Counter.builder("stoa.job.runs")
                                .description("Runs of jobs on this node by what became of them")
                                .tags("job", job, "status", status.word())
                                .register(meters));
            }
        }
        this.duration =
                Timer.builder("stoa.job.duration")
                        .description("Runs of jobs on this node, from picked to ended")
                        .tag("job", job)
                        .register(meters);
        Gauge.builder("stoa.job.last.success.timestamp", lastSuccess, AtomicLong::doubleValue)
                .description("When a run of the job last succeeded on any node; 0 for never")
                .baseUnit("seconds")
                .tag("job", job)
                .register(meters);
        Gauge.builder("stoa.job.interval", interval, AtomicLong::doubleValue)
                .description(
                        "How far runs of the job are apart by its schedule; 0 while it is disabled")
                .baseUnit("seconds")
                .tag("job", job)
                .register(meters);
    }

    void ended(JobStatus status, long nanos) {
        Counter counter = runs.get(status);
        if (counter != null) {
            counter.increment();
        }
        duration.record(Duration.ofNanos(nanos));
    }

    void succeededAt(Instant at) {
        lastSuccess.set(at.getEpochSecond());
    }

    void isDueEach(Duration time) {
        interval.set(time.toSeconds());
    }
}
