package dev.stoa.sessions;

import dev.stoa.platform.Node;
import dev.stoa.platform.Role;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.identity.viewer.RandomText;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A node of the platform and this module on free ports, asked over HTTP with credentials that are
 * put into its database; its members, too.
 */
public final class TestNode implements AutoCloseable {
    public static final String PEPPER = "a pepper of a test that is long enough";

    private static final Pepper HASHES = new Pepper(PEPPER.getBytes(StandardCharsets.UTF_8));

    private final Node node;
    private final TestClient http;

    private TestNode(TestDatabase database, Map<String, String> more) {
        List<Setting<?>> declared = new ArrayList<>(PlatformSettings.all());
        declared.addAll(new SessionsProvider().settings());
        Map<String, String> texts = new HashMap<>();
        texts.put("http.port", "0");
        texts.put("rate-limits.profile", "off");
        texts.put("admin.port", "0");
        texts.put("database.url", database.jdbcUrl());
        texts.put("database.user", "postgres");
        texts.put("secrets.cursor-key", "a key of a test that is long enough");
        texts.put(Pepper.SECRET.key(), PEPPER);
        texts.put("rate-limits.profile", "off");
        texts.putAll(more);
        this.node = Node.start(Settings.of(texts), declared, Path.of("target"), _ -> {});
        this.http = new TestClient(node.httpPort());
    }

    /** An empty, migrated database. */
    public static TestDatabase database() {
        return TestPostgres.fresh(
                "sessions",
                url -> Schema.of(new DatabaseAddress(url, "postgres", "").source()).apply());
    }

    /** A node on {@code database}, which outlives it, with these keys and values. */
    public static TestNode on(TestDatabase database, String... settings) {
        Map<String, String> more = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            more.put(settings[i], settings[i + 1]);
        }
        return new TestNode(database, more);
    }

    public Node node() {
        return node;
    }

    /** The public listener. */
    public TestClient http() {
        return http;
    }

    /** The admin listener. */
    public TestClient admin() {
        return new TestClient(node.adminPort());
    }

    /** A new member's id. */
    public static long member(TestDatabase database, String name, Role role) {
        return database.number(
                "insert into users (username, display_name, role) values ('%s', '%s', '%s') returning id"
                        .formatted(name, name, role.text()));
    }

    /** A new key of the member as it is sent: the value of {@code X-API-Key}. */
    public static String key(TestDatabase database, long member, String... scopes) {
        String prefix = "test" + RandomText.letters(12);
        String key = prefix + '.' + RandomText.secret();
        database.execute(
                "insert into api_keys (user_id, name, prefix, hmac, scopes) values (%d, 'test', '%s', '%s', '{%s}')"
                        .formatted(
                                member,
                                prefix,
                                bytea(HASHES.hash(Pepper.Use.API_KEY, key)),
                                String.join(",", scopes)));
        return key;
    }

    /** A new login session's token: what follows {@code Authorization: Bearer}. */
    public static String token(TestDatabase database, long member) {
        String token = "stoa_" + RandomText.secret();
        database.execute(
                """
                with id as (select nextval(pg_get_serial_sequence('login_sessions', 'id')) as value)
                insert into login_sessions (id, family_id, user_id, token_hash, refresh_hash, expires_at,
                                            refresh_expires_at)
                select id.value, id.value, %d, '%s', '%s', now() + interval '1 hour', now() + interval '30 days'
                  from id
                """
                        .formatted(
                                member,
                                bytea(HASHES.hash(Pepper.Use.TOKEN, token)),
                                bytea(HASHES.hash(Pepper.Use.REFRESH, RandomText.secret()))));
        return token;
    }

    private static String bytea(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        node.close();
    }
}
