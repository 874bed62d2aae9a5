package org.fogbell.bench.statistics;

import java.util.Arrays;
import java.util.List;
import org.fogbell.models.eloss.Vectors;

/**
 * ViM (Wang et al., CVPR 2022): what of the pooled features lies outside the clean ones' principal space, as one logit more, against
 * the network's own.
 */
/*
 * The published origin is where all logits are zero, which a head of convolutions after the pooled features does not have: here
 * it is the clean mean. The residual is brought to the scale of the clean frames' highest logits.
 */
public final class VirtualLogit {
    private static final double SHARE = 0.9;

    private final PrincipalSpace space;
    private final double scale;

    private VirtualLogit(PrincipalSpace space, double scale) {
        this.space = space;
        this.scale = scale;
    }

    /** @param logits of the same frames as the pooled features, in their order */
    public static VirtualLogit of(List<double[]> pooled, List<double[]> logits) {
        PrincipalSpace space = PrincipalSpace.of(pooled, SHARE);
        double residuals = pooled.stream().mapToDouble(space::residual).sum();
        double highest = logits.stream()
                .mapToDouble(each -> Math.abs(Arrays.stream(each).max().orElseThrow()))
                .sum();
        return new VirtualLogit(space, residuals > 0 ? highest / residuals : 1);
    }

    /** The virtual logit less the log-sum-exp of the network's. */
    public double score(double[] pooled, double[] logits) {
        return scale * space.residual(pooled) - Vectors.logSumExp(logits);
    }
}
