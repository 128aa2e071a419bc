/**
 * The import of a community from elsewhere: a dump's files are read as a stream into staging
 * tables, and merged there by SQL over whole sets, all in one transaction.
 */
package dev.stoa.forum.imports;
