package org.fogbell.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyKey;
import org.fogbell.verdict.PolicyBook;
import org.jspecify.annotations.Nullable;

/** What one subtask knows of live policies: the broadcast state of {@link PolicyStages#ACCEPTED}, kept in the form that is asked. */
final class KnownPolicies {
    /** Null until it was read. */
    private @Nullable PolicyBook book;

    PolicyBook in(ReadOnlyBroadcastState<String, PolicyAck> accepted) throws Exception {
        if (book == null) {
            List<PolicyAck> acks = new ArrayList<>();
            accepted.immutableEntries().forEach(entry -> acks.add(entry.getValue()));
            book = PolicyBook.of(acks);
        }
        return book;
    }

    /** One more answer; what it overtakes is known no longer. */
    void take(PolicyAck ack, BroadcastState<String, PolicyAck> accepted) throws Exception {
        PolicyBook known = in(accepted);
        if (ack.getAccepted()) {
            accepted.put(PolicyKey.of(ack.getPolicy()), ack);
        }
        for (PolicyAck overtaken : known.take(ack)) {
            accepted.remove(PolicyKey.of(overtaken.getPolicy()));
        }
    }
}
