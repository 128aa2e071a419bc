package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of URIs, on the examples of RFC 3986 and round its edges. */
class Rfc3986Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://ftp.is.co.za/rfc/rfc1808.txt",
                "http://www.ietf.org/rfc/rfc2396.txt",
                "ldap://[2001:db8::7]/c=GB?objectClass?one",
                "mailto:John.Doe@example.com",
                "news:comp.infosystems.www.servers.unix",
                "tel:+1-816-555-1212",
                "telnet://192.0.2.16:80/",
                "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
                "https://a@b:1/?#",
                "https://example.com/%7Efoo?q=%20#f/?",
                "file:///etc/hosts",
                "a+b-c.1:",
                "x://",
                "x:///",
                "x:/"
            })
    void theseAreUris(String text) {
        assertThat(Rfc3986.isUri(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "//example.com/",
                "/path",
                ":",
                "1http://example.com",
                "ht_tp://example.com",
                "https://example.com/a b",
                "https://example.com/%",
                "https://example.com/%2",
                "https://example.com/%2g",
                "https://example.com/<a>",
                "https://example.com/a|b",
                "https://example.com/a\\b",
                "https://example.com/\"",
                "https://example.com/[a]",
                "https://example.com/#a#b",
                "https://example.com/\n",
                "https://example.com/#\n",
                "https://example.com/\u00e9",
                "https://a:b:c/",
                "https://a@b@c/",
                "https://example.com:8o/",
                "https://[::1/",
                "https://::1]/",
                "https://[]/",
                "https://[example.com]/",
                "https://[::1]a/"
            })
    void theseAreNot(String text) {
        assertThat(Rfc3986.isUri(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "1::",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "1::3:4:5:6:7:8",
                "::ffff:192.0.2.1",
                "1:2:3:4:5:6:192.0.2.1",
                "FE80::abcd",
                "v7.a:b",
                "VF.~"
            })
    void theseStandBetweenBrackets(String text) {
        assertThat(Rfc3986.isAuthority("[" + text + "]:80")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ":::",
                "1",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "::1:2:3:4:5:6:7:8",
                "12345::",
                "g::",
                "192.0.2.1",
                "192.0.2.1::",
                "::192.0.2",
                "::192.0.2.256",
                "::192.0.2.01",
                "1:2:3:4:5:6:7:192.0.2.1",
                "fe80::1%25eth0",
                "v.a",
                "v7.",
                "7.a"
            })
    void theseDoNot(String text) {
        assertThat(Rfc3986.isAuthority("[" + text + "]:80")).isFalse();
    }

    @Test
    void longTextsTakeNeitherLongNorADeepStack() {
        String lengthy = "a%20".repeat(500_000);

        assertThat(Rfc3986.isUri("x://" + lengthy + "@" + lengthy + "/" + lengthy + "?" + lengthy))
                .isTrue();
        assertThat(Rfc3986.isUri("x://" + lengthy + "@" + lengthy + "/" + lengthy + "%")).isFalse();
    }
}
