package org.arenavault.changer;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.arenavault.scsi.ElementType;

/**
 * One form of READ ELEMENT STATUS. Real changers answer some forms with nothing at all.
 *
 * @param scope which places are asked for
 * @param ids whether drives are to name themselves
 * @param tags whether labels are wanted
 * @param length how the allocation length is found
 */
record ElementQuestion(Scope scope, DeviceIds ids, VolumeTags tags, Length length) {

    /** Which places are asked for. */
    enum Scope {
        /** Those of one type, at the addresses of mode page 1Dh. */
        PAGE,
        /** Those of one type, at whatever address. */
        TYPE,
        /** All of all types: the last resort, since there are units that it confuses. */
        ALL
    }

    /** How the allocation length is found. */
    enum Length {
        /** The header is asked for first. */
        PROBED,
        /** A length that is enough. */
        AMPLE
    }

    /**
     * The forms for places of a type, the one that tells most first.
     *
     * @param known whether mode page 1Dh tells their addresses
     */
    static List<ElementQuestion> of(ElementType type, boolean known) {
        List<ElementQuestion> all = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            if (scope == Scope.PAGE && !known) {
                continue;
            }
            for (VolumeTags tags : List.of(VolumeTags.WANTED, VolumeTags.LEFT_OUT)) {
                for (DeviceIds ids : type == ElementType.DATA_TRANSFER
                        ? List.of(DeviceIds.WANTED, DeviceIds.LEFT_OUT) : List.of(DeviceIds.LEFT_OUT)) {
                    for (Length length : Length.values()) {
                        all.add(new ElementQuestion(scope, ids, tags, length));
                    }
                }
            }
        }
        return all;
    }
}
