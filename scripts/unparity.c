/*
 * unparity: finds rotten parts of an arena again, from the image of its disc and the parity track in it. A second
 * decoder of the format in docs/formats.md, "A parity track". Exit code: 0 all is right, 1 it is not, 2 usage.
 *
 *   cc -O2 -o unparity unparity.c
 *   ./unparity disc.img                 names what the parity protects, and how much of it is damaged
 *   ./unparity disc.img arena07 OUT     writes arena07 to OUT, repaired; its number in that list serves as well
 *
 * The image is one of the whole disc (ddrescue -b 2048 /dev/sr0 disc.img disc.map); what was not read may be zeros.
 */
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
enum { UNIT = 65536, BLOCK = 2048, HEADER = 16 * UNIT, MAXCOL = 256, MAXM = 32, MAXROWS = 1 << 22, SUMS = UNIT / 4,
    MAXMEMBERS = 8192, MAXPIECES = 40000, MAXSUMS = 1 << 18 };
typedef struct { char name[256]; long long size, lba; long units, damaged; } Member;
typedef struct { long column, member, from, units, row; } Piece;

static FILE *image;
static Member members[MAXMEMBERS];
static Piece pieces[MAXPIECES];
static long k, m, h, s, rows, first, last, nmembers, npieces, ncarries, carries[MAXM], height[MAXCOL], sumat[MAXCOL];
static long long start;                 /* of the parity track, in bytes */
static unsigned char *sums, sumsok[MAXSUMS], logs[256], powers[510];
static uint32_t crcs[256], sumscrc[MAXSUMS];
static void die(const char *why) { fprintf(stderr, "unparity: %s\n", why); exit(1); }

static void tables(void)
{
    int i, j, x = 1;
    for (i = 0; i < 255; i++, x = x << 1 ^ (x & 128 ? 285 : 0)) {
        powers[i] = powers[i + 255] = (unsigned char)x;
        logs[x] = (unsigned char)i;
    }
    for (i = 0; i < 256; i++)
        for (crcs[i] = (uint32_t)i, j = 0; j < 8; j++) crcs[i] = crcs[i] >> 1 ^ (crcs[i] & 1 ? 0x82F63B78u : 0);
}
static int mul(int a, int b) { return a == 0 || b == 0 ? 0 : powers[logs[a] + logs[b]]; }
static int inverse(int a) { return powers[255 - logs[a]]; }
static int coefficient(long j, long i) { return mul((int)(m + i), inverse((int)(j ^ (m + i)))); }
static uint32_t crc32c(const unsigned char *p)
{
    uint32_t c = ~0u;
    long i;
    for (i = 0; i < UNIT; i++) c = c >> 8 ^ crcs[(c ^ p[i]) & 255];
    return ~c;
}
/* target += a times source */
static void add(unsigned char *target, const unsigned char *source, int a)
{
    unsigned char times[256];
    long i;
    for (i = 0; i < 256; i++) times[i] = (unsigned char)mul((int)i, a);
    for (i = 0; i < UNIT; i++) target[i] ^= times[source[i]];
}

static uint32_t big(const unsigned char *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | p[2] << 8 | p[3]; }
static uint32_t turn(uint32_t x, int c) { return x >> c | x << (32 - c); }
/* SHA-256 of n bytes, behind which there is room for 72 more; its constants are fractions of roots of primes */
static void sha256(unsigned char *p, size_t n, char *hex)
{
    uint32_t v[8], w[64], K[64], a[8], t;
    size_t done, all = (n + 72) / 64 * 64;
    int i, prime, found = 0;
    for (prime = 2; found < 64; prime++) {
        double x = prime, y = prime;
        for (i = 2; prime % i; i++) { }
        if (i < prime) continue;
        for (i = 0; i < 99; i++) x = (2 * x + prime / (x * x)) / 3, y = (y + prime / y) / 2;
        if (found < 8) v[found] = (uint32_t)((y - (int)y) * 4294967296.0);
        K[found++] = (uint32_t)((x - (int)x) * 4294967296.0);
    }
    memset(p + n, 0, all - n), p[n] = 0x80;
    for (i = 0; i < 8; i++) p[all - 1 - i] = (unsigned char)((uint64_t)n * 8 >> 8 * i);
    for (done = 0; done < all; done += 64) {
        memcpy(a, v, sizeof a);
        for (i = 0; i < 64; i++) {
            w[i] = i < 16 ? big(p + done + 4 * i) : w[i - 16] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18)
                ^ w[i - 15] >> 3) + w[i - 7] + (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
            t = a[7] + K[i] + w[i] + (turn(a[4], 6) ^ turn(a[4], 11) ^ turn(a[4], 25))
                + (a[6] ^ (a[4] & (a[5] ^ a[6])));
            memmove(a + 1, a, 7 * sizeof *a);
            a[4] += t;
            a[0] = t + (turn(a[1], 2) ^ turn(a[1], 13) ^ turn(a[1], 22)) + ((a[1] & a[2]) | (a[3] & (a[1] | a[2])));
        }
        for (i = 0; i < 8; i++) v[i] += a[i];
    }
    for (i = 0; i < 8; i++) sprintf(hex + 8 * i, "%08lx", (unsigned long)v[i]);
}

