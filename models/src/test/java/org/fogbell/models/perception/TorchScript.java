package org.fogbell.models.perception;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive without Python: a zip file of the module's source text and of its attributes, pickled.
 * The module has no parameters, so the pickle holds nothing but the module itself.
 */
final class TorchScript {
    private TorchScript() {}

    /** A module whose {@code forward(x)} has the given body, each line of it a statement. */
    static void write(Path file, String returnType, String... body) throws IOException {
        String source = "class Net(Module):\n"
                + "  __parameters__ = []\n"
                + "  __buffers__ = []\n"
                + "  training : bool\n"
                + "  def forward(self: __torch__.Net,\n"
                + "    x: Tensor) -> " + returnType + ":\n"
                + "    " + String.join("\n    ", body) + "\n";
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "model/data.pkl", pickledModule());
            put(zip, "model/code/__torch__.py", source.getBytes(UTF_8));
            put(zip, "model/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(zip, "model/version", "3\n".getBytes(UTF_8));
        }
    }

    /** Protocol 2: a new {@code __torch__.Net}, built with the dictionary {training: False}. */
    private static byte[] pickledModule() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2});
        pickle.write("c__torch__\nNet\n)".getBytes(UTF_8));
        pickle.write(0x81);
        pickle.write("}(X".getBytes(UTF_8));
        byte[] key = "training".getBytes(UTF_8);
        pickle.write(new byte[] {(byte) key.length, 0, 0, 0});
        pickle.write(key);
        pickle.write(0x89);
        pickle.write("ub.".getBytes(UTF_8));
        return pickle.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
