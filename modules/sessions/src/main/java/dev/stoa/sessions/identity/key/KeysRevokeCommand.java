package dev.stoa.sessions.identity.key;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.Database;
import dev.stoa.sessions.identity.viewer.Pepper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends an API key. */
@Command(
        name = "revoke",
        description = "Ends an API key; nodes that run refuse it within 5 seconds.")
public final class KeysRevokeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PREFIX", description = "What stands before the key's dot.")
    private String prefix = "";

    private final Workbench workbench;

    public KeysRevokeCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        var pepper = new Pepper(workbench.secret(Pepper.SECRET));
        workbench.onSchema(
                (address, _) -> {
                    try (Database database = Database.forCommand(address)) {
                        if (!new KeyStore(database, pepper).revoke(prefix)) {
                            throw new Failure.NotFound("no active key begins with " + prefix + ".");
                        }
                    }
                });
        workbench.say("The key " + prefix + " is revoked.");
        return 0;
    }
}
