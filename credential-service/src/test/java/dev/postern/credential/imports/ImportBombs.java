package dev.postern.credential.imports;

import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.picture.Desks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Reads files that are made to cost more than they weigh, one after the other, in a process with little memory. Each is as long as a
 * body may be. Prints a line for each: its name, the reasons of its files, how many entries were read, and how many lines are told of
 * what is missing.
 */
final class ImportBombs {
    /** Of a body of 16 MiB in Base64. */
    private static final int WHOLE = 12 * 1024 * 1024 - 64 * 1024;

    private ImportBombs() {}

    private interface Bomb extends Callable<List<byte[]>> {}

    /** Reads those that are named, or all. */
    public static void main(String[] arguments) throws Exception {
        List<String> named = List.of(arguments);
        ImportReaders readers = new ImportReaders(Desks.open());
        for (Map.Entry<String, Bomb> bomb : bombs().entrySet()) {
            if (!named.isEmpty() && !named.contains(bomb.getKey())) {
                continue;
            }
            List<ImportBody.Source> sources = bomb.getValue().call().stream()
                    .map(bytes -> new ImportBody.Source("f", new Content(bytes)))
                    .toList();
            ReadSources read = readers.read(new ImportBody(sources, null, "password", true, 1, 500));
            List<Reason> reasons = read.sources().stream()
                    .map(ImportView.SourceView::reason)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .toList();
            long notices = read.entries().stream()
                    .mapToLong(each -> each.entry().notices().size())
                    .sum();
            System.out.println(String.join(
                    "\t",
                    bomb.getKey(),
                    reasons.toString(),
                    Long.toString(read.entries().size() + notices),
                    Integer.toString(read.missing().size())));
        }
    }

    /** What is read, in its order. */
    static Set<String> names() {
        return bombs().keySet();
    }

    private static Map<String, Bomb> bombs() {
        Map<String, Bomb> bombs = new LinkedHashMap<>();
        bombs.put("a row of millions of cells", () -> one("name,password\n" + ",".repeat(WHOLE)));
        bombs.put("a heading of millions of cells", () -> one("name,password" + ",".repeat(WHOLE)));
        bombs.put("a row of quoted ends of lines", () -> one("name,password\n" + repeated("\"\n\",", WHOLE)));
        bombs.put(
                "thousands of columns of one name",
                () -> one("name,password" + ",".repeat(2_000) + "\n"
                        + repeated("n,p" + ",".repeat(2_000) + "\n", 980_000)));
        bombs.put(
                "columns that nobody asked for",
                () -> one(
                        "name,password" + columns(600) + "\n" + repeated("n,p" + ",1".repeat(600) + "\n", 1_000_000)));
        bombs.put("quotes that never end", () -> one("name,password\n" + repeated("\"\n", WHOLE / 4)));
        bombs.put("rows without number", () -> one("name,password\n" + repeated("a,b\n", WHOLE)));
        bombs.put("lists of small objects", () -> many(12, "[" + repeated("{},", WHOLE / 40 - 10) + "{}]"));
        bombs.put("items without number", () -> many(12, "{\"items\":[" + repeated("{},", WHOLE / 40 - 30) + "{}]}"));
        bombs.put(
                "items of many files",
                () -> many(17, "{\"items\":[" + repeated("{\"type\":2},", 11 * 13_000) + "{}]}"));
        bombs.put("an item of many members", () -> many(10, "{\"items\":[{\"type\":1" + members() + "}]}"));
        bombs.put("brackets", () -> one("[".repeat(WHOLE / 8)));
        bombs.put("objects in objects", () -> one(repeated("{\"a\":", WHOLE / 8)));
        bombs.put(
                "a member that comes again and again",
                () -> one("{" + repeated("\"items\":[],", WHOLE / 8) + "\"a\":1}"));
        bombs.put("pages of a thousand exports", () -> one(pages()));
        bombs.put("a page of millions of accounts", () -> one(address(accounts())));
        bombs.put("addresses without number", () -> one(repeated("otpauth://a\n", WHOLE)));
        bombs.put("elements in elements", () -> one("<KeePassFile>" + repeated("<a>", WHOLE)));
        bombs.put(
                "elements without number",
                () -> one("<KeePassFile>" + repeated("<Entry></Entry>", WHOLE) + "</KeePassFile>"));
        bombs.put(
                "an entity of entities",
                () -> one("<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><KeePassFile>&b;</KeePassFile>"));
        bombs.put("attributes", () -> one("<KeePassFile " + attributes() + "/>"));
        bombs.put("a long string that all entries refer to", () -> one(references()));
        bombs.put("blanks", () -> one(" ".repeat(WHOLE)));
        bombs.put("no text", () -> List.of(filled((byte) 0xc3)));
        bombs.put("zeros", () -> List.of(new byte[WHOLE]));
        bombs.put("half of a text of another charset", () -> List.of(utf16()));
        bombs.put("archives that unpack to thousands of times their size", () -> Collections.nCopies(3, archive()));
        bombs.put("a vault of many passwords", () -> one(slots()));
        bombs.put("a picture of one row", () -> List.of(png(50_000_000, 1, 16, 6)));
        bombs.put("a picture of one column", () -> List.of(png(1, 50_000_000, 16, 6)));
        bombs.put("a picture of more than there is", () -> List.of(png(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, 2)));
        bombs.put("a picture with a long text", () -> List.of(pngWithText()));
        return bombs;
    }

