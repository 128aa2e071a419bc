/** Files of the data folder. */
package dev.stoa.platform.internal.files;
