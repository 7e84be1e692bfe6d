package org.arenavault.parity;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.JsonWords;
import org.arenavault.io.UnitSums;

/** The JSON of a header. Fields that it does not know are passed over; those that it knows must be there, once. */
final class ParityJson {

    private static final long CRC_MASK = 0xFFFFFFFFL;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private ParityJson() {
    }

    @JsonPropertyOrder({"group", "k", "m", "unit", "rows", "first", "last", "carries", "polynomial", "h", "s",
            "sumscrc", "columns", "members"})
    private record Header(UUID group, int k, int m, int unit, int rows, int first, int last, List<Integer> carries,
                          int polynomial, int h, int s, List<Long> sumscrc, List<List<Piece>> columns,
                          List<Member> members) { }

    @JsonPropertyOrder({"member", "from", "units"})
    private record Piece(int member, int from, int units) { }

    @JsonPropertyOrder({"kind", "name", "size", "digest", "disc", "discuuid", "track", "lba"})
    private record Member(String kind, String name, long size, String digest, int disc, UUID discuuid, int track,
                          long lba) { }

    /** The text, without a line break. */
    static byte[] encode(ParityContent content, int[] sumsCrc) {
        ParityLayout layout = content.layout();
        List<Long> crcs = new ArrayList<>();
        for (int crc : sumsCrc) {
            crcs.add(crc & CRC_MASK);
        }
        List<List<Piece>> columns = layout.columns().stream().map(column -> column.stream()
                .map(piece -> new Piece(piece.member(), piece.from(), piece.units())).toList()).toList();
        List<Member> members = layout.members().stream().map(member -> new Member(member.kind(), member.name(),
                member.size(), member.digest(), member.disc(), member.discUuid(), member.track(), member.lba()))
                .toList();
        try {
            return JSON.writeValueAsBytes(new Header(content.group(), layout.dataColumns(), layout.parityColumns(),
                    UnitSums.UNIT, layout.rows(), content.share().first(), content.share().last(),
                    content.share().carries(), Field256.POLYNOMIAL, content.headerUnits(), content.sumsUnits(), crcs,
                    columns, members));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What the text says.
     *
     * @throws CorruptException if it is no such text, or something of it cannot be
     */
    static ParityHeader decode(byte[] text) throws CorruptException {
        Header header;
        try {
            header = JSON.readValue(text, Header.class);
        } catch (JsonProcessingException e) {
            throw new CorruptException(JsonWords.of(e), e);
        } catch (IOException e) {
            throw new CorruptException("is no JSON object: " + e.getMessage(), e);
        }
        // an empty text counts as no UUID
        if (header == null || header.group() == null) {
            throw new CorruptException("is no JSON object with a group");
        }
        requireAll(header.carries());
        requireAll(header.sumscrc());
        requireAll(header.columns());
        requireAll(header.members());
        requireAll(Arrays.asList(header.members().stream().map(Member::discuuid).toArray()));
        for (List<Piece> column : header.columns()) {
            requireAll(column);
        }
        return decode(header);
    }

    private static void requireAll(List<?> list) throws CorruptException {
        if (list.stream().anyMatch(Objects::isNull)) {
            throw new CorruptException("a list holds null");
        }
    }

    private static ParityHeader decode(Header header) throws CorruptException {
        if (header.unit() != UnitSums.UNIT || header.polynomial() != Field256.POLYNOMIAL) {
            throw new CorruptException("its units have %d bytes and its polynomial is %d, not %d and %d"
                    .formatted(header.unit(), header.polynomial(), UnitSums.UNIT, Field256.POLYNOMIAL));
        }
        if (header.columns().size() != header.k()) {
            throw new CorruptException("it has %d columns, not %d".formatted(header.columns().size(), header.k()));
        }
        if (header.h() < 1 || header.h() > ParityHeader.MOST_UNITS) {
            throw new CorruptException("its header has %d units".formatted(header.h()));
        }
        ParityLayout layout = new ParityLayout(header.m(), header.rows(),
                header.members().stream().map(member -> new ParityMember(member.kind(), member.name(), member.size(),
                        member.digest(), member.disc(), member.discuuid(), member.track(), member.lba())).toList(),
                header.columns().stream().map(column -> column.stream()
                        .map(piece -> new ParityPiece(piece.member(), piece.from(), piece.units())).toList())
                        .toList());
        ParityContent content = new ParityContent(header.group(), layout,
                new ParityShare(header.first(), header.last(), header.carries()), header.h());
        if (header.s() != content.sumsUnits() || header.sumscrc().size() != header.s()) {
            throw new CorruptException("it has %d units of sums and %d sums of them, not %d".formatted(header.s(),
                    header.sumscrc().size(), content.sumsUnits()));
        }
        int[] crcs = new int[header.s()];
        for (int i = 0; i < crcs.length; i++) {
            long crc = header.sumscrc().get(i);
            if ((crc & CRC_MASK) != crc) {
                throw new CorruptException("the sum %d of a unit".formatted(crc));
            }
            crcs[i] = (int) crc;
        }
        return new ParityHeader(content, crcs);
    }
}