    private static List<byte[]> one(String text) {
        return List.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<byte[]> many(int files, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, files).mapToObj(_ -> bytes.clone()).toList();
    }

    private static String repeated(String text, int length) {
        return text.repeat(Math.max(1, length / text.length()));
    }

    private static String columns(int count) {
        StringBuilder heading = new StringBuilder();
        for (int i = 0; i < count; i++) {
            heading.append(',').append(Integer.toString(i, 36)).append('x');
        }
        return heading.toString();
    }

    private static String members() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 24_000; i++) {
            members.append(",\"").append(Integer.toString(i, 36)).append("\":\"x\"");
        }
        return members.toString();
    }

    private static String attributes() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            attributes.append('a').append(Integer.toString(i, 36)).append("=\"\" ");
        }
        return attributes.toString();
    }

    private static String pages() {
        StringBuilder pages = new StringBuilder();
        for (int i = 0; i < 19_000; i++) {
            // A thousand pages, the first, of a batch of its own.
            byte[] page = {24, (byte) 0xe8, 7, 32, 0, 40, (byte) (0x80 | (i & 0x7f)), (byte) (0x80 | (i >> 7)), 1};
            pages.append(address(page)).append('\n');
        }
        return pages.toString();
    }

    private static String address(byte[] page) {
        return "otpauth-migration://offline?data="
                + Base64.getEncoder().encodeToString(page).replace("+", "%2B").replace("/", "%2F");
    }

    /** Accounts without a field. */
    private static byte[] accounts() {
        byte[] accounts = new byte[WHOLE / 8];
        for (int i = 0; i < accounts.length - 1; i += 2) {
            accounts[i] = 10;
        }
        return Arrays.copyOf(accounts, accounts.length / 2 * 2);
    }

    private static String references() {
        String id = "AAAAAAAAAAAAAAAAAAAAAA==";
        return "<KeePassFile><Entry><UUID>" + id + "</UUID><String><Key>Title</Key><Value>" + "t".repeat(11_000_000)
                + "</Value></String></Entry>"
                + repeated(
                        "<Entry><String><Key>Title</Key><Value>{REF:T@I:00000000000000000000000000000000}</Value></String></Entry>",
                        6_000 * 104)
                + "</KeePassFile>";
    }

    private static byte[] filled(byte one) {
        byte[] bytes = new byte[WHOLE];
        Arrays.fill(bytes, one);
        return bytes;
    }

    private static byte[] utf16() {
        byte[] bytes = filled((byte) 0xd8);
        bytes[0] = (byte) 0xff;
        bytes[1] = (byte) 0xfe;
        return bytes;
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("other"));
            zip.write(new byte[16_000_000]);
            zip.putNextEntry(new ZipEntry("export.data"));
            zip.write(" ".repeat(20_000_000).getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    /** Each of its passwords costs a fifth of a second and more. */
    private static String slots() {
        String slot =
                "{\"type\":1,\"key\":\"00\",\"key_params\":{\"nonce\":\"000000000000000000000000\",\"tag\":\"00\"},"
                        + "\"n\":16384,\"r\":8,\"p\":1,\"salt\":\"00\"},";
        return "{\"version\":1,\"header\":{\"slots\":[" + slot.repeat(1_000)
                + "{}],\"params\":{\"nonce\":\"00\",\"tag\":\"00\"}},\"db\":\"AAAA\"}";
    }

    private static byte[] png(int width, int height, int depth, int colours) throws IOException {
        ByteArrayOutputStream png = begun(width, height, depth, colours);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
            deflater.write(new byte[1_000_000]);
        }
        chunk(png, "IDAT", pixels.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static byte[] pngWithText() throws IOException {
        ByteArrayOutputStream png = begun(10, 10, 8, 2);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write("Comment\0\0".getBytes(StandardCharsets.US_ASCII));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(text)) {
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 60; i++) {
                deflater.write(zeros);
            }
        }
        chunk(png, "zTXt", text.toByteArray());
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
            deflater.write(new byte[10 * 31]);
        }
        chunk(png, "IDAT", pixels.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static ByteArrayOutputStream begun(int width, int height, int depth, int colours) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colours)
                        .array());
        return png;
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] content) throws IOException {
        byte[] typed = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(typed);
        sum.update(content);
        png.write(ByteBuffer.allocate(4).putInt(content.length).array());
        png.write(typed);
        png.write(content);
        png.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
