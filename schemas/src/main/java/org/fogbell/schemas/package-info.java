/**
 * What travels between vehicles, the job and its readers: the Avro records (generated from {@code src/main/avro}), how
 * they are framed on the wire, every version that was ever released, and how point clouds are packed. A producer needs
 * this module and nothing else of Fogbell.
 */
@NullMarked
package org.fogbell.schemas;

import org.jspecify.annotations.NullMarked;
