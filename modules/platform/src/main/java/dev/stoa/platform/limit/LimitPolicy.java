package dev.stoa.platform.limit;

import dev.stoa.platform.config.Setting;
import java.util.List;
import java.util.stream.Stream;

/** A limit on one kind of request; its name stands in headers, metrics and settings. */
public final class LimitPolicy {
    private final String name;
    private final Exactness exactness;
    private final Setting<Quota> anonymous;
    private final Setting<Quota> member;
    private final boolean ofKey;

    private LimitPolicy(
            String name,
            Exactness exactness,
            Setting<Quota> anonymous,
            Setting<Quota> member,
            boolean ofKey) {
        this.ofKey = ofKey;
        this.name = name;
        this.exactness = exactness;
        this.anonymous = anonymous;
        this.member = member;
    }

    /** A policy with one quota for all callers, set by {@code rate-limits.<name>}. */
    static LimitPolicy alike(String name, String quota, String meaning) {
        Setting<Quota> setting = Quota.setting(key(name), quota, meaning);
        return new LimitPolicy(name, Exactness.EXACT, setting, setting, false);
    }

    /**
     * A policy with a quota for callers known by their address alone, set by {@code
     * rate-limits.<name>.anonymous}, and one for members and API keys, set by {@code
     * rate-limits.<name>.member}.
     */
    static LimitPolicy apart(
            String name, Exactness exactness, String anonymous, String member, String meaning) {
        return new LimitPolicy(
                name,
                exactness,
                Quota.setting(
                        key(name) + ".anonymous", anonymous, meaning + ", of one client address."),
                Quota.setting(key(name) + ".member", member, meaning + ", of one member or key."),
                false);
    }

    private static String key(String name) {
        return "rate-limits." + name;
    }

    public String name() {
        return name;
    }

    public Exactness exactness() {
        return exactness;
    }

    /**
     * Whether each API key is counted for itself. What a person may do so often is counted by the
     * member instead: with every key they make they would get as much again.
     */
    public boolean isOfKey() {
        return ofKey;
    }

    /** The same, with each API key counted for itself. */
    LimitPolicy ofKey() {
        return new LimitPolicy(name, exactness, anonymous, member, true);
    }

    Setting<Quota> anonymous() {
        return anonymous;
    }

    Setting<Quota> member() {
        return member;
    }

    /** Its settings. */
    List<Setting<?>> settings() {
        return Stream.<Setting<?>>of(anonymous, member).distinct().toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
