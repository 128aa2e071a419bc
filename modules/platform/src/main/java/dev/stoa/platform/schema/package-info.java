/** The state of a database's schema: which change sets it has, and how to go back. */
package dev.stoa.platform.schema;
