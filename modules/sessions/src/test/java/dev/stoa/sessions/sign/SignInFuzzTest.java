package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages and signatures broken at random, from one seed. */
class SignInFuzzTest {
    private static final int TEXTS = 100_000;
    private static final int SIGNATURES = 2_000;
    private static final String LETTERS =
            "0123456789abcxyzABCXYZ:/?#[]@!$&'()*+,;=-._~% \n\r\t\0<>\"\u00e9\ud800";

    private final Random random = new Random(4361);
    private final List<Vector> vectors = Vector.all();

    @Test
    void aBrokenTextIsRefusedOrWrittenBackToTheLetter() {
        var seen = EnumSet.noneOf(Refusal.class);
        int accepted = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = broken(any().message());
            Optional<Refusal> refusal = Refusals.of(() -> SignInMessage.parse(text));
            if (refusal.isEmpty()) {
                accepted++;
                assertThat(SignInMessage.parse(text).text()).isEqualTo(text);
            }
            refusal.ifPresent(seen::add);
        }
        // Else it were the mutations that had gone blunt.
        assertThat(accepted).isBetween(TEXTS / 20, TEXTS / 2);
        assertThat(seen).hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    void noBrokenTextKeepsItsSignature() {
        for (int i = 0; i < SIGNATURES; i++) {
            Vector vector = any();
            String text = broken(vector.message());
            assertThat(Refusals.of(() -> SignInMessage.signed(text, vector.signature())).isEmpty())
                    .isEqualTo(text.equals(vector.message()));
        }
    }

    @Test
    void noBrokenSignatureProvesAnything() {
        for (int i = 0; i < SIGNATURES; i++) {
            Vector vector = any();
            var signature = new StringBuilder(vector.signature());
            for (int n = random.nextInt(3); n >= 0; n--) {
                int place = 2 + random.nextInt(signature.length() - 2);
                signature.setCharAt(place, "0123456789abcdef".charAt(random.nextInt(16)));
            }
            assertThat(
                            Refusals.of(
                                            () ->
                                                    SignInMessage.signed(
                                                            vector.message(), signature.toString()))
                                    .isEmpty())
                    .isEqualTo(signature.toString().equals(vector.signature()));
        }
    }

    private Vector any() {
        return vectors.get(random.nextInt(vectors.size()));
    }

    private String broken(String text) {
        String result = text;
        for (int n = random.nextInt(3); n >= 0; n--) {
            result = random.nextBoolean() ? brokenLetter(result) : brokenLine(result);
        }
        return result;
    }

    private String brokenLetter(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int place = random.nextInt(text.length());
        String letter = "" + LETTERS.charAt(random.nextInt(LETTERS.length()));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, place) + text.substring(place + 1);
            case 1 -> text.substring(0, place) + letter + text.substring(place);
            case 2 -> text.substring(0, random.nextInt(50) == 0 ? place : text.length());
            default -> text.substring(0, place) + letter + text.substring(place + 1);
        };
    }

    private String brokenLine(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int place = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(place);
            case 1 -> lines.add(place, lines.get(random.nextInt(lines.size())));
            case 2 -> Collections.swap(lines, place, random.nextInt(lines.size()));
            case 3 -> lines.add(place, "");
            default -> {
                List<String> others = any().message().lines().toList();
                lines.set(place, others.get(random.nextInt(others.size())));
            }
        }
        return String.join("\n", lines);
    }
}
