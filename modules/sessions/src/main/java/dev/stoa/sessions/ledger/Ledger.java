package dev.stoa.sessions.ledger;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import java.util.List;
import java.util.stream.Stream;

/** The ledger and balances on one node. */
public final class Ledger implements Feature {
    /** Its settings. */
    public static final List<Setting<?>> SETTINGS =
            Stream.of(LedgerSettings.all(), Balances.CACHE.settings())
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    private final BalanceSource source;
    private final LedgerRoutes ledger;
    private final BalanceRoutes balances;
    private final Audit audit;

    public Ledger(Platform platform) {
        LedgerStore store = new LedgerStore(platform.database());
        LedgerSignals signals = new LedgerSignals(platform.observability().meters());
        this.source = source(platform);
        Balances known = new Balances(platform, source);
        this.ledger =
                new LedgerRoutes(platform, store, new Transfers(platform, store, known, signals));
        this.balances = new BalanceRoutes(known);
        this.audit = new Audit(store, signals);
    }

    private static BalanceSource source(Platform platform) {
        Settings settings = platform.settings();
        return switch (settings.get(LedgerSettings.SOURCE)) {
            case "json-rpc" ->
                    new JsonRpcBalances(
                            JsonRpcConfig.of(settings),
                            new SourceTimers("json-rpc", platform.observability().meters()),
                            platform.clock());
            default -> new LedgerBalances(platform.database());
        };
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(ledger.routes(), balances.routes()).flatMap(List::stream).toList();
    }

    @Override
    public List<ProblemType> problems() {
        return LedgerProblems.all();
    }

    @Override
    public List<Job> jobs() {
        return List.of(audit.job());
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Ledger.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public void close() {
        source.close();
    }
}
