package org.fogbell.schemas;

/**
 * The key of a policy and of its answer on their compacted topics: scope and version, so that history stays, and the policy's
 * own id, so that of two with the same version the one that is refused does not replace the one that holds.
 */
public final class PolicyKey {
    private PolicyKey() {}

    public static String of(Policy policy) {
        return policy.getScope() + "@" + policy.getVersion() + "#" + policy.getPolicyId();
    }
}
