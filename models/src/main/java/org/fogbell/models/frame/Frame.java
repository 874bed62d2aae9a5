package org.fogbell.models.frame;

/** What one sensor saw at one moment. Frames are immutable by contract: whoever holds one may share it with any thread. */
public sealed interface Frame permits PointCloud, CameraImage {}
