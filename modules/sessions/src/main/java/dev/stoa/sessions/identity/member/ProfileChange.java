package dev.stoa.sessions.identity.member;

import dev.stoa.platform.http.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a member asks to be changed of their profile, applied to what it is. */
final class ProfileChange {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,31}");
    private static final Pattern GIVEN = Pattern.compile("(wallet|deleted)-.*");

    // Nobody is to pass for the service, or for nobody.
    private static final Set<String> RESERVED =
            Set.of(
                    "admin",
                    "administrator",
                    "moderator",
                    "mod",
                    "system",
                    "stoa",
                    "root",
                    "support",
                    "null",
                    "undefined",
                    "me",
                    "anon",
                    "anonymous",
                    "deleted");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>,;\"]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private ProfileChange() {}

    /**
     * The profile with the fields that were given.
     *
     * @throws dev.stoa.platform.Failure.Invalid naming one that won't do
     */
    static Profile of(Profile now, Fields fields) {
        return new Profile(
                now.id(),
                now.address(),
                username(now, fields),
                fields.text("displayName", now.displayName()).strip(),
                email(fields, now),
                avatar(fields, now),
                cleared(fields, "bio", now.bio()),
                now.role(),
                now.status(),
                now.createdAt(),
                now.version());
    }

    private static String username(Profile now, Fields fields) {
        String name = fields.text("username", now.username());
        if (name.equals(now.username())) {
            return name;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower)) {
            throw MemberProblems.invalid("username", "reserved", "Nobody can have this username.");
        }
        if (GIVEN.matcher(lower).matches()) {
            throw MemberProblems.invalid(
                    "username",
                    "reserved",
                    "Names that begin with wallet- or deleted- are given by us.");
        }
        if (!USERNAME.matcher(name).matches()) {
            throw MemberProblems.invalid(
                    "username",
                    "It must be 3 to 32 letters, digits, '.', '_' and '-' of ASCII, the first a letter"
                            + " or digit.");
        }
        return name;
    }

    private static @Nullable String email(Fields fields, Profile now) {
        String email = cleared(fields, "email", now.email());
        if (email != null && !EMAIL.matcher(email).matches()) {
            throw MemberProblems.invalid("email", "It must be an e-mail address.");
        }
        return email;
    }

    private static @Nullable String avatar(Fields fields, Profile now) {
        String avatar = cleared(fields, "avatarUrl", now.avatarUrl());
        if (avatar != null && fields.has("avatarUrl") && !isSecureAddress(avatar)) {
            throw MemberProblems.invalid("avatarUrl", "It must be an https address.");
        }
        return avatar;
    }

    private static boolean isSecureAddress(String text) {
        try {
            URI uri = new URI(text);
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static @Nullable String cleared(Fields fields, String name, @Nullable String now) {
        return fields.has(name) ? fields.textOrNull(name) : now;
    }
}
