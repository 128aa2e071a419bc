package dev.stoa.sessions.ledger;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Balances over HTTP. */
final class BalanceRoutes {
    private static final String BALANCES = "/api/sessions/balances";
    private static final Param ADDRESS =
            Param.path("address", new Form.Address(), "The wallet's address.");

    private final Balances balances;

    BalanceRoutes(Balances balances) {
        this.balances = balances;
    }

    List<Route> routes() {
        Access access = Access.member(Scope.SESSIONS_READ);
        Route.Traits read = Route.Traits.MEMBER_READ.with(access);
        return List.of(
                Route.get(
                                BALANCES,
                                "What up to 100 addresses have",
                                "Balances",
                                this::many,
                                Param.of("addresses", new Form.Addresses(100), "The addresses."))
                        .with(read),
                Route.get(
                                BALANCES + "/{address}",
                                "What one address has",
                                "Balance",
                                this::one,
                                ADDRESS)
                        .with(read),
                Route.post(
                                BALANCES + "/{address}/refresh",
                                "What one address has, asked of the source now",
                                "Balance",
                                this::refresh,
                                ADDRESS)
                        .with(Route.Traits.MEMBER_WRITE.with(access).body(0))
                        .answering(200));
    }

    private Reply many(Call call) {
        String addresses = call.arguments().textOrNull("addresses");
        if (addresses == null) {
            throw Failure.Invalid.parameter("addresses", "required", "Say which addresses.");
        }
        List<String> each =
                Arrays.stream(addresses.toLowerCase(Locale.ROOT).split(",", -1))
                        .distinct()
                        .toList();
        return Reply.of(balances.many(call.viewer().signedIn(), each));
    }

    private Reply one(Call call) {
        return Reply.of(balances.one(call.viewer().signedIn(), address(call)));
    }

    private Reply refresh(Call call) {
        balances.forget(address(call));
        return one(call);
    }

    private static String address(Call call) {
        return call.arguments().pathText("address").toLowerCase(Locale.ROOT);
    }
}