/* ---- the header's JSON: no blanks, fields in the order of docs/formats.md; its digest was right ---- */
static char json[HEADER + 128], *at;
static int is(const char *words) { size_t n = strlen(words); return strncmp(at, words, n) == 0 ? at += n, 1 : 0; }
static void to(const char *name) { if ((at = strstr(at, name)) == NULL) die("the header lacks a field"); }
static long long number(const char *name, long long least, long long most)
{
    long long n = is(name) ? strtoll(at, &at, 10) : most + 1;
    if (n < least || n > most) die("the header holds a number that cannot be");
    return n;
}
static void parse(void)
{
    long i, c;
    to(",\"k\":");
    k = (long)number(",\"k\":", 1, MAXCOL - 1);
    m = (long)number(",\"m\":", 1, MAXCOL - k > MAXM ? MAXM : MAXCOL - k);
    number(",\"unit\":", UNIT, UNIT), rows = (long)number(",\"rows\":", 1, MAXROWS);
    first = (long)number(",\"first\":", 0, rows - 1), last = (long)number(",\"last\":", first, rows - 1);
    for (ncarries = 0; ncarries < m && (ncarries == 0 || *at == ','); ncarries++)
        carries[ncarries] = (long)number(ncarries ? "," : ",\"carries\":[", 0, m - 1);
    number("],\"polynomial\":", 285, 285);
    h = (long)number(",\"h\":", 1, HEADER / UNIT), s = (long)number(",\"s\":", 1, MAXSUMS);
    for (i = 0; i < s; i++) sumscrc[i] = (uint32_t)number(i ? "," : ",\"sumscrc\":[", 0, 0xFFFFFFFFLL);
    for (npieces = c = 0; c < k; c++)
        for (to("["), is("["), is("["), height[c] = 0; !is("]"); npieces++) {
            Piece *p = &pieces[npieces];
            if (npieces + 1 == MAXPIECES) die("the header has too many pieces");
            p->column = c, p->row = height[c], is(",");
            p->member = (long)number("{\"member\":", 0, MAXMEMBERS - 1);
            p->from = (long)number(",\"from\":", 0, MAXROWS);
            height[c] += p->units = (long)number(",\"units\":", 1, rows - height[c]);
            is("}");
        }
    for (nmembers = 0; nmembers < MAXMEMBERS && is(nmembers ? "," : "],\"members\":["); nmembers++) {
        Member *p = &members[nmembers];
        to(",\"name\":\"");
        for (at += 9, i = 0; *at && *at != '"' && i < 255; at++)
            p->name[i++] = *(at += *at == '\\') >= ' ' && *at <= '~' ? *at : '?';
        p->name[i] = 0, to(",\"size\":");
        p->size = number(",\"size\":", 1, (long long)MAXROWS * UNIT);
        p->units = (long)((p->size + UNIT - 1) / UNIT), to(",\"lba\":");
        p->lba = number(",\"lba\":", 0, 1LL << 40), is("}");
    }
    for (i = 0; i < npieces; i++)
        if (pieces[i].member >= nmembers || pieces[i].from + pieces[i].units > members[pieces[i].member].units)
            die("the header has units of no member");
}

/* reads a unit; what cannot be read, or lies behind the image's end, is zeros */
static int unit(long long where, unsigned char *p)
{
    return memset(p, 0, UNIT), fseeko(image, (off_t)where, SEEK_SET) == 0 && fread(p, 1, UNIT, image) == UNIT;
}

/* the header at a place in the image, one of two: 1 if it makes sense, and sums stand where it says that they are */
static int header(long long where)
{
    long i, c, n, found = 0;
    char *end, said[64], hex[65];
    if (fseeko(image, (off_t)where, SEEK_SET) != 0 || fread(json, 1, 20, image) < 20
        || strncmp(json, "arenavault parity 1\n", 20) != 0) return 0;
    memset(at = json + 20, 0, HEADER - 20);
    if (fread(at, 1, HEADER - 20, image) == 0 || (end = strchr(at, '\n')) == NULL) return 0;
    memcpy(said, end + 1, 64);
    sha256((unsigned char *)at, (size_t)(end - at), hex);
    if (memcmp(said, hex, 64) != 0) return 0;
    parse();
    for (n = c = 0; sumat[c] = n, c < k; c++)
        n += height[c] <= first ? 0 : (height[c] > last ? last + 1 : height[c]) - first;
    if ((n + ncarries * (last - first + 1) + SUMS - 1) / SUMS != s) return 0;
    if ((sums = realloc(sums, (size_t)s * UNIT)) == NULL) die("out of memory");
    for (c = 0; c < 2 && found == 0; c++) {
        start = c == 0 ? where : where - (h + s + ncarries * (last - first + 1)) * (long long)UNIT;
        for (i = 0; i < s && start >= 0; i++)
            found += sumsok[i] = unit(start + (h + i) * (long long)UNIT, sums + (size_t)i * UNIT)
                && crc32c(sums + (size_t)i * UNIT) == sumscrc[i];
    }
    return found > 0;
}
/* 1 if a unit comes to sum n, or if nothing is known of that */
static int right(long n, const unsigned char *p)
{
    return !sumsok[n / SUMS] || crc32c(p) == big(sums + 4 * (size_t)n);
}

