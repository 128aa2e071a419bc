package dev.stoa.maintenance.finding;

import java.util.List;
import java.util.Set;

/** Looks for findings of its kinds. */
public interface Examiner {
    /** The kinds it looks for; no other examiner has them. */
    Set<String> kinds();

    /** When it looks. */
    Cadence cadence();

    /**
     * What it finds now. A finding of its kinds that was open and is not among them is over.
     *
     * @throws dev.stoa.platform.Failure where the database can't tell: then nothing is over
     */
    List<Finding> examine();
}
