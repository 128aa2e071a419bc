package dev.stoa.platform.sql;

import java.util.List;
import java.util.Optional;

/** Placeholder signature while the floor is laid; see the following commit. */
@SuppressWarnings("DoNotCallSuggester")
public final class Database {
    Database() {}

    public <T> List<T> list(Statement statement, RowMapper<T> mapper, Object... arguments) {
        throw new UnsupportedOperationException();
    }

    public <T> Optional<T> find(Statement statement, RowMapper<T> mapper, Object... arguments) {
        throw new UnsupportedOperationException();
    }

    public long execute(Statement statement, Object... arguments) {
        throw new UnsupportedOperationException();
    }

    public <T> T transaction(TransactionBody<T> body) {
        throw new UnsupportedOperationException();
    }
}
