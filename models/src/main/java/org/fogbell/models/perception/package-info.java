/**
 * From frames to perceptions: a network, packed as a {@link org.fogbell.models.perception.ModelBundle}, runs over the
 * frames through DJL and yields each frame's entropy profile and Eloss. Start at
 * {@link org.fogbell.models.perception.LoadedBundle}, which is opened once per bundle and device and hands out one
 * {@link org.fogbell.models.perception.PerceptionModel} a thread. Nothing is downloaded: the engines come from the class
 * path, and the bundle is a folder or a resource. Before the network stands an input geometry, which turns a frame into
 * the tensor that the network was made for; behind it the {@code eloss} package, which knows no network.
 */
@NullMarked
package org.fogbell.models.perception;

import org.jspecify.annotations.NullMarked;
