/**
 * A copy of a whole database in one file, and a database made of it.
 *
 * <p>The file is a ZIP archive: an entry for each table in the text format of {@code COPY}, all of
 * one snapshot, and behind them {@code manifest.txt}, which names the schema's change sets, tables,
 * columns, partitions and sequences, and the number of rows and the SHA-256 of each entry. Its last
 * line is the SHA-256 of the lines before.
 */
package dev.stoa.platform.backup;
