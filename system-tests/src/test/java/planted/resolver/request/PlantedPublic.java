package planted.resolver.request;

/** Breaks on purpose: public, and nobody outside needs it. */
public class PlantedPublic {}
