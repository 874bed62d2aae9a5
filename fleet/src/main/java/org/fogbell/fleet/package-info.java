/**
 * What people run: the command line with its commands, the replay of recordings into Kafka, sensors made to fail on
 * purpose, and the topics as text. Everything here is the edge of the system: it reads what people typed and files they
 * have, and it shows results to them; the job itself is in {@code topology}.
 */
@NullMarked
package org.fogbell.fleet;

import org.jspecify.annotations.NullMarked;
