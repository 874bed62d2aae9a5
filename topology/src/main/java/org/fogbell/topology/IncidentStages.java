package org.fogbell.topology;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.Incident;
import org.fogbell.verdict.AlertRules;
import org.fogbell.verdict.Attribution;
import org.fogbell.verdict.CauseJudge;
import org.fogbell.verdict.FleetCountJudge;
import org.fogbell.verdict.FleetJudge;
import org.fogbell.verdict.FleetOpinion;
import org.fogbell.verdict.FleetWord;
import org.fogbell.verdict.GroupNews;
import org.fogbell.verdict.IncidentJudge;
import org.fogbell.verdict.IncidentRule;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.MemberAlert;
import org.fogbell.verdict.MemberChange;
import org.fogbell.verdict.MembershipJudge;
import org.fogbell.verdict.PlaceJudge;
import org.fogbell.verdict.PlaceOpinion;
import org.fogbell.verdict.Testimony;
import org.fogbell.verdict.VehicleNews;
import org.fogbell.verdict.WitnessJudge;

/**
 * The graph from windows and alerts to incidents. A vehicle's windows become testimonies ("witness"), which the vehicles in a
 * cell and around it compare ("place"), and which the fleet counts in two steps ("fleet-count", "fleet"). What they say goes
 * to the vehicle's alerts ("cause"), these to the buckets of the fleet ("membership"), and these to their incidents
 * ("incident"). Each stage but the last two hears of its own vehicle, place or bucket alone; those hear of changes only.
 */
final class IncidentStages {
    private final JobParameters parameters;
    private final IncidentRule rule;
    private final long retention;

    IncidentStages(JobParameters parameters) {
        this.parameters = parameters;
        this.rule = parameters.incident();
        this.retention = parameters.state().retention().toMillis();
    }

    DataStream<Incident> connect(DataStream<Deviation> deviations, DataStream<Alert> alerts) {
        var changes = spread(
                "vehicle-alerts",
                alerts,
                (alert, whileTimeStood) -> List.of(VehicleNews.of(MemberAlert.of(alert, whileTimeStood))),
                VehicleNews.class);
        var testimonies = testimonies(deviations, changes);
        var opinions = places(testimonies);
        var heard = spread(
                "vehicle-testimonies", testimonies, (said, still) -> List.of(VehicleNews.of(said)), VehicleNews.class);
        var told = spread(
                "vehicle-opinions", opinions, (opinion, still) -> List.of(VehicleNews.of(opinion)), VehicleNews.class);
        var causes = stage(
                "cause",
                changes.union(heard, told),
                VehicleNews::vehicleId,
                new InOrderFunction<>(new CauseJudge(rule, retention), VehicleNews.class, CauseJudge.Cases.class),
                Attribution.class);
        var placed = spread("group-alerts", causes, (cause, still) -> List.of(GroupNews.of(cause)), GroupNews.class);
        var asked = spread(
                "group-opinions",
                fleet(testimonies),
                (opinion, still) -> List.of(GroupNews.of(opinion)),
                GroupNews.class);
        var members = stage(
                "membership",
                placed.union(asked),
                GroupNews::key,
                new InOrderFunction<>(new MembershipJudge(rule), GroupNews.class, MembershipJudge.Members.class),
                MemberChange.class);
        return stage(
                "incident",
                members,
                MemberChange::key,
                new InOrderFunction<>(new IncidentJudge(rule), MemberChange.class, IncidentJudge.Ledger.class),
                Incident.class);
    }

    private DataStream<Testimony> testimonies(DataStream<Deviation> deviations, DataStream<VehicleNews> changes) {
        LiveRules rules = parameters.liveRules();
        int resolution = rule.resolution();
        var windows = spread(
                "vehicle-windows",
                deviations,
                (window, still) -> {
                    AlertRules alerts = rules.of(window.getPolicy()).alerts();
                    return window.getCount() < alerts.alert().minFrames()
                            ? List.of()
                            : List.of(VehicleNews.of(window, alerts, resolution));
                },
                VehicleNews.class);
        return stage(
                "witness",
                windows.union(changes),
                VehicleNews::vehicleId,
                new InOrderFunction<>(new WitnessJudge(rule, retention), VehicleNews.class, WitnessJudge.Roster.class),
                Testimony.class);
    }

    private DataStream<PlaceOpinion> places(DataStream<Testimony> testimonies) {
        return stage(
                "place",
                spread("visits", testimonies, (said, still) -> PlaceJudge.Visit.of(said), PlaceJudge.Visit.class),
                PlaceJudge.Visit::key,
                new InOrderFunction<>(new PlaceJudge(rule), PlaceJudge.Visit.class, PlaceJudge.Place.class),
                PlaceOpinion.class);
    }

    private DataStream<FleetOpinion> fleet(DataStream<Testimony> testimonies) {
        var counts = stage(
                "fleet-count",
                spread("fleet-words", testimonies, (said, still) -> FleetWord.of(said), FleetWord.class),
                FleetWord::key,
                new InOrderFunction<>(new FleetCountJudge(rule), FleetWord.class, FleetCountJudge.Bucket.class),
                FleetCountJudge.Count.class);
        return stage(
                "fleet",
                counts,
                count -> "fleet",
                new InOrderFunction<>(
                        new FleetJudge(rule, retention), FleetCountJudge.Count.class, FleetJudge.Fleet.class),
                FleetOpinion.class);
    }

    private static <I, S, O> SingleOutputStreamOperator<O> stage(
            String stage,
            DataStream<I> input,
            KeySelector<I, String> key,
            InOrderFunction<String, I, S, O> function,
            Class<O> output) {
        return FogbellJob.named(input.keyBy(key).process(function, TypeInformation.of(output)), stage);
    }

    private static <I, O> SingleOutputStreamOperator<O> spread(
            String name, DataStream<I> input, SpreadFunction.Spread<I, O> spread, Class<O> output) {
        return FogbellJob.named(input.process(new SpreadFunction<>(spread), TypeInformation.of(output)), name);
    }
}
