/**
 * Pictures of numbers: a {@link org.fogbell.models.picture.LineChart} and the {@link org.fogbell.models.picture.PixelFont}
 * that it is labelled with. They are drawn pixel by pixel, since a machine with nothing but a JDK may have no fonts.
 */
@NullMarked
package org.fogbell.models.picture;

import org.jspecify.annotations.NullMarked;
