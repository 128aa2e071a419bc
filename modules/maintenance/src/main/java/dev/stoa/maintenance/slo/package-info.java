/** The objectives, and how much of what they allow this node has used. */
package dev.stoa.maintenance.slo;
