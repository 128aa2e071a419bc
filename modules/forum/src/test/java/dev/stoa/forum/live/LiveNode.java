package dev.stoa.forum.live;

import dev.stoa.forum.OpenForum;
import dev.stoa.forum.TestDatabases;
import dev.stoa.forum.TestForum;
import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Node;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestMember;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * A node on a small forum: structure 1 with 2 below it, which holds thread 1, and structure 3 for
 * moderators, which holds thread 3; thread 2 is a draft.
 */
final class LiveNode implements AutoCloseable {
    static final ThreadPlace THREAD = new ThreadPlace(1, 2, null);
    static final ThreadPlace SECRET = new ThreadPlace(3, 3, null);

    private final Node node;
    private final Forum forum;
    private final TestDatabase database;
    private final TestClient http;

    private LiveNode(Node node, Forum forum, TestDatabase database) {
        this.node = node;
        this.forum = forum;
        this.database = database;
        this.http = new TestClient(node.httpPort());
    }

    /** A database for {@link #on}. */
    static TestDatabase database() {
        TestDatabase database = TestDatabases.migrated();
        database.execute(
                """
                insert into forum_structure (id, parent_id, kind, slug, name, path, read_role) values
                    (1, null, 'zone', 'a', 'A', 'a', 'anon'), (2, 1, 'forum', 'b', 'B', 'a/b', 'anon'),
                    (3, 1, 'forum', 'c', 'C', 'a/c', 'moderator');
                insert into threads (id, structure_id, kind, title, slug, published_at) values
                    (1, 2, 'discussion', 'One', 'one', now()), (2, 2, 'discussion', 'Two', 'two', null),
                    (3, 3, 'discussion', 'Three', 'three', now());
                insert into thread_stats (thread_id) values (1), (2), (3);
                """);
        return database;
    }

    void execute(String sql) {
        database.execute(sql);
    }

    /** A node on a database of its own. */
    static LiveNode started(String... settings) {
        return on(database(), settings);
    }

    /** A node with {@code settings}, in pairs of key and text. */
    static LiveNode on(TestDatabase database, String... settings) {
        Map<String, String> texts = new HashMap<>();
        texts.put(PlatformSettings.DATABASE_URL.key(), database.jdbcUrl());
        texts.put(PlatformSettings.DATABASE_USER.key(), "postgres");
        texts.put(PlatformSettings.HTTP_PORT.key(), "0");
        texts.put(PlatformSettings.ADMIN_PORT.key(), "0");
        texts.put(PlatformSettings.CURSOR_KEY.key(), TestForum.CURSOR_KEY);
        texts.put("secrets.key-pepper", TestForum.CURSOR_KEY);
        texts.put("rate-limits.profile", "off");
        texts.put("jobs.enabled", "false");
        for (int i = 0; i < settings.length; i += 2) {
            texts.put(settings[i], settings[i + 1]);
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (var features = new OwnFeatures()) {
            Thread.currentThread().setContextClassLoader(features);
            List<Setting<?>> declared = new ArrayList<>(PlatformSettings.all());
            ServiceLoader.load(FeatureProvider.class)
                    .forEach(provider -> declared.addAll(provider.settings()));
            Node node = Node.start(Settings.of(texts), declared, Path.of("target"), _ -> {});
            return new LiveNode(node, OpenForum.latest(), database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Finds the forum that shows its parts instead of the one that doesn't. */
    private static final class OwnFeatures extends URLClassLoader {
        private final Path folder = Files.createTempDirectory("stoa-live");

        OwnFeatures() throws IOException {
            super(new URL[0], LiveNode.class.getClassLoader());
            Files.write(
                    folder.resolve("features"),
                    List.of(OpenForum.class.getName(), "dev.stoa.sessions.SessionsProvider"));
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.endsWith(FeatureProvider.class.getName())) {
                return super.getResources(name);
            }
            return java.util.Collections.enumeration(
                    List.of(folder.resolve("features").toUri().toURL()));
        }
    }

    TestClient http() {
        return http;
    }

    int port() {
        return node.httpPort();
    }

    TestDatabase data() {
        return database;
    }

    Forum forum() {
        return forum;
    }

    /** Opens a stream. */
    EventReader events(String query, String... headers) {
        return EventReader.open(node.httpPort(), "/api/forum/events?" + query, headers);
    }

    void publish(Change change) {
        forum.changes().publish(change);
    }

    /** Tells of a post in the thread that is there for all. */
    void post(int number) {
        publish(new Change.PostAdded(new PostPlace(100 + number, number, THREAD), null, null));
    }

    TestMember member(String role) {
        return TestMember.of(role, http, database);
    }

    /** Sum of a counter over its tags. */
    double counted(String name, String... tags) {
        return node.observability().meters().find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Streams that are open, by the gauge. */
    double open() {
        return node.observability().meters().get("stoa.live.streams").gauge().value();
    }

    @Override
    public void close() {
        node.close();
    }
}
