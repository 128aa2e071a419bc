package dev.stoa.maintenance.finding;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.jobs.JobRun;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has examiners look, and keeps what they find. */
public final class Findings {
    private static final System.Logger LOG = System.getLogger(Findings.class.getName());

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

    /** Keeps what one examiner found. */
    @FunctionalInterface
    private interface Keeper {
        void keep(Examiner examiner, Collection<Finding> found);
    }

    /** Has the examiners of this node look, keeps what they find, and reads what is open. */
    void look() {
        look(
                Cadence.NODE_MINUTE,
                (examiner, found) ->
                        platform.upkeep()
                                .transaction(
                                        transaction -> {
                                            FindingStore.save(
                                                    transaction,
                                                    platform.node(),
                                                    examiner.kinds(),
                                                    found);
                                            return found.size();
                                        }));
        open = store.open(platform.node());
    }

    /** Has the examiners of {@code cadence} look as a job, and counts what they find. */
    public void look(JobRun run, Cadence cadence) {
        long found =
                look(
                        cadence,
                        (examiner, some) ->
                                run.transaction(
                                        transaction -> {
                                            FindingStore.save(
                                                    transaction, "", examiner.kinds(), some);
                                            return some.size();
                                        }));
        run.count("found", found);
    }

    /**
     * Has the examiners of {@code cadence} look. One that fails keeps no other from it.
     *
     * @return how many findings they had
     */
    private long look(Cadence cadence, Keeper keeper) {
        long count = 0;
        for (Examiner examiner : examiners) {
            if (examiner.cadence() == cadence) {
                count += look(examiner, keeper);
            }
        }
        return count;
    }

    private static long look(Examiner examiner, Keeper keeper) {
        try {
            Collection<Finding> found = once(examiner.examine());
            keeper.keep(examiner, found);
            return found.size();
        } catch (Failure failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Nothing can be said of {0} now: {1}",
                    examiner.kinds(),
                    failure.detail());
            return 0;
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

    /** The newest that is open of a kind and subject, as this node last read it. */
    public Optional<KnownFinding> find(String kind, String subject) {
        return open.stream()
                .filter(
                        each ->
                                each.finding().kind().equals(kind)
                                        && each.finding().subject().equals(subject))
                .findFirst();
    }
}
