package org.fogbell.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.verdict.PolicyBook;
import org.fogbell.verdict.PolicyJudge;

/** Stage "policy": answers policies and orders, one after the other, by what was accepted before and how far frames are judged. */
final class PolicyFunction extends ProcessFunction<Policy, PolicyAck> implements CheckpointedFunction {
    private final PolicyJudge judge;
    private transient ListState<PolicyAck> accepted;
    private transient PolicyBook book;
    private transient JudgedTime judged;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before all else
    PolicyFunction(JobParameters parameters) {
        this.judge = parameters.policyJudge();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        judged = new JudgedTime(context.getOperatorStateStore());
        accepted = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("accepted", new AvroTypeInfo<>(PolicyAck.class)));
        List<PolicyAck> before = new ArrayList<>();
        accepted.get().forEach(before::add);
        PolicyBook known = PolicyBook.of(before);
        judge.requireSound(known);
        book = known;
    }

    @Override
    public void processElement(Policy policy, Context context, Collector<PolicyAck> out) {
        PolicyAck answer =
                judge.judge(book, policy, judged.by(context.timerService()).millis());
        book.take(answer);
        out.collect(answer);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        judged.save();
        accepted.update(book.accepted());
    }
}
