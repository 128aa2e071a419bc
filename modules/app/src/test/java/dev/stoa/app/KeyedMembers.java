package dev.stoa.app;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Members of a packaged service with an API key each, put into its database by hand. */
final class KeyedMembers {
    /** What the service must be started with. */
    static final String[] SETTINGS = {
        "--set",
        "secrets.key-pepper=a pepper of a test, long enough for one",
        "--set",
        "rate-limits.profile=off"
    };

    private KeyedMembers() {}

    /** Members 1 to {@code most} and the admin 0, whose keys have {@code scope}. */
    static void make(PackagedService service, int most, String scope) throws Exception {
        StringBuilder keys = new StringBuilder();
        for (int id = 0; id <= most; id++) {
            keys.append(id == 0 ? "" : ",")
                    .append("(%d, '%s')".formatted(id, HexFormat.of().formatHex(hash(key(id)))));
        }
        service.stored(
                """
                with known (id, hash) as (values %s),
                     people as (
                        insert into users (id, username, display_name, role)
                        select k.id, 'm' || k.id, 'M', case k.id when 0 then 'admin' else 'member' end
                          from known k returning id),
                     keys as (
                        insert into api_keys (user_id, name, prefix, hmac, scopes)
                        select k.id, 'test', 'p' || k.id, decode(k.hash, 'hex'), '{%s}'
                          from known k returning id)
                select (select count(*) from people) + (select count(*) from keys)
                """
                        .formatted(keys, scope));
    }

    /** The value of a member's {@code X-API-Key}: prefix and secret are their id. */
    static String key(int member) {
        return "p%d.s%d".formatted(member, member);
    }

    private static byte[] hash(String secret) throws GeneralSecurityException {
        String pepper = SETTINGS[1].substring(SETTINGS[1].indexOf('=') + 1);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pepper.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(("api_key:" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
