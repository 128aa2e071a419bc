package dev.stoa.sessions.identity.key;

import dev.stoa.platform.Credential;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Role;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.Statement;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.identity.viewer.RoleScopes;
import java.util.List;
import java.util.Optional;

/** The ready key of the demo's admin, a new one in the place of the last at each start. */
public final class DemoKey {
    static final Statement ADMIN =
            Statement.of(
                    "sessions.api-keys.demo-admin",
                    Budget.ms(10),
                    """
                    select min(u.id) from users u
                     where u.role = 'admin' and u.status = 'active'
                    having count(*) > 0
                    """);

    private DemoKey() {}

    /** The key as a header and in a call to try; none where nobody is an admin. */
    public static List<String> notes(DatabaseAddress address, Workbench workbench) {
        return renewed(address, workbench)
                .map(
                        key ->
                                List.of(
                                        "X-API-Key: " + key,
                                        "curl -H 'X-API-Key: "
                                                + key
                                                + "' {origin}/api/sessions/me"))
                .orElseGet(List::of);
    }

    private static Optional<String> renewed(DatabaseAddress address, Workbench workbench) {
        var pepper = new Pepper(workbench.secret(Pepper.SECRET));
        try (Database database = Database.forCommand(address)) {
            return database.find(ADMIN, row -> row.number(0))
                    .map(admin -> renewed(database, new KeyStore(database, pepper), admin));
        }
    }

    private static String renewed(Database database, KeyStore store, long admin) {
        KeyText text = KeyText.random();
        var order =
                new KeyOrder(
                        new MemberId(admin),
                        KeyName.DEMO,
                        RoleScopes.of(Role.ADMIN),
                        null,
                        Credential.Allowance.DEFAULT);
        database.transaction(
                in -> {
                    store.lock(in, order.owner());
                    store.revokeNamed(in, admin, KeyName.DEMO);
                    return store.add(in, order, text).orElseThrow();
                });
        return text.whole();
    }
}
