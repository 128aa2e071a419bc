package dev.stoa.telemetry.count;

/** Pieces that statements on events share; parameters {@code :key} and {@code :values}. */
public final class Sql {
    /** The dimension of an event {@code e}, as it is read when it comes in. */
    public static final String DIMENSION =
            "case when jsonb_typeof(e.props -> :key) = 'string' and e.props ->> :key = any(:values)"
                    + " then e.props ->> :key else '' end";

    private Sql() {}
}
