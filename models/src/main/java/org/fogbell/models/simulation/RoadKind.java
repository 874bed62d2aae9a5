package org.fogbell.models.simulation;

/** The kinds of road a drive may lead along; they differ in width, speed, traffic and in what stands beside them. */
public enum RoadKind {
    RESIDENTIAL(1, 3.2, 2.2, 1.8, 8, 55, 0.45, 0.8, 4, 9, 1.2),
    CITY(2, 3.1, 2.3, 3.2, 11, 38, 0.65, 0.95, 0.3, 2, 4),
    RURAL(1, 3.3, 0.6, 0, 18, 90, 0, 0.12, 10, 25, 0.1),
    HIGHWAY(3, 3.6, 2.5, 0, 25, 55, 0.01, 0.05, 25, 40, 0);

    final int lanesPerSide;
    final double laneMetres;

    /** Strip beside the lanes: parked vehicles, or a shoulder. */
    final double stripMetres;

    final double pavementMetres;
    final double metresPerSecond;
    final double trafficGapMetres;
    final double parkedShare;
    final double builtShare;
    final double nearestSetbackMetres;
    final double farthestSetbackMetres;
    final double pedestriansPer100Metres;

    RoadKind(
            int lanesPerSide,
            double laneMetres,
            double stripMetres,
            double pavementMetres,
            double metresPerSecond,
            double trafficGapMetres,
            double parkedShare,
            double builtShare,
            double nearestSetbackMetres,
            double farthestSetbackMetres,
            double pedestriansPer100Metres) {
        this.lanesPerSide = lanesPerSide;
        this.laneMetres = laneMetres;
        this.stripMetres = stripMetres;
        this.pavementMetres = pavementMetres;
        this.metresPerSecond = metresPerSecond;
        this.trafficGapMetres = trafficGapMetres;
        this.parkedShare = parkedShare;
        this.builtShare = builtShare;
        this.nearestSetbackMetres = nearestSetbackMetres;
        this.farthestSetbackMetres = farthestSetbackMetres;
        this.pedestriansPer100Metres = pedestriansPer100Metres;
    }

    double lanesHalfMetres() {
        return lanesPerSide * laneMetres;
    }

    /** From the middle of the road to the kerb. */
    double kerbMetres() {
        return lanesHalfMetres() + stripMetres;
    }

    /** From the middle of the road to where private ground begins. */
    double edgeMetres() {
        return kerbMetres() + pavementMetres;
    }
}
