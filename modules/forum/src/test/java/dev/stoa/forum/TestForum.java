package dev.stoa.forum;

import dev.stoa.forum.demo.DemoCommunity;
import dev.stoa.forum.demo.DemoSize;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.platform.Event;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Node;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Progress;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.sql.Database;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestMember;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A running node with a small community in it, one for all tests of a JVM. Its database has what
 * the demo has not: many equal sort keys, drafts, and posts removed from the middle of trees.
 */
public final class TestForum implements AutoCloseable {
    /** What the node runs for itself at intervals, at any moment. */
    private static final Set<String> OWN =
            Set.of(
                    "forum.structures.all",
                    "forum.tags.known",
                    "forum.ranks.epochs",
                    "forum.live.places",
                    "forum.operations.open");

    /** Of these what folds counters, every second, and what looks whether they are right. */
    private static final List<String> COUNTING = List.of("forum.counters.", "forum.audit.");

    public static final String CURSOR_KEY = "a cursor key of the tests, long enough";

    /** For how many days a post can be unread. */
    public static final int UNREAD_DAYS = 60;

    private final TestDatabase database;
    private final Node node;
    private final Platform platform;
    private final TestClient http;

    private TestForum(TestDatabase database, Map<String, String> own) {
        this.database = database;
        this.node =
                Node.start(
                        Settings.of(settings(database, own)),
                        Stream.<Setting<?>>concat(
                                        PlatformSettings.all().stream(),
                                        ServiceLoader.load(FeatureProvider.class).stream()
                                                .flatMap(each -> each.get().settings().stream()))
                                .toList(),
                        Path.of("target"),
                        _ -> {});
        this.platform = Insider.platform();
        this.http = new TestClient(node.httpPort());
    }

    private static Map<String, String> settings(TestDatabase database, Map<String, String> own) {
        Map<String, String> all = new HashMap<>();
        all.put(PlatformSettings.DATABASE_URL.key(), database.jdbcUrl());
        all.put(PlatformSettings.DATABASE_USER.key(), "postgres");
        all.put(PlatformSettings.HTTP_PORT.key(), "0");
        all.put(PlatformSettings.ADMIN_PORT.key(), "0");
        all.put(PlatformSettings.CURSOR_KEY.key(), CURSOR_KEY);
        all.put("rate-limits.profile", "off");
        // Posts are of the beginnings of months.
        all.put("forum.unread.horizon", UNREAD_DAYS + "d");
        all.put("secrets.key-pepper", CURSOR_KEY);
        all.putAll(own);
        return all;
    }

    private static final class Holder {
        static final TestForum FORUM = new TestForum(filled(), Map.of());
    }

    /** Takes what a node gives its features, for the tests. */
    public static final class Insider implements FeatureProvider {
        private static final List<Platform> SEEN = Collections.synchronizedList(new ArrayList<>());

        static Platform platform() {
            return SEEN.getLast();
        }

        @Override
        public Feature create(Platform platform) {
            SEEN.add(platform);
            return () -> "insider";
        }
    }

    public static TestForum shared() {
        return Holder.FORUM;
    }

    /** A node of its own on {@code database}, with {@code settings} beside those of all tests. */
    public static TestForum over(TestDatabase database, Map<String, String> settings) {
        return new TestForum(database, settings);
    }

    private static TestDatabase filled() {
        TestDatabase made = TestDatabases.migrated();
        try (Database database = TestDatabases.open(made)) {
            new DemoCommunity(database, () -> {})
                    .fill(DemoSize.SMALL, 7, Instant.now(), Progress.NONE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        made.execute(
                """
                update threads set last_post_at = date_trunc('month', last_post_at),
                       published_at = case when id % 97 = 0 then null else date_trunc('month', published_at) end;
                update posts set created_at = date_trunc('day', created_at);
                update karma_entries set created_at = date_trunc('month', created_at);
                analyze""");
        return made;
    }

    public TestDatabase database() {
        return database;
    }

    public TestClient http() {
        return http;
    }

    public Platform platform() {
        return platform;
    }

    /** A new member of that role, signed in: member, moderator or admin. */
    public TestMember member(String role) {
        return TestMember.of(role, http, database);
    }

    /** Leaves the forum to other tests as they expect it: with nothing hidden from anybody. */
    public void unhide() {
        database.execute("update forum_structure set read_role = 'anon', write_role = 'member'");
        platform.events().publish(new Event.StructureChanged(0));
    }

    /** Waits until no counter is about to change by what other tests did. */
    public void settle() throws Exception {
        Eventually.within(
                Duration.ofSeconds(10),
                "all counters folded",
                () -> database.number("select count(*) from counter_deltas") == 0);
    }

    /** Makes a ranked snapshot as the job does. */
    public void rank() {
        Ranking.refresh(node.database());
    }

    /** What {@code path} answers to a member with nothing cached but who they are. */
    public TestClient.Answer cold(String path, TestMember member) {
        platform.caches().clear();
        known(member);
        return http.get(path, member.credential());
    }

    /** Lets the node find out who a member is, so that the next request of theirs needs not. */
    private void known(TestMember member) {
        http.get("/api/forum/structures", member.credential());
    }

    /** What {@code path} answers with nothing cached. */
    public TestClient.Answer cold(String path) {
        platform.caches().clear();
        return http.get(path);
    }

    /**
     * Names of the statements that {@code path} runs with nothing cached, in alphabetical order.
     */
    public List<String> statements(String path) {
        return statements(() -> cold(path));
    }

    /**
     * Names of the statements that the node runs while {@code asking}, in alphabetical order; who
     * the viewer is, which it looks up every few seconds, is counted apart.
     */
    public List<String> statements(Runnable asking) {
        Map<String, Long> before = runs();
        asking.run();
        List<String> names = new ArrayList<>();
        runs().forEach(
                        (name, count) ->
                                names.addAll(
                                        Collections.nCopies(
                                                Math.toIntExact(
                                                        count - before.getOrDefault(name, 0L)),
                                                name)));
        return names.stream()
                .filter(name -> name.startsWith("forum."))
                .filter(name -> COUNTING.stream().noneMatch(name::startsWith))
                .filter(name -> !OWN.contains(name))
                .sorted()
                .toList();
    }

    /** How often each statement ran on this node so far. */
    public Map<String, Long> runs() {
        Map<String, Long> runs = new HashMap<>();
        for (Timer timer :
                node.observability().meters().find("db.client.operation.duration").timers()) {
            runs.merge(String.valueOf(timer.getId().getTag("statement")), timer.count(), Long::sum);
        }
        return runs;
    }

    /** Ends the node; the database stays. */
    @Override
    public void close() {
        node.close();
    }
}
