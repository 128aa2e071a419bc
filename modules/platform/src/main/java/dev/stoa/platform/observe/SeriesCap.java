package dev.stoa.platform.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses series beyond a number for each metric, with one warning: a label went wild. */
final class SeriesCap implements MeterFilter {
    private static final System.Logger LOG = System.getLogger(SeriesCap.class.getName());

    private final int most;
    private final ConcurrentHashMap<String, Set<Meter.Id>> series = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    SeriesCap(int most) {
        this.most = most;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        Set<Meter.Id> known =
                series.computeIfAbsent(id.getName(), _ -> ConcurrentHashMap.newKeySet());
        if (known.contains(id) || (known.size() < most && known.add(id))) {
            return MeterFilterReply.NEUTRAL;
        }
        if (warned.add(id.getName())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Metric {0} has {1} series; further ones are refused",
                    id.getName(),
                    Integer.toString(most));
        }
        return MeterFilterReply.DENY;
    }
}
