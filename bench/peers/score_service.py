#!/usr/bin/env python3
"""What one would write without Fogbell: a Python service that scores sensor frames from Kafka.

The same records, network and entropies, done the straightforward way: python3-kafka, python3-avro, numpy and PyTorch, frame by frame.
Entropies as the paper's code is described to compute them (arXiv 2302.00986): a loop over the channels, each row of distances sorted.
Needs Debian's python3-kafka, python3-avro, python3-onnx and python3-torch. 'fogbell bench peers' runs it; prints one JSON object.
"""
import argparse, io, json, math, time
import avro.io, avro.schema, numpy, onnx, onnx.numpy_helper, torch
from kafka import KafkaConsumer, TopicPartition

MARKER_BYTES = 10
SCATTER_UNIT_METRES = 0.02


class Grid:
    """A sweep from above, as the bundle declares it: the same channels as the job's."""

    def __init__(self, declared):
        self.low = numpy.array([declared["x_min_metres"], declared["y_min_metres"]], numpy.float32)
        self.cell = declared["cell_metres"]
        self.rows = round((declared["x_max_metres"] - declared["x_min_metres"]) / self.cell)
        self.columns = round((declared["y_max_metres"] - declared["y_min_metres"]) / self.cell)
        self.bottom, self.depth = declared["z_min_metres"], declared["z_max_metres"] - declared["z_min_metres"]
        self.slices = declared["height_slices"]

    def encode(self, points):
        places = (points[:, :2] - self.low) / self.cell
        inside = (places >= 0).all(1) & (places[:, 0] < self.rows) & (places[:, 1] < self.columns)
        inside &= numpy.isfinite(points).all(1)
        points, places = points[inside], places[inside].astype(numpy.int64)
        cells = self.rows * self.columns
        cell = places[:, 0] * self.columns + places[:, 1]
        height = numpy.clip(points[:, 2] - self.bottom, 0, self.depth)
        part = numpy.minimum((height / self.depth * self.slices).astype(numpy.int64), self.slices - 1)
        counts = numpy.bincount(part * cells + cell, minlength=self.slices * cells).reshape(self.slices, cells)
        count = counts.sum(0)
        share = numpy.divide(1.0, count, out=numpy.zeros(cells), where=count > 0)
        mean = numpy.bincount(cell, height, cells) * share
        variance = numpy.bincount(cell, height * height, cells) * share - mean * mean
        highest = numpy.zeros(cells)
        numpy.maximum.at(highest, cell, height)
        intensity = numpy.bincount(cell, numpy.clip(points[:, 3], 0, 1), cells) * share
        scatter = 2 * numpy.log1p(numpy.sqrt(numpy.maximum(variance, 0)) / SCATTER_UNIT_METRES)
        channels = [*numpy.log1p(counts), highest / self.depth, mean / self.depth, scatter, intensity, numpy.log1p(count) / 2]
        grid = numpy.stack(channels).astype(numpy.float32)
        return torch.from_numpy(grid.reshape(1, -1, self.rows, self.columns))


