package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

/** What no answer may show. */
final class Leaks {
    private static final String[] MARKS = {
        "Exception",
        "dev.stoa",
        "io.helidon",
        "java.lang",
        "java.util",
        "\tat ",
        "SQLState",
        "org.postgresql",
        "select ",
        "insert ",
        "nowhere",
        ":5432",
        "Hidden"
    };

    private Leaks() {}

    static void assertNone(String what, String answer) {
        assertThat(answer).as(what).doesNotContain(MARKS);
    }

    /** A client's fault, told in our form. */
    static void assertClientProblem(String what, RawHttp.Answer answer) {
        assertThat(answer.status()).as(what + " gave " + answer.text()).isBetween(400, 499);
        assertThat(answer.count()).as(what).isEqualTo(1);
        assertThat(answer.text()).as(what).containsIgnoringCase("application/problem+json");
        assertNone(what, answer.text());
    }
}
