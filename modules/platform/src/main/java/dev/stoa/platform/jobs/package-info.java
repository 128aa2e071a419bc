/**
 * What is done at its times by one node of all: jobs, their schedules, their history.
 *
 * <p>A job's row in {@code scheduled_tasks} says when it is due and who has picked it. Who picked
 * it tells by heartbeats that it is alive; a row whose heartbeats stop is given to another. A
 * holder that was only frozen may wake up then, so every transaction of a job looks at the row
 * before it begins and once more, locking it, before it commits ({@link
 * dev.stoa.platform.jobs.JobRun}): what a holder does after it has lost the row is undone.
 */
package dev.stoa.platform.jobs;
