package dev.stoa.maintenance.index;

import java.nio.charset.StandardCharsets;

/**
 * What would be better about one index.
 *
 * @param action create, drop, rebuild, or look: nothing that can be applied
 * @param kind of the finding it is
 * @param subject index, table or foreign key
 * @param summary what was seen, in a sentence
 * @param advice what to do, in a sentence
 * @param ddl that would do it; empty where it is not to be applied from here
 * @param bytes on disk that it is about; 0 where it is about none
 * @param confidence 0 to 1
 */
record Advice(
        Action action,
        String kind,
        String subject,
        String table,
        String summary,
        String advice,
        String ddl,
        long bytes,
        double confidence) {
    /** What is done about an index. */
    enum Action {
        CREATE,
        DROP,
        REBUILD,
        LOOK;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The same for as long as it is the same advice; stands in a path as it is. */
    String id() {
        StringBuilder id = new StringBuilder(kind).append(':');
        for (byte each : subject.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean isPlain = c < 128 && (Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0);
            id.append(isPlain ? String.valueOf(c) : "~%02X".formatted((int) c));
        }
        return id.toString();
    }

    boolean isApplicable() {
        return !ddl.isEmpty();
    }
}
