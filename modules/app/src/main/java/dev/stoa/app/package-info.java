/** The command line: what each command does is in its own class. */
package dev.stoa.app;
