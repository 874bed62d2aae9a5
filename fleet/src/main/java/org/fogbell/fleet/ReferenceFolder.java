package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.fogbell.models.diffusion.GenerationOptions;
import org.fogbell.models.diffusion.PromptTemplates;
import org.fogbell.models.diffusion.ReferenceImages;
import org.fogbell.models.diffusion.TextToImage;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.picture.ContactSheet;
import org.fogbell.models.zeroshot.Condition;

/**
 * A folder of reference images with a picture of some of them, which a generator fills.
 *
 * @param perClass images of each condition, at least 1
 * @param err where progress is shown
 */
record ReferenceFolder(Path folder, int perClass, PrintWriter err) {
    private static final String OVERVIEW = "overview.png";
    private static final int OVERVIEW_COLUMNS = 12;
    private static final int OVERVIEW_SIDE = 96;

    ReferenceFolder {
        if (perClass < 1) {
            throw new IllegalArgumentException("--per-class: expected at least 1, got " + perClass);
        }
    }

    /** Goes on where an earlier run was interrupted. */
    void fill(TextToImage generator, GenerationOptions options, PromptTemplates templates, List<Condition> conditions)
            throws IOException {
        Map<String, String> sentences = new LinkedHashMap<>();
        conditions.forEach(condition -> sentences.put(condition.label(), condition.sentence()));
        ReferenceImages images = ReferenceImages.open(folder, generator, options, templates, sentences);
        int total = sentences.size() * perClass;
        ProgressLine progress = ProgressLine.on(err, total);
        int made = images.fill(perClass, progress::show);
        overview(images, sentences.keySet());
        progress.end(String.format(
                Locale.ROOT,
                "fogbell: %s, %d images of %d conditions, %d of them new; %s shows some",
                folder,
                total,
                sentences.size(),
                made,
                OVERVIEW));
    }

    private void overview(ReferenceImages images, Iterable<String> all) throws IOException {
        List<ContactSheet.Row> rows = new ArrayList<>();
        for (String label : all) {
            List<CameraImage> row = new ArrayList<>();
            for (int i = 0; i < Math.min(perClass, OVERVIEW_COLUMNS); i++) {
                row.add(images.image(label, i));
            }
            rows.add(new ContactSheet.Row(label, row));
        }
        Path partial = folder.resolve("." + OVERVIEW + ".partial");
        ImageIO.write(ContactSheet.draw(rows, OVERVIEW_SIDE), "png", partial.toFile());
        Files.move(partial, folder.resolve(OVERVIEW), StandardCopyOption.REPLACE_EXISTING);
    }
}
