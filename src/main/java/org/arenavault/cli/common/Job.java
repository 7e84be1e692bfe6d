package org.arenavault.cli.common;

/**
 * A command that takes long, so that whoever began it goes away meanwhile: the settings say who is called when it is
 * done, when it failed, or when it needs somebody.
 */
public interface Job {
}
