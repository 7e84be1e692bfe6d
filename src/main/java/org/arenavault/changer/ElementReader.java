package org.arenavault.changer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.arenavault.changer.ElementQuestion.Length;
import org.arenavault.changer.ElementQuestion.Scope;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.ChangerCdb;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.ElementAddresses;
import org.arenavault.scsi.ElementStatus;
import org.arenavault.scsi.ElementStatus.Element;
import org.arenavault.scsi.ElementType;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;

/**
 * Asks a changer what lies where, each kind of place by itself. What it answers is held against what it says of itself
 * in mode page 1Dh; an answer that is not what was asked for, or a refusal, leads to the same question in another form.
 */
final class ElementReader {

    /** Places of one question: with the longest descriptors their answer stays below 64 KiB. */
    private static final int PIECE = 128;
    private static final int AMPLE = 32 * 1024;
    private static final int LONGEST = 64 * 1024;
    private static final int ALL_ADDRESSES = 0xFFFF;

    private final ChangerLink link;
    private final Optional<ElementAddresses> addresses;
    private final Map<ElementType, Settled> settled = new EnumMap<>(ElementType.class);
    private VolumeTags tags = VolumeTags.WANTED;

    /**
     * The places of one kind.
     *
     * @param elements by address
     * @param contradiction how that differs from what the changer says of itself; empty if it does not
     */
    record Found(List<Element> elements, String contradiction) {
    }

    /** The form that told most, and how many places. */
    private record Settled(ElementQuestion question, int count) {
    }

    /** The changer did not take a question in this form. */
    private static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient IOException fault;

