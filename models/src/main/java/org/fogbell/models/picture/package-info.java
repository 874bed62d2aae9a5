/**
 * Pictures of numbers and of many images at once: a {@link org.fogbell.models.picture.LineChart}, a
 * {@link org.fogbell.models.picture.ContactSheet}, and the {@link org.fogbell.models.picture.PixelFont} that they are
 * labelled with. They are drawn pixel by pixel, since a machine with nothing but a JDK may have no fonts.
 */
@NullMarked
package org.fogbell.models.picture;

import org.jspecify.annotations.NullMarked;
