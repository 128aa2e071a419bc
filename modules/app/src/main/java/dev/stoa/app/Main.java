package dev.stoa.app;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandTree().run(arguments));
    }
}
