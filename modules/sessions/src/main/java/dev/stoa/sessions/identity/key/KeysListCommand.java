package dev.stoa.sessions.identity.key;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.Database;
import dev.stoa.sessions.identity.viewer.Pepper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists API keys, without their secrets. */
@Command(name = "list", description = "Lists API keys, without their secrets.")
public final class KeysListCommand implements Callable<Integer> {
    @Option(names = "--member", description = "Username of their owner; all where not given.")
    private String member = "";

    private final Workbench workbench;

    public KeysListCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        var pepper = new Pepper(workbench.secret(Pepper.SECRET));
        workbench.onCurrentSchema(
                (address, _) -> {
                    try (Database database = Database.forCommand(address)) {
                        list(new KeyStore(database, pepper));
                    }
                });
        return 0;
    }

    private void list(KeyStore store) {
        if (!member.isEmpty() && store.owner(member).isEmpty()) {
            throw new Failure.NotFound("there is no member named " + member);
        }
        for (KeyRow key : store.all(member)) {
            System.out.printf(
                    "%-17s %-8s %-20s %-20s %s%s%s%n",
                    key.prefix(),
                    key.isActive() ? "active" : "ended",
                    KeyName.printable(key.username()),
                    KeyName.printable(key.name()),
                    String.join(",", key.scopes()),
                    key.policy().equals("load") ? " without rate limits" : "",
                    key.expiresAt() == null ? "" : " until " + key.expiresAt());
        }
    }
}
