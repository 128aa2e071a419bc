package dev.stoa.forum.structure;

import dev.stoa.forum.text.Slugs;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Fields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A structure as it is to be.
 *
 * @param parent null at the root
 * @param position place among its siblings; null behind the last
 */
record StructureDraft(
        @Nullable Long parent,
        String kind,
        String slug,
        String name,
        @Nullable Integer position,
        String readRole,
        String writeRole) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    StructureDraft {
        if (!SLUG.matcher(slug).matches()) {
            throw wrong("slug", "invalid", "Small letters and digits, with single dashes between.");
        }
    }

    /** A new one, as {@code fields} say. */
    static StructureDraft of(Fields fields) {
        String name = fields.text("name").strip();
        return new StructureDraft(
                fields.idOrNull("parentId"),
                fields.text("kind", "forum"),
                fields.text("slug", Slugs.ofTitle(name)),
                named(name),
                position(fields, null),
                fields.text("readRole", StructureRole.ANON),
                fields.text("writeRole", "member"));
    }

    /** {@code known} with what {@code fields} change. */
    static StructureDraft of(Fields fields, Structure known) {
        return new StructureDraft(
                fields.has("parentId") ? fields.idOrNull("parentId") : known.parentId(),
                fields.text("kind", known.kind()),
                fields.text("slug", known.slug()),
                named(fields.text("name", known.name()).strip()),
                position(fields, known.position()),
                fields.text("readRole", known.readRole()),
                fields.text("writeRole", known.writeRole()));
    }

    private static String named(String name) {
        if (name.isEmpty()) {
            throw wrong("name", "blank", "It must not be blank.");
        }
        return name;
    }

    private static @Nullable Integer position(Fields fields, @Nullable Integer known) {
        return fields.textOrNull("position") == null
                ? known
                : (Integer) Math.toIntExact(fields.number("position"));
    }

    boolean isOf(Structure known) {
        return equals(
                new StructureDraft(
                        known.parentId(),
                        known.kind(),
                        known.slug(),
                        known.name(),
                        known.position(),
                        known.readRole(),
                        known.writeRole()));
    }

    static Failure wrong(String field, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD, detail, new FieldError('/' + field, code, detail));
    }
}
