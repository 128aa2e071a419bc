package dev.stoa.platform.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.internal.redis.Redis;
import dev.stoa.platform.internal.redis.RedisSpan;
import dev.stoa.platform.limit.Rule.Source;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Holds requests against the rate limits of a node. */
public final class Limiter implements AutoCloseable {
    /** What one request may wait for Redis in all, that of the cache included. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    /** Batches on their way from Redis; while there are more, callers live on credit. */
    private static final int BATCHES_AT_ONCE = 256;

    /**
     * What accounts are found by.
     *
     * @param subject what the policy counts apart beside the caller; empty for nothing
     */
    private record Slot(Rule rule, Caller caller, String subject) {
        String key() {
            String key = rule.policy().name() + ':' + caller.key();
            return subject.isEmpty() ? key : key + ':' + subject;
        }
    }

    private final boolean isOn;
    private final LongSupplier ticker;
    private final Map<LimitPolicy, Rule> rules = new LinkedHashMap<>();
    private final Cache<Slot, Account> accounts;
    private final @Nullable SharedBuckets shared;
    private final Semaphore batches = new Semaphore(BATCHES_AT_ONCE);

    /**
     * The limiter of a node; never waits for Redis.
     *
     * @param redis the node's; it stays open when this is closed
     */
    @SuppressWarnings("exports") // Called by the node alone.
    public static Limiter of(Settings settings, Redis redis, MeterRegistry meters) {
        return new Limiter(settings, redis, meters, System::nanoTime);
    }

    Limiter(Settings settings, Redis redis, MeterRegistry meters, LongSupplier ticker) {
        this.isOn = settings.get(LimitSettings.PROFILE);
        this.ticker = ticker;
        LimitPolicies.ALL.forEach(policy -> rules.put(policy, new Rule(policy, settings, meters)));
        this.accounts =
                Caffeine.newBuilder().maximumSize(settings.get(LimitSettings.CALLERS)).build();
        this.shared = isOn && redis.isConfigured() ? new SharedBuckets(redis) : null;
        Gauge.builder("stoa.ratelimit.fallback.active", this, it -> it.isFallenBack() ? 1 : 0)
                .description("1 while Redis is configured and this node alone limits rates")
                .register(meters);
        Gauge.builder("stoa.ratelimit.callers", accounts, Cache::estimatedSize)
                .description("Callers whose tokens this node remembers, counted for each policy")
                .register(meters);
    }

    /** Whether rates are limited at all. */
    public boolean isOn() {
        return isOn;
    }

    private boolean isFallenBack() {
        return shared != null && !shared.isUsable();
    }

    /** Takes a token of {@code policy} for {@code caller}, if there is one. */
    public Decision draw(LimitPolicy policy, Caller caller) {
        return draw(policy, caller, "");
    }

    /**
     * Takes a token of {@code policy}, if there is one; waits for Redis up to 120 ms.
     *
     * @param subject what is counted apart beside the caller, 64 characters at most; empty for
     *     nothing
     */
    public Decision draw(LimitPolicy policy, Caller caller, String subject) {
        if (!isOn) {
            return Decision.UNLIMITED;
        }
        Slot slot = slot(policy, caller, subject);
        return slot.rule().isLeased() ? leased(slot) : exact(slot);
    }

    /** The refusal that awaits {@code caller}, as far as this node remembers one; asks nobody. */
    public Optional<Decision> refusal(LimitPolicy policy, Caller caller) {
        if (!isOn) {
            return Optional.empty();
        }
        Slot slot = slot(policy, caller, "");
        Account account = accounts.getIfPresent(slot);
        return account == null
                ? Optional.empty()
                : account.refusal().map(it -> slot.rule().counted(it, source(it)));
    }

    /**
     * How somebody stands with each policy; takes no token, waits for Redis up to 120 ms.
     *
     * @param callers as whom a policy counts them
     */
    public Map<LimitPolicy, Decision> standing(Function<LimitPolicy, Caller> callers) {
        Map<LimitPolicy, CompletableFuture<Decision>> asked = new LinkedHashMap<>();
        for (LimitPolicy policy : rules.keySet()) {
            asked.put(policy, look(slot(policy, callers.apply(policy), "")));
        }
        Map<LimitPolicy, Decision> standing = new LinkedHashMap<>();
        asked.forEach((policy, decision) -> standing.put(policy, decision.join()));
        return standing;
    }

    private Slot slot(LimitPolicy policy, Caller caller, String subject) {
        if (subject.length() > 64) {
            throw new IllegalArgumentException("a subject of " + subject.length());
        }
        return new Slot(Objects.requireNonNull(rules.get(policy)), caller, subject);
    }

    private Account account(Slot slot) {
        return accounts.get(slot, it -> new Account(it.rule().terms(it.caller()), ticker));
    }

