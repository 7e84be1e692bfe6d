/**
 * Where the next disc comes from, as a loaded medium: an operator who is asked for it, an emulated recorder that
 * changes its discs by itself, a robot.
 */
@NullMarked
package org.arenavault.changer;

import org.jspecify.annotations.NullMarked;
