/** The commands below {@code device-copy}, and the workers that they start. */
package org.arenavault.cli.devicecopy;
