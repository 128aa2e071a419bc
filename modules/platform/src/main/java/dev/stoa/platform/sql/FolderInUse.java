package dev.stoa.platform.sql;

import java.nio.file.Path;
import java.util.Optional;

/** Another live process runs the database of this data folder. */
public final class FolderInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FolderInUse(Path folder, Optional<Long> owner) {
        super(
                """
                The data folder %s is in use by process %s: stop it, or give this node a folder of \
                its own (STOA_DATA) and, to share the database, its address (STOA_DATABASE_URL)\
                """
                        .formatted(
                                folder.toAbsolutePath().normalize(),
                                owner.map(String::valueOf).orElse("unknown")));
    }
}
