package dev.stoa.forum.demo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Text that looks like people's: a few words very often, most rarely, sentences, paragraphs. */
final class Words {
    private static final String COMMON =
            """
            the a to of and in is it that you for on with this be have but not are as what can if my
            so or at how there just do an would from get like when use any one more then some time out
            about has will all only work know does think was way them make other your want need try
            see good new we here than which could why also should because problem same game server
            page thread question answer build play team match map player level update version find
            first last best start stop run read write change set list show view code data test event
            week day night long short fast slow hard easy great small large high low right wrong
            """;
    private static final String[] ONSETS = {
        "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n",
        "p", "pl", "qu", "r", "s", "sh", "sk", "st", "t", "th", "tr", "v", "w", "z"
    };
    private static final String[] NUCLEI = {"a", "e", "i", "o", "u", "ai", "ea", "oo", "ou"};
    private static final String[] CODAS = {
        "", "l", "m", "n", "r", "s", "t", "ck", "nd", "ng", "rk", "st", "x"
    };
    private static final int VOCABULARY = 8_000;
    private static final int SENTENCE = 12;

    private final List<String> vocabulary;

    Words(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> words = new LinkedHashSet<>(List.of(COMMON.strip().split("\\s+")));
        while (words.size() < VOCABULARY) {
            StringBuilder word = new StringBuilder();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                word.append(ONSETS[random.nextInt(ONSETS.length)])
                        .append(NUCLEI[random.nextInt(NUCLEI.length)]);
            }
            words.add(word.append(CODAS[random.nextInt(CODAS.length)]).toString());
        }
        this.vocabulary = new ArrayList<>(words);
    }

    /** A rare word, the same for the same number; different for different ones below 7 000. */
    String rare(int number) {
        return vocabulary.get(VOCABULARY - 1 - number % 7_000);
    }

    String title(SplittableRandom random) {
        StringBuilder title = new StringBuilder();
        words(random, random.nextInt(4, 11), title);
        return capital(title.toString());
    }

    /** A body's length in words: most are short, a few very long. */
    static int length(SplittableRandom random) {
        double normal = 0;
        for (int i = 0; i < 6; i++) {
            normal += random.nextDouble();
        }
        // The sum of six is near enough to a bell; median 22 words, one in a thousand over 300.
        return Math.clamp((long) (22 * Math.exp((normal - 3) * 1.27)), 2, 2_000);
    }

    /** Paragraphs of sentences, apart by an empty line. */
    String body(SplittableRandom random, int words) {
        StringBuilder body = new StringBuilder(words * 7);
        int left = words;
        int sentences = 0;
        while (left > 0) {
            int length = Math.min(left, random.nextInt(4, 2 * SENTENCE));
            if (sentences > 0) {
                body.append(sentences % 5 == 0 ? "\n\n" : " ");
            }
            int start = body.length();
            words(random, length, body);
            body.setCharAt(start, Character.toUpperCase(body.charAt(start)));
            body.append(random.nextInt(6) == 0 ? '?' : '.');
            left -= length;
            sentences++;
        }
        return body.toString();
    }

    private void words(SplittableRandom random, int count, StringBuilder to) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                to.append(' ');
            }
            // A power of a uniform number is close to Zipf's law and far cheaper.
            double u = random.nextDouble();
            to.append(vocabulary.get((int) (u * u * u * u * u * VOCABULARY)));
        }
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
