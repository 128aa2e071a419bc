package dev.stoa.platform.sql;

import dev.stoa.platform.config.InvalidSettings;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and how to get in.
 *
 * @param url JDBC URL without user and password
 * @param password empty for none
 */
public record DatabaseAddress(String url, String user, String password) {
    private static final String JDBC = "jdbc:";
    private static final int REACH_SECONDS = 5;

    /**
     * The address that {@code database.url} gives, as JDBC writes it or as libpq does ({@code
     * postgresql://user:password@host/name}).
     *
     * @throws InvalidSettings if it is none
     */
    public static DatabaseAddress of(Settings settings) {
        return of(PlatformSettings.DATABASE_URL, settings);
    }

    /**
     * The address that {@code database.replica-url} gives, where it does.
     *
     * @throws InvalidSettings if it is none
     */
    public static Optional<DatabaseAddress> replica(Settings settings) {
        return settings.has(PlatformSettings.DATABASE_REPLICA_URL)
                ? Optional.of(of(PlatformSettings.DATABASE_REPLICA_URL, settings))
                : Optional.empty();
    }

    private static DatabaseAddress of(Setting<String> setting, Settings settings) {
        String text = settings.get(setting);
        String plain = text.startsWith(JDBC) ? text.substring(JDBC.length()) : text;
        try {
            var uri = new URI(plain);
            String[] credentials =
                    uri.getRawUserInfo() == null
                            ? new String[0]
                            : uri.getRawUserInfo().split(":", 2);
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String host = uri.getRawAuthority();
            return new DatabaseAddress(
                    JDBC
                            + "postgresql://"
                            + host.substring(host.indexOf('@') + 1)
                            + uri.getRawPath()
                            + query,
                    credentials.length > 0
                            ? decoded(credentials[0])
                            : settings.get(PlatformSettings.DATABASE_USER),
                    credentials.length > 1
                            ? decoded(credentials[1])
                            : settings.get(PlatformSettings.DATABASE_PASSWORD));
        } catch (URISyntaxException | NullPointerException _) {
            // not shown: it may hold a password
            throw new InvalidSettings(
                    List.of(
                            setting.key()
                                    + ": the value is not an address such as"
                                    + " jdbc:postgresql://host:5432/stoa"));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Single connections to it, for work beside the pool. */
    public DataSource source() {
        var source = new PGSimpleDataSource();
        source.setURL(url);
        // Something that listens and is no PostgreSQL must not hold a start up for ever.
        source.setConnectTimeout(REACH_SECONDS);
        source.setLoginTimeout(REACH_SECONDS);
        if (!user.isEmpty()) {
            source.setUser(user);
        }
        if (!password.isEmpty()) {
            source.setPassword(password);
        }
        return source;
    }

    @Override
    public String toString() {
        return url;
    }
}
