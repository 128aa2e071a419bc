package dev.stoa.maintenance.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptanceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                                        | text/plain
                    */*                                                       | text/plain
                    application/json                                          | application/json
                    APPLICATION/JSON ; Q=0.7                                  | application/json
                    application/json, text/plain, */*                         | application/json
                    text/plain, application/json                              | text/plain
                    application/*, text/plain;q=0.9                           | application/openmetrics-text
                    application/json;q=0.2, text/*;q=0.1                      | application/json
                    application/json;q=0, */*;q=0.1                           | text/plain
                    text/html, application/xhtml+xml, */*;q=0.8               | text/plain
                    image/png                                                 | text/plain
                    application/json;q=nonsense                               | application/json
                    */*;q=0.9, application/json;q=0.8                         | text/plain
                    application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | application/openmetrics-text
                    """)
    void theBestOfWhatIsThereIsChosen(String header, String best) {
        assertThat(
                        Acceptance.of(header)
                                .best(
                                        List.of(
                                                "text/plain",
                                                "application/openmetrics-text",
                                                "application/json")))
                .isEqualTo(best);
    }
}
