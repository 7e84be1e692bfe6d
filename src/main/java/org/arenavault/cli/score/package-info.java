/** The commands below {@code score}: root scores and where they are kept. */
package org.arenavault.cli.score;
