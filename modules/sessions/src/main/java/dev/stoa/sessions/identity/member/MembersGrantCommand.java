package dev.stoa.sessions.identity.member;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a member a role. */
@Command(
        name = "grant",
        description = "Gives a member a role; nodes that run know within 5 seconds.")
public final class MembersGrantCommand implements Callable<Integer> {
    static final Statement ID =
            Statement.of(
                    "sessions.members.id-of",
                    Budget.ms(10),
                    """
                    select u.id from users u
                     where lower(u.username) = lower(:name) and u.status <> 'deleted'
                    """);

    @Parameters(index = "0", paramLabel = "NAME", description = "The member's username.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ROLE", description = "One of ${COMPLETION-CANDIDATES}.")
    private Granted role = Granted.member;

    /** The roles, written as on the command line. */
    enum Granted {
        member,
        moderator,
        admin
    }

    private final Workbench workbench;

    public MembersGrantCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        workbench.onSchema(
                (address, _) -> {
                    try (Database database = Database.forCommand(address)) {
                        database.transaction(this::granted);
                    }
                });
        workbench.say(name + " has the role " + role + ".");
        return 0;
    }

    private Profile granted(Transaction in) {
        List<Long> admins = MeStore.admins(in);
        long id =
                in.find(ID, row -> row.number(0), name)
                        .orElseThrow(
                                () -> new Failure.NotFound("there is no member named " + name));
        if (role != Granted.admin && admins.equals(List.of(id))) {
            throw new Failure.Forbidden(name + " is the last admin: make somebody else one first");
        }
        return MeStore.setRole(in, id, role.name());
    }
}
