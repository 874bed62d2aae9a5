package org.fogbell.models.perception;

/**
 * A 3x3 convolution with a border of one zero, followed by ReLU; batch normalisation is folded into it.
 *
 * @param weights outputs x inputs x 3 x 3
 * @param biases one an output
 */
record ConvolutionLayer(String name, int inputs, int outputs, int stride, float[] weights, float[] biases) {
    /** Rows or columns that come out of so many that go in. */
    int shrunk(int side) {
        return (side - 1) / stride + 1;
    }

    /** The convolution alone, without bias and ReLU, of a map of inputs x rows x columns. */
    float[] convolve(float[] map, int rows, int columns) {
        int outRows = shrunk(rows);
        int outColumns = shrunk(columns);
        float[] result = new float[outputs * outRows * outColumns];
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                for (int tap = 0; tap < 9; tap++) {
                    float weight = weights[(output * inputs + input) * 9 + tap];
                    for (int row = 0; row < outRows; row++) {
                        int sourceRow = row * stride + tap / 3 - 1;
                        if (sourceRow >= 0 && sourceRow < rows) {
                            int source = (input * rows + sourceRow) * columns;
                            int target = (output * outRows + row) * outColumns;
                            addRow(weight, map, source, columns, tap % 3 - 1, result, target, outColumns);
                        }
                    }
                }
            }
        }
        return result;
    }

    private void addRow(
            float weight, float[] map, int source, int columns, int shift, float[] result, int target, int outColumns) {
        int first = shift < 0 ? 1 : 0;
        int last = Math.min(outColumns, Math.floorDiv(columns - 1 - shift, stride) + 1);
        if (stride == 1) {
            int from = source + shift;
            for (int column = first; column < last; column++) {
                result[target + column] += weight * map[from + column];
            }
        } else {
            for (int column = first; column < last; column++) {
                result[target + column] += weight * map[source + column * stride + shift];
            }
        }
    }

    /** Adds the biases and cuts at zero, in place. */
    void activate(float[] convolved) {
        int positions = convolved.length / outputs;
        for (int i = 0; i < convolved.length; i++) {
            convolved[i] = Math.max(0, convolved[i] + biases[i / positions]);
        }
    }
}