/* reads what stands in a column and row of data: 1 if it is right */
static int data(const Piece *q, long row, unsigned char *p)
{
    const Member *of = &members[q->member];
    long long begin = (q->from + row - q->row) * (long long)UNIT, left = of->size - begin;
    int ok = unit(of->lba * BLOCK + begin, p);
    if (left < UNIT) memset(p + left, 0, (size_t)(UNIT - left));
    return row < first || row > last ? ok : right(sumat[q->column] + row - first, p);
}

/* finds what stands in a column and row again: 1 if it can be found */
static int find(long column, long row, unsigned char *p)
{
    static unsigned char sum[MAXM][UNIT];
    long lost[MAXM], from[MAXM], n = 0, e = 0, i, j, c;
    int a[MAXM][MAXM], t;
    for (i = 0; i < ncarries && row >= first && row <= last; i++) {
        j = i * (last - first + 1) + row - first;
        if (unit(start + (h + s + j) * (long long)UNIT, sum[n]) && right(sumat[k] + j, sum[n])) from[n++] = carries[i];
    }
    for (c = 0; c < npieces; c++) {
        if (row < pieces[c].row || row >= pieces[c].row + pieces[c].units) continue;
        if (data(&pieces[c], row, p)) for (j = 0; j < n; j++) add(sum[j], p, coefficient(from[j], pieces[c].column));
        else if (e < n) lost[e++] = pieces[c].column;
        else return 0;
    }
    for (j = 0; j < e; j++) for (i = 0; i < e; i++) a[j][i] = coefficient(from[j], lost[i]);
    for (c = 0; c < e; c++) {           /* Gauss and Jordan: in such a matrix no pivot is ever 0 */
        memset(p, 0, UNIT), add(p, sum[c], t = inverse(a[c][c])), memcpy(sum[c], p, UNIT);
        for (i = 0; i < e; i++) a[c][i] = mul(a[c][i], t);
        for (j = 0; j < e; j++) if (j != c && (t = a[j][c]) != 0) {
            for (i = 0; i < e; i++) a[j][i] ^= mul(a[c][i], t);
            add(sum[j], sum[c], t);
        }
    }
    for (c = 0; c < e && lost[c] != column; c++) { }
    return c < e && right(sumat[column] + row - first, memcpy(p, sum[c], UNIT));
}

int main(int argc, char **argv)
{
    static unsigned char p[UNIT];
    long i, row, wanted = -1, lost = 0, damaged = 0;
    long long where, length; FILE *out = NULL;
    if (argc != 2 && argc != 4) return fprintf(stderr, "usage: unparity IMAGE [NAME OUT]\n"), 2;
    if ((image = fopen(argv[1], "rb")) == NULL || fseeko(image, 0, SEEK_END) != 0 || (length = ftello(image)) < 0)
        die("the image cannot be opened");
    for (tables(), where = 0; where < length && !header(where); where += BLOCK) { }
    if (where >= length) die("there is no parity track in the image, or both of its headers are damaged");
    for (i = 0; argc == 4 && i < nmembers; i++)
        if (strcmp(members[i].name, argv[2]) == 0 || (wanted < 0 && atol(argv[2]) == i + 1)) wanted = i;
    if (argc == 4 && wanted < 0) die("the parity protects nothing of that name");
    if (argc == 4 && (out = fopen(argv[3], "wbx")) == NULL) die("the file cannot be made; it may exist");
    for (i = 0; i < npieces; i++) for (row = pieces[i].row; row < pieces[i].row + pieces[i].units; row++) {
        Member *of = &members[pieces[i].member];
        long long begin = (pieces[i].from + row - pieces[i].row) * (long long)UNIT;
        size_t size = of->size - begin < UNIT ? (size_t)(of->size - begin) : UNIT;
        if (wanted >= 0 && pieces[i].member != wanted) continue;
        if (!data(&pieces[i], row, p)) {
            of->damaged++;
            if (out != NULL && !find(pieces[i].column, row, p))
                lost += printf("64 KiB at byte %lld cannot be found again\n", begin) != 0, memset(p, 0, UNIT);
        }
        if (out != NULL && (fseeko(out, (off_t)begin, SEEK_SET) != 0 || fwrite(p, 1, size, out) != size))
            die("the file cannot be written");
    }
    if (out != NULL && fclose(out) != 0) die("the file cannot be written");
    for (i = 0; i < nmembers; damaged += members[i++].damaged) if (wanted < 0 || i == wanted) printf(
        "%ld %s: %ld of %ld units of 64 KiB damaged\n", i + 1, members[i].name, members[i].damaged, members[i].units);
    return wanted < 0 ? damaged > 0 : lost > 0;
}
