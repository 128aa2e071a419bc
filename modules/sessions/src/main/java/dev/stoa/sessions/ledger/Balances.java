package dev.stoa.sessions.ledger;

import dev.stoa.platform.Platform;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Caches;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.sessions.ledger.BalanceSource.Audience;
import dev.stoa.sessions.ledger.BalanceSource.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Balances of addresses, cached: a source is asked once for however many ask at the same time. */
final class Balances {
    static final CacheSpec CACHE = CacheSpec.of("balances", "30s", 10_000, "balances");

    private final BalanceSource source;
    private final Cache cache;
    private final Caches caches;

    Balances(Platform platform, BalanceSource source) {
        this.source = source;
        this.cache = platform.cache(CACHE);
        this.caches = platform.caches();
    }

    /** What one address, in lower case, has. */
    Cached one(Viewer.Member viewer, String address) {
        Audience audience = source.audience(viewer);
        return cache.get(
                "one:" + audience.key() + ':' + address,
                () ->
                        source.balances(audience, List.of(address)).stream()
                                .findFirst()
                                .map(
                                        reading ->
                                                Loaded.of(
                                                        LedgerBodies.balance(
                                                                source.name(), reading),
                                                        tags(List.of(address), List.of(reading))))
                                .orElseGet(
                                        () ->
                                                Loaded.missing(
                                                        "There is no such balance.",
                                                        tag(address))));
    }

    /** What each of {@code addresses}, in lower case, has, in that order. */
    Cached many(Viewer.Member viewer, List<String> addresses) {
        Audience audience = source.audience(viewer);
        return cache.get(
                "many:" + audience.key() + ':' + String.join(",", addresses),
                () -> {
                    Map<String, Reading> known =
                            source.balances(audience, addresses).stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Reading::address, Function.identity()));
                    List<Reading> readings =
                            addresses.stream().map(known::get).filter(Objects::nonNull).toList();
                    List<String> missing =
                            addresses.stream().filter(each -> !known.containsKey(each)).toList();
                    return Loaded.of(
                            LedgerBodies.balances(source.name(), readings, missing),
                            tags(addresses, readings));
                });
    }

    /** A source may be asked by address or, where it knows members, tell whose that is. */
    private static Set<Tag> tags(List<String> addresses, List<Reading> readings) {
        Set<Tag> tags = new LinkedHashSet<>();
        addresses.forEach(address -> tags.add(tag(address)));
        for (Reading reading : readings) {
            Long member = reading.member();
            if (member != null) {
                tags.add(Tag.of("balance", member));
            }
        }
        return tags;
    }

    private static Tag tag(String address) {
        return new Tag("balance", address);
    }

    /** Forgets what was known of an address. */
    void forget(String address) {
        caches.invalidate(List.of(tag(address)));
    }

    /** Forgets what was known of both sides of a booking. */
    void changed(Account payer, Account payee) {
        caches.invalidate(
                Stream.of(payer, payee)
                        .map(Account::member)
                        .filter(Objects::nonNull)
                        .map(member -> Tag.of("balance", member))
                        .toList());
    }
}
