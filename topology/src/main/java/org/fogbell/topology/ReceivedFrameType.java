package org.fogbell.topology;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.fogbell.schemas.SensorFrame;
import org.jspecify.annotations.Nullable;

/** Tells Flink how a {@link ReceivedFrame} is written: by {@link ReceivedFrameSerializer}. */
final class ReceivedFrameType extends TypeInformation<ReceivedFrame> {
    private static final long serialVersionUID = 1;

    /** What Flink calls for the annotation on the record. */
    public static final class Factory extends TypeInfoFactory<ReceivedFrame> {
        @Override
        public TypeInformation<ReceivedFrame> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> genericParameters) {
            return new ReceivedFrameType();
        }
    }

    @Override
    public TypeSerializer<ReceivedFrame> createSerializer(SerializerConfig config) {
        return new ReceivedFrameSerializer(new AvroTypeInfo<>(SensorFrame.class).createSerializer(config));
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<ReceivedFrame> getTypeClass() {
        return ReceivedFrame.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "ReceivedFrame without payload";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedFrameType;
    }

    @Override
    public int hashCode() {
        return ReceivedFrameType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ReceivedFrameType;
    }
}
