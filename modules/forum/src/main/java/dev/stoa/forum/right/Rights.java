package dev.stoa.forum.right;

import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** Who may read and write where: roles of structures, and bans from them. */
public final class Rights {
    static final ProblemType BANNED =
            new ProblemType(
                    "banned-here",
                    403,
                    "Banned from this structure",
                    "A moderator has banned the member from this structure or one above it, for a time or for good.");

    static final Statement BANNED_UNTIL =
            Statement.of(
                    "forum.rights.banned",
                    Budget.ms(5),
                    """
                    select b.until
                      from bans b
                     where b.user_id = :member and b.structure_id = any(:path)
                       and b.lifted_at is null and (b.until is null or b.until > now())
                     limit 1
                    """);

    private final Structures structures;

    public Rights(Structures structures) {
        this.structures = structures;
    }

    /** The kinds of problem it answers with. */
    public static List<ProblemType> problems() {
        return List.of(BANNED);
    }

    /**
     * Whether {@code viewer} may know of what is in {@code structure}.
     *
     * @throws Failure.NotFound if not, or if there is none
     */
    public void read(Viewer viewer, long structure) {
        StructureTree tree = structures.tree();
        if (!tree.isShown(structure, tree.audience(viewer))) {
            throw new Failure.NotFound("There is no structure " + structure + ".");
        }
    }

    /** Ids of the structures where the role of {@code member} is enough to write; bans apart. */
    public long[] writable(Viewer.Member member) {
        return structures.tree().writable(member);
    }

    /**
     * Lets {@code member} write in {@code structure}; one statement.
     *
     * @throws Failure.NotFound if they may not even know of it
     * @throws Failure.Forbidden if writing takes another role, or they are banned there
     */
    public void write(Transaction transaction, Viewer.Member member, long structure) {
        read(member, structure);
        StructureTree tree = structures.tree();
        if (!tree.mayWrite(member, structure)) {
            throw new Failure.Forbidden("Writing here takes another role.");
        }
        if (member.is(dev.stoa.platform.Role.MODERATOR)) {
            return;
        }
        long[] path = tree.path(structure).stream().mapToLong(Long::longValue).toArray();
        if (!transaction
                .list(BANNED_UNTIL, row -> row.isNull(0), member.id().value(), path)
                .isEmpty()) {
            throw new Failure.Forbidden(BANNED, "You are banned from this part of the forum.");
        }
    }
}
