package org.arenavault.cli;

/** How devices are opened. */
interface Devices {
}
