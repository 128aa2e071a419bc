/**
 * What the service notices of itself. Examiners look, each for kinds of its own; what they find is
 * kept with its confidence and the time it was first seen until it is seen no more.
 */
package dev.stoa.maintenance.finding;
