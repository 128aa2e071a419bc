package dev.stoa.platform.sql;

/**
 * What is done in one transaction. It may be run again from its start after a serialisation failure
 * or a deadlock, so it touches nothing but the database; {@link Transaction#afterCommit} is for the
 * rest.
 */
@FunctionalInterface
public interface TransactionBody<T> {
    T run(Transaction transaction) throws Exception;
}
