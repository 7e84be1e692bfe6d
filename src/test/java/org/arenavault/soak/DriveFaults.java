package org.arenavault.soak;

import java.util.Random;

/** Lines of the emulated recorder's fault plan, drawn at random: what drives, cables and discs did to people. */
final class DriveFaults {

    private static final String[] FATES = {"executed", "lost", "later"};
    private static final String[] DAMAGES = {"", " damage writable", " damage dead"};

    private DriveFaults() {
    }

    /**
     * One or two lines.
     *
     * @param discs how many discs the recorder has, for those that are swapped
     */
    static String draw(Random random, int discs) {
        String first = line(random, discs);
        return random.nextInt(4) == 0 ? first + line(random, discs) : first;
    }

    private static String line(Random random, int discs) {
        int write = 1 + random.nextInt(40);
        int early = 1 + random.nextInt(3);
        return switch (random.nextInt(18)) {
            case 0 -> "op=2A nth=%d sense 3/0C/00%n".formatted(write);
            case 1 -> "op=2A nth=%d sense 3/03/00 x 2%n".formatted(write);
            case 2 -> "op=2A nth=%d sense 2/04/08 x 3%n".formatted(write);
            case 3 -> "op=2A nth=%d timeout %s%n".formatted(write, FATES[random.nextInt(FATES.length)]);
            case 4 -> "op=2A nth=%d error %s%n".formatted(write, FATES[random.nextInt(2)]);
            case 5 -> "op=35 nth=%d sense 3/0C/00%n".formatted(early);
            case 6 -> "op=5B nth=%d sense 5/72/03%n".formatted(early);
            case 7 -> "op=2A nth=%d swap %03d silent%n".formatted(write, 1 + random.nextInt(discs));
            case 8 -> "op=2A nth=%d swap %03d%n".formatted(write, 1 + random.nextInt(discs));
            case 9 -> "op=2A nth=%d powerloss keep %d%s%n".formatted(write, random.nextInt(5),
                    DAMAGES[random.nextInt(DAMAGES.length)]);
            case 10 -> "op=2A nth=%d vanish for %ds%n".formatted(write, 1 + random.nextInt(100));
            case 11 -> "op=28 nth=%d sense 3/11/00 x %d%n".formatted(write, 1 + random.nextInt(9));
            case 12 -> "op=2A nth=%d ua 29%n".formatted(write);
            case 13 -> "op=2A nth=%d ua 28%n".formatted(write);
            case 14 -> "op=52 nth=%d nwa 0%n".formatted(early);
            case 15 -> "op=28 nth=%d swap %03d silent%n".formatted(write, 1 + random.nextInt(discs));
            case 16 -> "op=35 nth=%d timeout %s%n".formatted(early, FATES[random.nextInt(FATES.length)]);
            default -> "op=5B nth=%d error %s%n".formatted(early, FATES[random.nextInt(2)]);
        };
    }
}
