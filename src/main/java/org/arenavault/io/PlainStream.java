package org.arenavault.io;

import java.io.PrintStream;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Standard output as commands see it. Every text that is printed passes {@link Plain}; in a formatted line each
 * argument is one line at the most, so that no foreign word begins another. Bytes that are written as such, which are
 * the contents of files, pass as they are.
 */
public final class PlainStream extends PrintStream {

    private final PrintStream target;
    private volatile boolean used;

    private PlainStream(PrintStream target) {
        super(target);
        this.target = target;
    }

    /** What prints on {@code target}. */
    public static PlainStream on(PrintStream target) {
        return target instanceof PlainStream plain ? plain : new PlainStream(target);
    }

    /** Whether anything was printed. */
    public boolean isUsed() {
        return used;
    }

    @Override
    public void print(String text) {
        used = true;
        target.print(Plain.lines(String.valueOf(text)));
    }

    @Override
    public void print(Object object) {
        print(String.valueOf(object));
    }

    @Override
    public void print(char character) {
        print(String.valueOf(character));
    }

    @Override
    public void print(char[] text) {
        print(String.valueOf(text));
    }

    /** One line: a break within it is a blank. */
    @Override
    public void println(String line) {
        used = true;
        target.println(Plain.line(String.valueOf(line)));
    }

    @Override
    public void println(Object object) {
        println(String.valueOf(object));
    }

    @Override
    public void println(char character) {
        println(String.valueOf(character));
    }

    @Override
    public void println(char[] text) {
        println(String.valueOf(text));
    }

    @Override
    public void println() {
        used = true;
        target.println();
    }

    @Override
    public PrintStream format(String format, Object... arguments) {
        return format(Locale.getDefault(Locale.Category.FORMAT), format, arguments);
    }

    @Override
    public PrintStream format(Locale locale, String format, Object... arguments) {
        Object[] shown = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            shown[i] = shown(arguments[i]);
        }
        print(String.format(locale, format, shown));
        return this;
    }

    private static Object shown(Object argument) {
        boolean harmless = argument == null || argument instanceof Number || argument instanceof Boolean
                || argument instanceof TemporalAccessor;
        if (argument instanceof Character character) {
            return Plain.line(character.toString()).charAt(0);
        }
        return harmless ? argument : Plain.line(argument.toString());
    }

    @Override
    public void write(int b) {
        used = true;
        target.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        used = true;
        target.write(bytes, offset, length);
    }

    @Override
    public void flush() {
        target.flush();
    }

    @Override
    public boolean checkError() {
        return target.checkError();
    }

    @Override
    public void close() {
        target.close();
    }
}
