package dev.stoa.platform;

import java.util.Objects;

/**
 * A kind of problem as clients see it (RFC 9457): its slug is the end of {@code type} and the
 * stable {@code code}.
 *
 * @param slug kebab-case name, also the page {@code /problems/<slug>}
 * @param status HTTP status, 300 to 599
 * @param title short sentence that never changes between occurrences
 * @param meaning what it means and what a client does about it, for the page
 */
public record ProblemType(String slug, int status, String title, String meaning) {
    public ProblemType {
        Objects.requireNonNull(title);
        Objects.requireNonNull(meaning);
        if (!slug.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("problem slug: " + slug);
        }
        if (status < 300 || status > 599) {
            throw new IllegalArgumentException("problem status: " + status);
        }
    }
}
