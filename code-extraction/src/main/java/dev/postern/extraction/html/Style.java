package dev.postern.extraction.html;

/**
 * What the style of an element, or a rule of a style sheet, does to the visibility of its text.
 *
 * @param hides whether neither the element nor anything in it is seen
 * @param size what it does to the size of letters
 * @param colour of the letters
 * @param ground behind the letters
 * @param display whether it makes the element a line of its own
 */
record Style(boolean hides, Size size, int colour, int ground, Display display) {

    /** What a style does to the lines around an element. */
    enum Display {
        UNCHANGED,
        WITHIN_A_LINE,
        /** A box within a line, as a button is. */
        BOX,
        LINE
    }

    /** What a style does to the size of letters. */
    enum Size {
        UNCHANGED,
        /**
         * The letters are too small to be seen, as are those of inner elements without a size of their own. Layouts use
         * it to drop blanks.
         */
        NONE,
        SOME
    }

    static final Style PLAIN = new Style(false, Size.UNCHANGED, Colour.UNSTATED, Colour.UNSTATED, Display.UNCHANGED);
    static final Style HIDING = new Style(true, Size.UNCHANGED, Colour.UNSTATED, Colour.UNSTATED, Display.UNCHANGED);

    static Style of(String declarations) {
        return declarations.isEmpty() ? PLAIN : Declarations.read(declarations);
    }

    static Style coloured(int colour, int ground) {
        return new Style(false, Size.UNCHANGED, colour, ground, Display.UNCHANGED);
    }

    /** Whether it changes nothing. */
    boolean isPlain() {
        return equals(PLAIN);
    }

    /** This style where the element has another one too, which counts more. */
    Style under(Style above) {
        if (isPlain() || above.isPlain()) {
            return isPlain() ? above : this;
        }
        return new Style(
                hides || above.hides,
                above.size == Size.UNCHANGED ? size : above.size,
                above.colour == Colour.UNSTATED ? colour : above.colour,
                above.ground == Colour.UNSTATED ? ground : above.ground,
                above.display == Display.UNCHANGED ? display : above.display);
    }

    /** What a rule leaves open that holds only somewhere: its colours may be there or not. */
    Style uncertain() {
        return colour == Colour.UNSTATED && ground == Colour.UNSTATED
                ? PLAIN
                : coloured(
                        colour == Colour.UNSTATED ? Colour.UNSTATED : Colour.UNKNOWN,
                        ground == Colour.UNSTATED ? Colour.UNSTATED : Colour.UNKNOWN);
    }
}
