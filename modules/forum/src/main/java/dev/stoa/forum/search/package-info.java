/**
 * Search over threads, posts, members and tags, and threads related to one. Full text by
 * PostgreSQL's own index; what is ranked is bounded whatever a word's frequency: where the newest
 * rows hold enough, these are ranked, else those that the index leads to, at most a thousand. What
 * full text misses, a typo say, trigrams of titles and names find.
 */
package dev.stoa.forum.search;
