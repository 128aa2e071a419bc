package dev.stoa.platform.schema;

import java.util.List;

/** A rollback was asked for to what the schema never was at. */
public final class UnknownTarget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownTarget(String target, List<String> tags) {
        super(
                "there is neither a tag nor an applied change set '"
                        + target
                        + "'; tags are "
                        + String.join(", ", tags),
                null,
                false,
                false);
    }
}