    private Decision exact(Slot slot) {
        Account known = accounts.getIfPresent(slot);
        Optional<Decision> refusal = known == null ? Optional.empty() : known.refusal();
        if (refusal.isPresent()) {
            return slot.rule().counted(refusal.get(), source(refusal.get()));
        }
        if (shared == null || !shared.isUsable()) {
            return local(slot);
        }
        Terms terms = slot.rule().terms(slot.caller());
        long wait = wait(shared);
        Optional<Grant> grant = wait <= 0 ? Optional.empty() : taken(shared, slot, terms, wait);
        if (grant.isEmpty()) {
            return local(slot);
        }
        Decision decision = grant.get().decision(grant.get().taken() > 0, terms);
        remember(slot, decision);
        return slot.rule().counted(decision, Source.REDIS);
    }

    private static Optional<Grant> taken(SharedBuckets shared, Slot slot, Terms terms, long wait) {
        Work work = Work.current();
        long began = System.nanoTime();
        Optional<Grant> grant = shared.take(slot.key(), terms, 1, wait);
        long ended = System.nanoTime();
        work.spentInCache(ended - began);
        RedisSpan.note(work.trace(), "EVAL", began, ended, grant.isEmpty() ? "unanswered" : null);
        return grant;
    }

    private static long wait(SharedBuckets shared) {
        Work work = Work.current();
        return Math.min(
                shared.patienceNanos(),
                Math.min(work.remainingNanos(), WAIT_NANOS - work.cacheNanos()));
    }

    private Decision local(Slot slot) {
        Decision decision = account(slot).takeLocally(shared != null);
        if (!slot.rule().isLeased()) {
            remember(slot, decision);
        }
        return slot.rule().counted(decision, Source.LOCAL);
    }

    private void remember(Slot slot, Decision decision) {
        if (decision.remaining() == 0) {
            account(slot).spent(decision);
        }
    }

    /** Refusals that are remembered were Redis's, or this node's. */
    private Source source(Decision decision) {
        return shared == null || decision.isLocal() ? Source.LOCAL : Source.REDIS;
    }

    private Decision leased(Slot slot) {
        if (shared == null || !shared.isUsable()) {
            return local(slot);
        }
        Lease lease = account(slot).lease();
        Decision decision = lease.draw();
        if (decision == null) {
            return awaited(slot, lease, shared);
        }
        if (lease.isLow()) {
            refill(slot, lease, shared);
        }
        return slot.rule().counted(decision, Source.LEASE);
    }

    /** The caller is quicker than its batches, and waits for them. */
    private Decision awaited(Slot slot, Lease lease, SharedBuckets shared) {
        long began = System.nanoTime();
        long wait = wait(shared);
        try {
            while (true) {
                long left = wait - (System.nanoTime() - began);
                if (left <= 0 || !isRefilled(refill(slot, lease, shared), left)) {
                    return local(slot);
                }
                Decision decision = lease.draw();
                if (decision != null) {
                    return slot.rule().counted(decision, Source.LEASE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return local(slot);
        } catch (ExecutionException | TimeoutException e) {
            return local(slot);
        } finally {
            Work.current().spentInCache(System.nanoTime() - began);
        }
    }

    private static boolean isRefilled(CompletionStage<Boolean> refill, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        return refill.toCompletableFuture().get(nanos, TimeUnit.NANOSECONDS);
    }

    private CompletionStage<Boolean> refill(Slot slot, Lease lease, SharedBuckets shared) {
        return lease.refill(wanted -> batch(slot, wanted, shared));
    }

    private CompletableFuture<Grant> batch(Slot slot, int wanted, SharedBuckets shared) {
        if (!batches.tryAcquire()) {
            return CompletableFuture.failedFuture(new IllegalStateException("too many at once"));
        }
        return shared.ask(slot.key(), slot.rule().terms(slot.caller()), wanted)
                .whenComplete((_, _) -> batches.release());
    }

    private CompletableFuture<Decision> look(Slot slot) {
        if (!isOn) {
            return CompletableFuture.completedFuture(Decision.UNLIMITED);
        }
        Terms terms = slot.rule().terms(slot.caller());
        if (shared == null || !shared.isUsable()) {
            return CompletableFuture.completedFuture(lookLocally(slot));
        }
        return shared.ask(slot.key(), terms, 0)
                .thenApply(grant -> grant.decision(true, terms))
                .exceptionally(_ -> lookLocally(slot));
    }

    private Decision lookLocally(Slot slot) {
        Account account = accounts.getIfPresent(slot);
        return account == null
                ? new Account(slot.rule().terms(slot.caller()), ticker).lookLocally(shared != null)
                : account.lookLocally(shared != null);
    }

    /** Gives Redis back; limits go on from memory. */
    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