        Refusal(IOException fault) {
            super(fault);
            this.fault = fault;
        }
    }

    /**
     * A reader.
     *
     * @param addresses mode page 1Dh; empty where the changer has none that can be used
     */
    ElementReader(ChangerLink link, Optional<ElementAddresses> addresses) {
        this.link = link;
        this.addresses = addresses;
    }

    /**
     * The places of a kind.
     *
     * @throws IOException if the changer refuses the question in every form, or is not ready, or is gone
     */
    Found read(ElementType type) throws IOException {
        int announced = addresses.map(page -> page.count(type)).orElse(0);
        if (announced == 0 && addresses.isPresent() && type == ElementType.IMPORT_EXPORT) {
            return new Found(List.of(), "");
        }
        Settled before = settled.get(type);
        if (before != null) {
            try {
                List<Element> again = ask(before.question(), type, announced);
                if (again.size() == before.count()) {
                    return found(type, announced, again);
                }
            } catch (CorruptException | Refusal e) {
                settled.remove(type);
            }
        }
        return search(type, announced);
    }

    private Found search(ElementType type, int announced) throws IOException {
        List<Element> best = List.of();
        Optional<IOException> fault = Optional.empty();
        for (ElementQuestion question : ElementQuestion.of(type, announced > 0)) {
            try {
                List<Element> elements = ask(question, type, announced);
                if (elements.size() > best.size()) {
                    best = elements;
                    settled.put(type, new Settled(question, best.size()));
                }
                boolean mayBeNone = type == ElementType.IMPORT_EXPORT && announced == 0;
                if (mayBeNone || (announced == 0 ? !best.isEmpty() : best.size() == announced)) {
                    return found(type, announced, best);
                }
            } catch (CorruptException e) {
                fault = Optional.of(fault.orElse(e));
            } catch (Refusal e) {
                fault = Optional.of(fault.orElse(e.fault));
            }
        }
        if (best.isEmpty() && fault.isPresent() && (announced > 0 || type != ElementType.IMPORT_EXPORT)) {
            throw fault.get();
        }
        return found(type, announced, best);
    }

    private static Found found(ElementType type, int announced, List<Element> elements) {
        String words = text(type);
        return new Found(elements, elements.isEmpty() && announced == 0 && type != ElementType.IMPORT_EXPORT
                ? "it says that it has no %s".formatted(words)
                : announced == 0 || announced == elements.size() ? ""
                : "it says that it has %d %s, and tells of %d when asked what lies in them".formatted(announced, words,
                        elements.size()));
    }

    private static String text(ElementType type) {
        return switch (type) {
            case DATA_TRANSFER -> "drives";
            case STORAGE -> "slots";
            case IMPORT_EXPORT -> "mail slots";
            case MEDIUM_TRANSPORT -> "arms";
            case ALL -> "places";
        };
    }

    /** Piece by piece, as long as there is something new. What is of another kind was not asked for. */
    private List<Element> ask(ElementQuestion question, ElementType type, int announced) throws IOException, Refusal {
        TreeMap<Integer, Element> found = new TreeMap<>();
        boolean page = question.scope() == Scope.PAGE;
        int at = page ? addresses.orElseThrow().first(type) : 0;
        int count = page ? announced : ALL_ADDRESSES;
        int before = -1;
        while (found.size() < count && found.size() > before && at <= ALL_ADDRESSES) {
            before = found.size();
            int piece = page ? Math.min(count - found.size(), PIECE) : ALL_ADDRESSES;
            for (Element element : furtherAnswer(question, type, at, piece, found.isEmpty())) {
                if (element.type() == type) {
                    found.putIfAbsent(element.address(), element);
                }
                if (element.type() == type || question.scope() == Scope.ALL) {
                    at = Math.max(at, element.address() + 1);
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    /** Behind the last place there may be none: then a refusal says no more than that. */
    private List<Element> furtherAnswer(ElementQuestion question, ElementType type, int first, int count,
            boolean mustBe) throws IOException, Refusal {
        try {
            return answer(question, type, first, count);
        } catch (CorruptException | Refusal e) {
            if (mustBe) {
                throw e;
            }
            return List.of();
        }
    }

    private List<Element> answer(ElementQuestion question, ElementType type, int first, int count)
            throws IOException, Refusal {
        int length = AMPLE;
        if (question.length() == Length.PROBED) {
            length = ElementStatus.announcedLength(send(question, type, first, count, ElementStatus.HEADER));
            if (length <= ElementStatus.HEADER) {
                return List.of();
            }
            if (length > LONGEST) {
                throw new CorruptException("%s: READ ELEMENT STATUS announces %d bytes for %d places".formatted(
                        link.name(), length, count));
            }
        }
        return ElementStatus.decode(send(question, type, first, count, length)).elements();
    }

    /** One command; without labels if the changer does not take it with them, whatever it says. */
    private byte[] send(ElementQuestion question, ElementType type, int first, int count, int length)
            throws IOException, Refusal {
        VolumeTags wanted = tags == VolumeTags.WANTED ? question.tags() : VolumeTags.LEFT_OUT;
        byte[] data = new byte[length];
        CommandResult result = link.send(command(question, type, first, count, wanted, data));
        if (!result.ok() && result.outcome() == CommandStatus.CHECK_CONDITION && wanted == VolumeTags.WANTED) {
            boolean forGood = SenseData.of(result).is(SenseKey.ILLEGAL_REQUEST);
            result = link.send(command(question, type, first, count, VolumeTags.LEFT_OUT, data));
            if (result.ok() && forGood) {
                tags = VolumeTags.LEFT_OUT;
            }
        }
        if (result.ok()) {
            return ChangerLink.received(data, result);
        }
        IOException fault = link.fault("looking into it", result);
        if (result.outcome() == CommandStatus.CHECK_CONDITION && !SenseData.of(result).is(SenseKey.NOT_READY)) {
            throw new Refusal(fault);
        }
        throw fault;
    }

    private static Command command(ElementQuestion question, ElementType type, int first, int count, VolumeTags tags,
            byte[] data) {
        ElementType asked = question.scope() == Scope.ALL ? ElementType.ALL : type;
        DeviceIds ids = question.ids();
        return ChangerLink.in(ChangerCdb.readElementStatus(asked, first, count, tags, ids, data.length), data);
    }
}
