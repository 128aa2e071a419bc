package dev.stoa.sessions.sign;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of RFC 3986 that EIP-4361 is written in; {@code java.net.URI} follows the laxer RFC
 * 2396.
 *
 * <p>All repetitions are possessive: they take linear time, and none recurses.
 */
final class Rfc3986 {
    private static final String UNRESERVED = "A-Za-z0-9._~\\-";
    private static final String SUB_DELIMS = "!$&'()*+,;=";
    private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.\\-]*+";

    private static final Pattern SCHEMES = Pattern.compile(SCHEME);
    private static final Pattern TEXT =
            Pattern.compile("[" + UNRESERVED + SUB_DELIMS + ":/?#\\[\\]@ ]*+");
    private static final Pattern SEGMENT = encoded(":@");
    private static final Pattern PATH = encoded(":@/");
    private static final Pattern QUERY = encoded(":@/?");
    private static final Pattern AUTHORITY =
            Pattern.compile(
                    "(?:%s@)?+(?:\\[(?<literal>[^\\[\\]]*+)\\]|%s)(?::[0-9]*+)?+"
                            .formatted(encoded(":"), encoded("")));

    /** RFC 3986, appendix B, with the scheme demanded. */
    private static final Pattern PARTS =
            Pattern.compile(
                    "%s:(?://(?<authority>[^/?#]*+))?+(?<path>[^?#]*+)(?:\\?(?<query>[^#]*+))?+(?:#(?<fragment>.*+))?+"
                            .formatted(SCHEME));

    private static final Pattern FUTURE_LITERAL =
            Pattern.compile("[vV][0-9A-Fa-f]++\\.[" + UNRESERVED + SUB_DELIMS + ":]++");
    private static final Pattern HEX_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final int IPV6_GROUPS = 8;
    private static final int NO_GROUPS = -1;

    private Rfc3986() {}

    private static Pattern encoded(String more) {
        return Pattern.compile("(?:[" + UNRESERVED + SUB_DELIMS + more + "]++|%[0-9A-Fa-f]{2})*+");
    }

    static boolean isScheme(String text) {
        return SCHEMES.matcher(text).matches();
    }

    /** Whether all characters are reserved, unreserved or spaces. */
    static boolean isText(String text) {
        return TEXT.matcher(text).matches();
    }

    /** Whether it is {@code *pchar}. */
    static boolean isSegment(String text) {
        return SEGMENT.matcher(text).matches();
    }

    /** Whether it is an authority; an empty host is one. */
    static boolean isAuthority(String text) {
        Matcher authority = AUTHORITY.matcher(text);
        if (!authority.matches()) {
            return false;
        }
        String literal = authority.group("literal");
        return literal == null || FUTURE_LITERAL.matcher(literal).matches() || isIpv6(literal);
    }

    /** Whether it is a URI with a scheme, of any hierarchy, with or without a fragment. */
    static boolean isUri(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches()
                && (parts.group("authority") == null || isAuthority(parts.group("authority")))
                && PATH.matcher(parts.group("path")).matches()
                && (parts.group("query") == null || QUERY.matcher(parts.group("query")).matches())
                && (parts.group("fragment") == null
                        || QUERY.matcher(parts.group("fragment")).matches());
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == IPV6_GROUPS;
        }
        String before = text.substring(0, gap);
        int left = before.isEmpty() ? 0 : before.contains(".") ? NO_GROUPS : groups(before);
        String after = text.substring(gap + 2);
        int right = after.isEmpty() ? 0 : groups(after);
        return left != NO_GROUPS && right != NO_GROUPS && left + right < IPV6_GROUPS;
    }

    /** How many groups of 16 bits these are, the last two perhaps written as IPv4. */
    private static int groups(String text) {
        String[] groups = text.split(":", -1);
        int last = groups.length - 1;
        for (int i = 0; i < last; i++) {
            if (!HEX_GROUP.matcher(groups[i]).matches()) {
                return NO_GROUPS;
            }
        }
        if (HEX_GROUP.matcher(groups[last]).matches()) {
            return groups.length;
        }
        return IPV4.matcher(groups[last]).matches() ? groups.length + 1 : NO_GROUPS;
    }
}
