package dev.stoa.platform.sql;

/** What is done on one connection outside of a transaction. */
@FunctionalInterface
public interface SessionBody<T> {
    T run(Session session) throws Exception;
}