class Network:
    """An ONNX graph of convolutions, run operator by operator in PyTorch."""

    def __init__(self, path, outputs):
        graph = onnx.load(path).graph
        self.weights = {t.name: torch.from_numpy(onnx.numpy_helper.to_array(t).copy()) for t in graph.initializer}
        self.input, self.outputs = graph.input[0].name, outputs
        maker = {name: node for node in graph.node for name in node.output}
        needed, open_names = set(), list(outputs)
        while open_names:
            name = open_names.pop()
            if name in maker and name not in needed:
                needed.add(name)
                open_names.extend(maker[name].input)
        self.nodes = [node for node in graph.node if node.output[0] in needed]

    def run(self, frame):
        values = {**self.weights, self.input: frame}
        for node in self.nodes:
            inputs = [values[name] if name else None for name in node.input]
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            values[node.output[0]] = self.apply(node.op_type, inputs, attributes)
        return values

    @staticmethod
    def apply(operator, inputs, attributes):
        if operator == "Conv":
            pads = attributes.get("pads", [0, 0, 0, 0])
            stride = attributes.get("strides", [1, 1])
            return torch.nn.functional.conv2d(inputs[0], inputs[1], inputs[2], stride=stride, padding=pads[:2])
        if operator == "Relu":
            return torch.relu(inputs[0])
        if operator == "Sigmoid":
            return torch.sigmoid(inputs[0])
        if operator == "Concat":
            return torch.cat(inputs, attributes["axis"])
        if operator == "Add":
            return inputs[0] + inputs[1]
        if operator == "Mul":
            return inputs[0] * inputs[1]
        if operator in ("Resize", "Upsample"):
            scales = [float(s) for s in inputs[-1][2:]]
            return torch.nn.functional.interpolate(inputs[0], scale_factor=scales, mode="nearest")
        if operator == "Reshape":
            return inputs[0].reshape([int(s) or inputs[0].shape[k] for k, s in enumerate(inputs[1])])
        if operator == "Expand":
            return inputs[0] * torch.ones([int(s) for s in inputs[1]])
        if operator == "Transpose":
            return inputs[0].permute(list(attributes["perm"]))
        raise ValueError(f"expected an operator of the detector, got {operator}")


def entropy(feature_map):
    rows = feature_map[0].flatten(1)
    neighbour = max(1, rows.shape[0] // 10)
    total = 0.0
    for row in rows:
        distances = ((rows - row) ** 2).sum(1).sqrt()
        total += distances.sort().values[neighbour].item()
    return math.log1p(total)


def eloss(blocks, values):
    total = 0.0
    for block in blocks:
        entropies = [entropy(values[layer]) for layer in block["layers"]]
        total += numpy.var(numpy.diff(entropies), ddof=1)
    return total


def frames(options, schema):
    consumer = KafkaConsumer(bootstrap_servers=options.bootstrap_servers, max_partition_fetch_bytes=8 << 20,
                             enable_auto_commit=False, consumer_timeout_ms=60_000)
    partition = TopicPartition(options.topic, 0)
    consumer.assign([partition])
    consumer.seek_to_beginning(partition)
    reader = avro.io.DatumReader(schema)
    for record in consumer:
        yield reader.read(avro.io.BinaryDecoder(io.BytesIO(record.value[MARKER_BYTES:])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--topic", required=True)
    parser.add_argument("--bundle", required=True, help="folder of a detector's bundle")
    parser.add_argument("--schema", required=True, help="SensorFrame's released schema")
    parser.add_argument("--frames", type=int, required=True)
    parser.add_argument("--warm-up", type=int, default=5)
    parser.add_argument("--no-entropies", action="store_true", help="the detector alone")
    options = parser.parse_args()
    torch.set_num_threads(1)
    manifest = json.load(open(options.bundle + "/bundle.json"))
    layers = [layer for block in manifest["blocks"] for layer in block["layers"]]
    head = [manifest["head"]["heat_map"], manifest["head"]["boxes"]]
    network = Network(options.bundle + "/" + manifest["network"], head + layers)
    grid = Grid(manifest["input"])
    schema = avro.schema.parse(open(options.schema).read())
    done, start, processor, scores = 0, 0.0, 0.0, []
    with torch.no_grad():
        for frame in frames(options, schema):
            points = numpy.frombuffer(frame["payload"]["data"], "<f4").reshape(-1, 4)
            values = network.run(grid.encode(points))
            scores.append(0.0 if options.no_entropies else eloss(manifest["blocks"], values))
            done += 1
            if done == options.warm_up:
                start, processor = time.perf_counter(), time.process_time()
            if done == options.frames:
                break
    if done < options.frames or done <= options.warm_up:
        raise SystemExit(f"expected {options.frames} frames and more than {options.warm_up}, got {done}")
    counted = done - options.warm_up
    print(json.dumps({"frames": counted, "frames_per_second": counted / (time.perf_counter() - start),
                      "processor_ms_per_frame": 1e3 * (time.process_time() - processor) / counted, "eloss": scores[:16]}))


if __name__ == "__main__":
    main()
