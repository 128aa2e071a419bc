package dev.stoa.sessions.identity.key;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.Database;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.identity.viewer.RoleScopes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes an API key and prints it, once. */
@Command(
        name = "create",
        description = {
            "Makes an API key of a member and prints it on standard output, this once.",
            "It serves at once, on nodes that run, too."
        })
public final class KeysCreateCommand implements Callable<Integer> {
    @Option(names = "--member", required = true, description = "Username of its owner.")
    private String member = "";

    @Option(
            names = "--scope",
            required = true,
            description = "What it may be used for, e.g. forum:read or sessions:*; repeatable.")
    private List<String> scopes = List.of();

    @Option(names = "--name", description = "For people (${DEFAULT-VALUE}).")
    private String name = "command line";

    @Mixin private KeyLife life = new KeyLife();

    @Option(names = "--load", description = "Without rate limits, for load tests; of admins only.")
    private boolean load;

    @Spec private @Nullable CommandSpec spec;

    private final Workbench workbench;

    public KeysCreateCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Set<Scope> asked = asked();
        KeyName.fault(name)
                .ifPresent(
                        fault -> {
                            throw mistaken("--name: " + fault);
                        });
        var pepper = new Pepper(workbench.secret(Pepper.SECRET));
        workbench.onSchema(
                (address, _) -> {
                    try (Database database = Database.forCommand(address)) {
                        System.out.println(made(database, new KeyStore(database, pepper), asked));
                    }
                });
        workbench.say("This is the only time that the key is shown. Send it as X-API-Key.");
        return 0;
    }

    private Set<Scope> asked() {
        try {
            return RoleScopes.named(scopes);
        } catch (IllegalArgumentException e) {
            throw mistaken("--scope: " + e.getMessage() + "; there are " + Scope.texts());
        }
    }

    private ParameterException mistaken(String sentence) {
        if (spec == null) {
            throw new IllegalStateException("run by picocli alone");
        }
        return new ParameterException(spec.commandLine(), sentence);
    }

    private String made(Database database, KeyStore store, Set<Scope> asked) {
        KeyStore.Owner owner =
                store.owner(member)
                        .orElseThrow(
                                () -> new Failure.NotFound("there is no member named " + member));
        if (!RoleScopes.of(owner.role()).containsAll(asked)) {
            throw new Failure.Forbidden(
                    "scopes of ops are for admins, and "
                            + member
                            + " is a "
                            + owner.role().text()
                            + ": 'stoa members grant "
                            + member
                            + " admin' changes that");
        }
        if (load && owner.role() != Role.ADMIN) {
            throw new Failure.Forbidden(
                    "keys without rate limits are for admins, and "
                            + member
                            + " is a "
                            + owner.role().text());
        }
        var order =
                new KeyOrder(
                        new MemberId(owner.id()),
                        name,
                        asked,
                        life.end(Instant.now()),
                        load ? Credential.Allowance.LOAD : Credential.Allowance.DEFAULT);
        KeyText text = KeyText.random();
        return database.transaction(
                        in -> {
                            store.lock(in, order.owner());
                            return store.add(in, order, text);
                        })
                .map(_ -> text.whole())
                .orElseThrow(
                        () ->
                                new Failure.Forbidden(
                                        member + " has " + KeyStore.MOST + " keys: revoke one"));
    }
}
