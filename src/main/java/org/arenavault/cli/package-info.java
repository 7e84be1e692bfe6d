/**
 * The face: one small class a command. Parse, call, print; nothing imports it. The packages below follow the command
 * tree; commands that have none below them stand here.
 */
@NullMarked
package org.arenavault.cli;

import org.jspecify.annotations.NullMarked;
