package dev.stoa.platform.http;

import java.util.List;
import java.util.Optional;

/** What a parameter, or a field of a body, may be. */
public sealed interface Form {
    /** An id: a whole number from 1 to 2^63-1; text in JSON, as JavaScript's numbers lose 2^53. */
    record Id() implements Form {}

    /** An id, or a word that stands for more than one thing. */
    record IdOr(String word) implements Form {}

    /** Up to {@code most} ids with commas between. */
    record Ids(int most) implements Form {}

    /** A whole number within bounds; a number in JSON. */
    record Whole(long least, long most) implements Form {}

    /** A whole number above 0 of up to {@code digits} digits, text in JSON: an amount of value. */
    record Amount(int digits) implements Form {}

    /** One of a few words. */
    record Choice(List<String> words) implements Form {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements Form {}

    /** Text of 1 to {@code most} characters without control characters. */
    record Text(int most) implements Form {
        /** Why {@code value} is not of this form, as a sentence; empty where it is. */
        public Optional<String> fault(String value) {
            return Optional.ofNullable(ParamCheck.wrong(this, value));
        }
    }

    /** Text of up to {@code most} characters, of any number of lines; empty is allowed. */
    record Lines(int most) implements Form {}

    /** A moment in RFC 3339 with its offset. */
    record Time() implements Form {}

    /** A wallet's address: {@code 0x} and 40 hexadecimal digits. */
    record Address() implements Form {}

    /** Up to {@code most} addresses with commas between. */
    record Addresses(int most) implements Form {}

    /** A JSON object of up to {@code most} bytes when it is written without spaces. */
    record Json(int most) implements Form {}

    /** A list of {@code least} to {@code most} values of one form, in JSON; each once. */
    record Many(Form each, int least, int most) implements Form {
        public Many(Form each, int most) {
            this(each, 1, most);
        }
    }

    /** A list of 1 to {@code most} JSON objects, each with {@code fields} of its own. */
    record Rows(List<Field> fields, int most) implements Form {
        public Rows {
            fields = List.copyOf(fields);
        }
    }
}
