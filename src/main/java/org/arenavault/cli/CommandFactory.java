package org.arenavault.cli;

import java.lang.reflect.Constructor;
import org.arenavault.cli.common.CommandContext;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and hands each the session that it runs in. */
final class CommandFactory implements IFactory {

    private final CommandContext context;

    CommandFactory(CommandContext context) {
        this.context = context;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == CommandContext.class) {
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(context));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
