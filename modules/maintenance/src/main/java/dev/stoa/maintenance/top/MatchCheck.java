package dev.stoa.maintenance.top;

import dev.stoa.maintenance.database.DatabaseIdentity;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;

/** Whether the node that was asked works on the database that is checked. */
final class MatchCheck {
    private static final String NAME = "database";

    private MatchCheck() {}

    static Check of(NodeClient node, DatabaseAddress address) {
        try (Database database = Database.forCommand(address)) {
            Reading said = node.ask("/api/ops/database").body();
            DatabaseIdentity ours = DatabaseIdentity.of(database);
            DatabaseIdentity theirs = new DatabaseIdentity(said.text("server"), said.text("name"));
            return theirs.equals(ours)
                    ? new Check(NAME, true, "the node works on it: " + ours.name())
                    : new Check(
                            NAME,
                            false,
                            "the node at " + node.url() + " works on another than " + address);
        } catch (NodeClient.Silent silent) {
            return new Check(
                    NAME, false, "node and database can't be matched: " + silent.getMessage());
        }
    }
}
