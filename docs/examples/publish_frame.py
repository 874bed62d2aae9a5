#!/usr/bin/env python3
"""Publishes LiDAR sweeps (float32 x, y, z, intensity in turn, as KITTI has them) as Fogbell sensor frames.

Needs python3-avro, and kafka-python unless --out FILE writes the last record to a file instead:
    publish_frame.py --vehicle car-1 --sensor roof --sensor-type hdl-64e --bootstrap-servers host:9092 sweep.bin ...
"""
import argparse, io, pathlib
from datetime import datetime, timezone
import avro.io, avro.schema

RELEASED = "schemas/src/main/resources/org/fogbell/schemas/released/SensorFrame/v1.avsc"


def crc_64_avro(data):
    empty = crc = 0xC15D213AA4D7A795
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (empty if crc & 1 else 0)
    return crc


def single_object(schema, frame):
    """Marker, fingerprint of the schema's canonical form, body."""
    # python3-avro leaves {"type":"long"} where a logical type stood; the specification wants "long".
    canonical = schema.canonical_form.replace('{"type":"long"}', '"long"')
    body = io.BytesIO()
    avro.io.DatumWriter(schema).write(frame, avro.io.BinaryEncoder(body))
    return b"\xc3\x01" + crc_64_avro(canonical.encode()).to_bytes(8, "little") + body.getvalue()


arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("sweeps", nargs="+", type=pathlib.Path)
for name in ("vehicle", "sensor", "sensor-type"):
    arguments.add_argument("--" + name, required=True)
arguments.add_argument("--schema", type=pathlib.Path, default=pathlib.Path(__file__).parents[2] / RELEASED)
arguments.add_argument("--bootstrap-servers", default="localhost:9092")
arguments.add_argument("--topic", default="fogbell.frames")
arguments.add_argument("--out", type=pathlib.Path)
options = arguments.parse_args()

if not options.out:
    from kafka import KafkaProducer
    producer = KafkaProducer(bootstrap_servers=options.bootstrap_servers, max_request_size=8 << 20)
schema = avro.schema.parse(options.schema.read_text())
for sequence, path in enumerate(options.sweeps):
    data = path.read_bytes()
    record = single_object(schema, {
        "frame_id": path.stem, "vehicle_id": options.vehicle, "sensor_id": options.sensor,
        "sensor_type": options.sensor_type, "captured_at": datetime.now(timezone.utc), "sequence": sequence,
        "position": None, "firmware": None,
        "payload": {"encoding": "FLOAT32_XYZI", "point_count": len(data) // 16, "data": data}})
    if options.out:
        options.out.write_bytes(record)
    else:  # One sensor's frames share a key, so that they share a partition and keep their order.
        producer.send(options.topic, key=f"{options.vehicle}/{options.sensor}".encode(), value=record)
if not options.out:
    producer.flush()
