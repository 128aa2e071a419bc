package dev.stoa.maintenance.finding;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has examiners look, and keeps what they find. */
public final class Findings {
    static final String INDEXES_JOB = "maintenance.indexes.analyse";

    private static final System.Logger LOG = System.getLogger(Findings.class.getName());

    private static final int LOOKS = 10;
    private static final Duration LOOK = Duration.ofMillis(300);

    private final Platform platform;
    private final FindingStore store;
    private final List<Examiner> examiners;
    private volatile List<KnownFinding> open = List.of();

    /**
     * @param examiners all there are, whose kinds differ
     */
    public Findings(Platform platform, Collection<Examiner> examiners) {
        this.platform = platform;
        this.store = new FindingStore(platform.upkeep());
        this.examiners = List.copyOf(examiners);
        requireOneForEachKind();
    }

    private void requireOneForEachKind() {
        List<String> kinds = examiners.stream().flatMap(each -> each.kinds().stream()).toList();
        List<String> twice =
                kinds.stream()
                        .distinct()
                        .filter(kind -> kinds.indexOf(kind) != kinds.lastIndexOf(kind))
                        .toList();
        if (!twice.isEmpty()) {
            throw new IllegalStateException("more than one examiner looks for " + twice);
        }
    }

    /**
     * Has the examiners of this node look, keeps what they find, and reads what is open. What can't
     * be kept is open all the same, with no number, as long as it is found.
     *
     * @throws Failure when the database can't keep it
     */
    void look() {
        Set<String> kinds = new HashSet<>();
        List<Finding> found = new ArrayList<>();
        for (Examiner examiner : of(Cadence.NODE_MINUTE)) {
            kinds.addAll(examiner.kinds());
            found.addAll(once(examiner.examine()));
        }
        try {
            platform.upkeep()
                    .transaction(
                            transaction -> {
                                FindingStore.save(transaction, platform.node(), kinds, found);
                                return found.size();
                            });
            open = store.open(platform.node());
        } catch (Failure failure) {
            Instant now = platform.clock().instant();
            open =
                    found.stream()
                            .map(each -> new KnownFinding(0, platform.node(), each, now, now, null))
                            .toList();
            throw failure;
        }
    }

    private List<Examiner> of(Cadence cadence) {
        return examiners.stream().filter(each -> each.cadence() == cadence).toList();
    }

    /**
     * Has the examiners of {@code cadence} look as a job, and counts what they find. One that can't
     * tell now keeps no other from it.
     */
    public void look(JobRun run, Cadence cadence) {
        for (Examiner examiner : of(cadence)) {
            try {
                Collection<Finding> found = once(examiner.examine());
                run.transaction(
                        transaction -> {
                            FindingStore.save(transaction, "", examiner.kinds(), found);
                            return found.size();
                        });
                run.count("found", found.size());
            } catch (Failure failure) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Nothing can be said of {0} now: {1}",
                        examiner.kinds(),
                        failure.detail());
                run.count("untold", 1);
            }
        }
    }

    /**
     * Has the indexes looked at soon, after some were changed: what was found of them is over with
     * the change.
     */
    public static void lookAtIndexes(Jobs jobs) {
        // False while a node is at it, which may have looked before.
        for (int i = 0; i < LOOKS && !jobs.request(INDEXES_JOB); i++) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Of each kind and subject the first. */
    private static Collection<Finding> once(List<Finding> found) {
        Map<List<String>, Finding> each = new LinkedHashMap<>();
        found.forEach(one -> each.putIfAbsent(List.of(one.kind(), one.subject()), one));
        return each.values();
    }

    /** What was open when this node last looked, the surest first; asks nobody. */
    public List<KnownFinding> open() {
        return open;
    }

    /** What is open now; one statement. */
    public List<KnownFinding> openNow() {
        return store.open(platform.node());
    }

    /** A page of them; one statement. */
    List<KnownFinding> page(FindingQuery query) {
        return store.page(query);
    }
}
