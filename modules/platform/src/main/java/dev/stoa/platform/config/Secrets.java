package dev.stoa.platform.config;

import dev.stoa.platform.internal.files.PrivateProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys a node signs and peppers with. A node with its own database makes them once and keeps
 * them beside it; nodes that share one must be given the same, of which some can be derived.
 */
public final class Secrets {
    private static final String FILE = "secrets.properties";

    private final Map<String, String> texts;

    private Secrets(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /**
     * The secrets among {@code declared}: those given by {@code settings}, the others from the data
     * folder.
     *
     * @throws InvalidSettings if one is missing beside an external database
     */
    public static Secrets of(
            Settings settings, Collection<? extends Setting<?>> declared, Path data) {
        var texts = new LinkedHashMap<String, String>();
        var missing = new ArrayList<Setting<?>>();
        for (Setting<?> secret : declared) {
            // The admin key is for people: nobody could show one that the node made up.
            if (secret.key().startsWith("secrets.")
                    && !secret.key().equals(PlatformSettings.ADMIN_KEY.key())) {
                if (settings.has(secret)) {
                    texts.put(secret.key(), settings.get(secret).toString());
                } else {
                    missing.add(secret);
                }
            }
        }
        if (settings.has(PlatformSettings.DATABASE_URL)) {
            addDerived(texts, missing);
        } else if (!missing.isEmpty()) {
            texts.putAll(
                    new PrivateProperties(data.resolve(FILE))
                            .withAbsent(
                                    missing.stream().map(Setting::key).toList(), Secrets::random));
        }
        return new Secrets(texts);
    }

    private static void addDerived(Map<String, String> texts, List<Setting<?>> missing) {
        List<String> demanded =
                missing.stream()
                        .filter(secret -> secret.absence() != Setting.Absence.DERIVED)
                        .map(Setting::key)
                        .toList();
        if (!demanded.isEmpty()) {
            throw new InvalidSettings(
                    demanded.stream()
                            .map(
                                    key ->
                                            key
                                                    + " must be set, the same on every node, because"
                                                    + " database.url names a database that nodes may"
                                                    + " share (a secret of at least 32 characters)")
                            .toList());
        }
        String cursorKey = texts.getOrDefault(PlatformSettings.CURSOR_KEY.key(), "");
        missing.forEach(secret -> texts.put(secret.key(), derived(cursorKey, secret.key())));
    }

    private static String derived(String key, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 256 random bits as text. */
    static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The key under {@code secret}'s name. */
    public byte[] key(Setting<String> secret) {
        String text = texts.get(secret.key());
        if (text == null) {
            throw new IllegalStateException(secret.key() + " is not among the declared settings");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All of them by key, for whoever starts a second node; not to be logged. */
    public Map<String, String> texts() {
        return texts;
    }
}
