package org.fogbell.verdict;

/**
 * What the vehicles at one place say of a sensor that deviates there.
 *
 * @param weather whether enough of them see the same
 * @param apart whether the sensor is much further out than those that deviate too, or to the other side
 */
public record PlaceOpinion(
        String vehicleId, String sensorId, long millis, long cell, boolean weather, boolean apart, Evidence evidence) {}
