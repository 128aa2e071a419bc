package dev.stoa.sessions.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyNameTest {
    @Test
    void namesAreAsLongAndPlainAsOverHttp() {
        assertThat(KeyName.fault("command line")).isEmpty();
        assertThat(KeyName.fault("ü".repeat(100))).isEmpty();
        assertThat(KeyName.fault("demo")).isEmpty();
        for (String wrong :
                new String[] {
                    "", "  ", "k".repeat(101), "a\nb", "a\u001b[2Jb", "a\u202eb", "./stoa demo"
                }) {
            assertThat(KeyName.fault(wrong)).as(wrong).isPresent();
        }
    }

    @Test
    void whatIsPrintedSteersNoTerminal() {
        assertThat(KeyName.printable("a\u001b[2J\u202eb\r\nc\u009b\u2028d"))
                .isEqualTo("a?[2J?b??c??d");
        assertThat(KeyName.printable("Zoë 🗝")).isEqualTo("Zoë 🗝");
    }
}
