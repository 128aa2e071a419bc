package dev.stoa.platform.http;

/**
 * A field of the JSON object a route takes as its body: checked before the route runs and shown in
 * the OpenAPI document, both from here. A field that isn't listed is refused.
 *
 * @param name camelCase
 * @param form what it may be
 * @param need whether it must be there
 * @param meaning one sentence for the document
 */
public record Field(String name, Form form, Need need, String meaning) {
    /** Whether a field must be there. */
    public enum Need {
        /** It must be there and not null. */
        REQUIRED,
        /** It may be missing; null means the same. */
        OPTIONAL,
        /** It may be missing, which leaves things as they are, or null, which clears them. */
        CLEARABLE
    }

    public static Field required(String name, Form form, String meaning) {
        return new Field(name, form, Need.REQUIRED, meaning);
    }

    public static Field optional(String name, Form form, String meaning) {
        return new Field(name, form, Need.OPTIONAL, meaning);
    }

    public static Field clearable(String name, Form form, String meaning) {
        return new Field(name, form, Need.CLEARABLE, meaning);
    }
}
