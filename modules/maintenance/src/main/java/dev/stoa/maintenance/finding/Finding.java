package dev.stoa.maintenance.finding;

/**
 * Something worth doing something about.
 *
 * @param kind bounded word, {@code <noun>-<what is wrong>}, e.g. {@code index-unused}
 * @param subject what it is about, e.g. an index, a cache, a statement; one finding for each kind
 *     and subject
 * @param summary what was seen, with figures, in a sentence
 * @param advice what to do, in a sentence
 * @param confidence from 0, a guess, to 1, certain
 * @param evidence figures behind it, a JSON object
 */
public record Finding(
        String kind,
        String subject,
        String summary,
        String advice,
        double confidence,
        String evidence) {
    public Finding {
        if (confidence < 0 || confidence > 1) {
            throw new IllegalArgumentException("confidence is 0 to 1: " + confidence);
        }
        // As it is kept.
        confidence = Math.round(confidence * 1e3) / 1e3;
    }
}
