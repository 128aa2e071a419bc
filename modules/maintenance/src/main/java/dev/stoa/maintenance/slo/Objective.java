package dev.stoa.maintenance.slo;

import dev.stoa.maintenance.history.Sum;

/** What is promised, as the share of events that may be bad. */
enum Objective {
    AVAILABILITY("requests answered without a failure of ours", 0.99) {
        @Override
        long all(Sum sum) {
            return sum.requests();
        }

        @Override
        long bad(Sum sum) {
            return sum.failures();
        }
    },
    LATENCY("requests answered within monitoring.latency-objective", 0.95) {
        @Override
        long all(Sum sum) {
            return sum.requests();
        }

        @Override
        long bad(Sum sum) {
            return sum.late();
        }
    },
    CACHE("reads of caches answered from memory", 0.80) {
        @Override
        long all(Sum sum) {
            return sum.hits() + sum.misses();
        }

        @Override
        long bad(Sum sum) {
            return sum.misses();
        }
    };

    private final String meaning;
    private final double target;

    Objective(String meaning, double target) {
        this.meaning = meaning;
        this.target = target;
    }

    abstract long all(Sum sum);

    abstract long bad(Sum sum);

    String meaning() {
        return meaning;
    }

    /** Share of events that are meant to be good, 0 to 1. */
    double target() {
        return target;
    }

    /** Share of events that were good; 1 without any. */
    double current(Sum sum) {
        return all(sum) == 0 ? 1 : 1 - (double) bad(sum) / all(sum);
    }

    /** Share of the bad events that are allowed which is left; negative when there were more. */
    double budgetLeft(Sum sum) {
        double allowed = (1 - target) * all(sum);
        return all(sum) == 0 ? 1 : 1 - bad(sum) / allowed;
    }
}
