package org.fogbell.models.diffusion;

/** The ways from noise to an image that there are. */
public enum SchedulerKind {
    DDIM("ddim", "DDIMScheduler", TimestepSpacing.LEADING),
    EULER("euler", "EulerDiscreteScheduler", TimestepSpacing.LINSPACE),
    EULER_ANCESTRAL("euler-ancestral", "EulerAncestralDiscreteScheduler", TimestepSpacing.LINSPACE);

    private final String word;
    private final String className;
    private final TimestepSpacing usualSpacing;

    SchedulerKind(String word, String className, TimestepSpacing usualSpacing) {
        this.word = word;
        this.className = className;
        this.usualSpacing = usualSpacing;
    }

    /** What {@code scheduler_config.json} calls it. */
    String className() {
        return className;
    }

    /** Where the file says nothing. */
    TimestepSpacing usualSpacing() {
        return usualSpacing;
    }

    @Override
    public String toString() {
        return word;
    }
}
